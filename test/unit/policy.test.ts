import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gatewayOrigin } from '../../src/main/settings/gateway-origin.ts'
import { noPolicy, policyPath, readPolicy } from '../../src/main/settings/policy.ts'

describe('the policy file', () => {
  test('sets gateways and the save folder', () => {
    const text = JSON.stringify({
      gateways: [{ name: 'Site A', url: 'https://a.example:8043', caFile: '/etc/ca.pem' }],
      saveFolder: '/srv/videos'
    })
    expect(readPolicy(text)).toEqual({
      policy: {
        ...noPolicy,
        gateways: [
          { name: 'Site A', origin: 'https://a.example:8043', caFile: '/etc/ca.pem', pin: null }
        ],
        saveFolder: '/srv/videos'
      },
      ignored: []
    })
  })

  test('names every key that it ignores, and keeps the rest', () => {
    const text = JSON.stringify({
      gateways: [
        { name: 'A', url: 'http://plain.example' },
        { name: 'B', url: 'b.example', x: 1 }
      ],
      saveFolder: 'relative/path',
      autoUpdate: false
    })
    const { policy, ignored } = readPolicy(text)
    expect(ignored).toEqual(['autoUpdate', 'gateways[0]', 'gateways[1].x', 'saveFolder'])
    expect(policy.gateways).toEqual([
      { name: 'B', origin: 'https://b.example', caFile: null, pin: null }
    ])
  })

  test('sets the library', () => {
    const values = {
      nameTemplate: '{agent}_{date}',
      videosAtOnce: 1,
      saveAfterCall: true,
      saveAfterCallWaitSeconds: 60,
      verifyEveryDays: 30,
      retentionDays: 365,
      addByRecordId: 'nobody',
      inspectorsSeeAllRows: true
    }
    expect(readPolicy(JSON.stringify(values))).toEqual({
      policy: { ...noPolicy, ...values },
      ignored: []
    })
    expect(readPolicy('{"retentionDays":null}')).toEqual({ policy: noPolicy, ignored: [] })
  })

  test('leaves the library to the agent where it says nothing, and adding to inspectors', () => {
    expect(readPolicy('{}').policy).toEqual({
      ...{ gateways: [], saveFolder: null, nameTemplate: null, videosAtOnce: null },
      ...{ saveAfterCall: null, saveAfterCallWaitSeconds: null, verifyEveryDays: null },
      ...{ retentionDays: null, addByRecordId: 'inspectors', inspectorsSeeAllRows: false },
      ...{ proxy: null, authorityFiles: [], allowPins: true, h5Client: null, reasonCodes: [] }
    })
  })

  test.each([
    ['nameTemplate', ['video', '{who}', '{date}/{call}', '', 7, null]],
    ['videosAtOnce', [0, 5, 1.5, '2', null]],
    ['saveAfterCall', ['yes', 1, null]],
    ['saveAfterCallWaitSeconds', [-1, 3_601, '30', null]],
    ['verifyEveryDays', [-1, 366, 0.5, null]],
    ['retentionDays', [0, 3_651, 1.5, '30', false]],
    ['addByRecordId', ['all', true, null]],
    ['inspectorsSeeAllRows', ['true', 1, null, 'inspectors']],
    ['saveFolder', ['relative', 7, null]],
    ['reasonCodes', [{ '199': 'x' }, { '251': 'x' }, { '201': '' }, { '201': 7 }, ['x'], null]]
  ])('names %s and ignores it where it is malformed', (key, values) => {
    for (const value of values) {
      const text = JSON.stringify({ [key]: value })
      expect(readPolicy(text)).toEqual({ policy: noPolicy, ignored: [key] })
    }
  })

  test('has each of its keys on the page about it, and the page’s example holds', () => {
    const page = readFileSync('docs/policy.md', 'utf8')
    for (const key of Object.keys(noPolicy)) expect(page).toContain(`| \`${key}\` `)
    const [example = ''] = /(?<=```json\n)[^]*?(?=```)/.exec(page) ?? []
    const { policy, ignored } = readPolicy(example)
    expect(ignored).toEqual([])
    for (const value of Object.values(policy)) expect(value).not.toBeNull()
  })

  test('never throws, whatever the file holds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(readPolicy(text).policy.gateways).toBeInstanceOf(Array)
      })
    )
    expect(readPolicy('').policy).toBe(noPolicy)
  })

  test.each([
    [{ packaged: false, platform: 'win32', fromEnvironment: 'C:\\p.json' }, 'C:\\p.json'],
    [{ packaged: false, platform: 'linux', fromEnvironment: undefined }, null],
    [{ packaged: true, platform: 'linux', fromEnvironment: '/tmp/p' }, '/etc/callside/policy.json'],
    [{ packaged: true, platform: 'win32', fromEnvironment: 'C:\\p.json' }, null],
    [{ packaged: true, platform: 'darwin', fromEnvironment: '/tmp/p' }, null]
  ] as const)('is looked for where %o says', (host, path) => {
    expect(policyPath(host)).toBe(path)
  })
})

describe('a gateway address as people type it', () => {
  test.each([
    ['https://gateway.example:8043', 'https://gateway.example:8043'],
    ['gateway.example:8043', 'https://gateway.example:8043'],
    ['HTTPS://Gateway.Example/', 'https://gateway.example'],
    ['10.1.2.3:8043', 'https://10.1.2.3:8043']
  ])('%s is %s', (typed, origin) => {
    expect(gatewayOrigin(typed)).toBe(origin)
  })

  test.each([
    'http://gateway.example',
    'ftp://gateway.example',
    'javascript:alert(1)',
    'https://user:secret@gateway.example',
    'https://gateway.example/agentgateway',
    'https://gateway.example/?x=1',
    'https://',
    ''
  ])('%s is refused', (typed) => {
    expect(gatewayOrigin(typed)).toBeNull()
  })

  test('an origin is https and reads back as itself', () => {
    fc.assert(
      fc.property(fc.oneof(fc.domain(), fc.string()), (typed) => {
        const origin = gatewayOrigin(typed)
        if (origin === null) return
        expect(origin.startsWith('https://')).toBe(true)
        expect(gatewayOrigin(origin)).toBe(origin)
      })
    )
  })
})
