import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readProxyAnswer, refusalOf } from '../../src/main/gateway/proxy-answer.ts'
import { proxyUrlOf, readProxyList, readProxyUrl } from '../../src/main/network/proxy-list.ts'

const plain = (host: string, port: number) => ({ host, port, secure: false, authorization: null })

describe('the answer of the system or of a PAC script', () => {
  test.each([
    ['DIRECT', { use: 'direct' }],
    ['', { use: 'direct' }],
    [' ; ', { use: 'direct' }],
    ['PROXY a:3128; DIRECT', { use: 'proxy', way: plain('a', 3128) }],
    ['HTTP a:3128', { use: 'proxy', way: plain('a', 3128) }],
    ['HTTPS x:2', { use: 'proxy', way: { ...plain('x', 2), secure: true } }],
    ['HTTPS x', { use: 'proxy', way: { ...plain('x', 443), secure: true } }],
    ['proxy A.example', { use: 'proxy', way: plain('a.example', 80) }],
    ['PROXY [::1]:8080', { use: 'proxy', way: plain('::1', 8080) }],
    ['SOCKS5 y:3; PROXY a:1', { use: 'proxy', way: plain('a', 1) }],
    ['SOCKS y:3; DIRECT', { use: 'direct' }],
    ['SOCKS5 y:3', { use: 'unsupported' }],
    ['SOCKS4 y:3; QUIC z:443', { use: 'unsupported' }],
    ['PROXY a:99999; PROXY b:1', { use: 'proxy', way: plain('b', 1) }],
    ['PROXY user:secret@a:1; DIRECT', { use: 'direct' }]
  ])('%s', (answer, list) => {
    expect(readProxyList(answer)).toEqual(list)
  })

  test('never throws, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(['direct', 'proxy', 'unsupported']).toContain(readProxyList(text).use)
        expect(readProxyList(`PROXY ${text}`)).toBeDefined()
      })
    )
  })
})

describe('the address of a proxy as people type it', () => {
  test.each([
    ['proxy.example:3128', 'http://proxy.example:3128'],
    [' HTTP://Proxy.example:3128/ ', 'http://proxy.example:3128'],
    ['http://proxy.example', 'http://proxy.example:80'],
    ['https://proxy.example', 'https://proxy.example:443'],
    ['[::1]:3128', 'http://[::1]:3128']
  ])('%s is understood as %s', (typed, understood) => {
    const way = readProxyUrl(typed)
    expect(way === null ? null : proxyUrlOf(way)).toBe(understood)
  })

  test.each([
    '',
    'socks5://a:1',
    'ftp://a:1',
    'http://a:1/x',
    'http://a?x',
    'http://u:p@a:1',
    'http://'
  ])('%j is none', (typed) => {
    expect(readProxyUrl(typed)).toBeNull()
  })
})

describe('what a proxy answers', () => {
  const refused = (head: string) => {
    const answer = readProxyAnswer(head)
    return answer === null ? null : refusalOf(plain('proxy.example', 3128), answer)
  }

  const both = ['Negotiate', 'NTLM']
  test.each([
    [['Basic realm="Office"'], 'proxy-credentials', { schemes: ['Basic'], realm: 'Office' }],
    [
      [...both, 'basic realm="a \\"b\\""'],
      'proxy-credentials',
      { schemes: [...both, 'basic'], realm: 'a "b"' }
    ],
    [both, 'proxy-unsupported', { schemes: both, realm: null }],
    [['NTLM TlRMTVNTUAACAAAA'], 'proxy-unsupported', { schemes: ['NTLM'], realm: null }],
    [
      ['Digest realm="x", nonce="basic"'],
      'proxy-unsupported',
      { schemes: ['Digest'], realm: null }
    ],
    [[], 'proxy-unsupported', { schemes: [], realm: null }],
    [['Basic'], 'proxy-credentials', { schemes: ['Basic'], realm: null }]
  ])('407 with %j is %s', (challenges, code, facts) => {
    const lines = challenges.map((challenge) => `Proxy-Authenticate: ${challenge}`)
    const error = refused(['HTTP/1.1 407 Who are you', ...lines].join('\r\n'))
    expect(error?.code).toBe(`could-not-ask:${code}`)
    expect(error?.proxy).toEqual({ address: 'proxy.example:3128', status: 407, ...facts })
  })

  test.each([
    ['HTTP/1.1 200 Connection established', undefined],
    ['HTTP/1.0 200 OK', undefined],
    ['HTTP/1.1 302 Found', 'could-not-ask:portal'],
    ['HTTP/1.1 511 Network Authentication Required', 'could-not-ask:portal'],
    ['HTTP/1.1 403 Forbidden', 'could-not-ask:proxy-refused'],
    ['HTTP/1.1 502 Bad Gateway', 'could-not-ask:proxy-refused']
  ])('%s', (head, code) => {
    expect(refused(head)?.code).toBe(code)
  })

  test('a realm becomes one short line', () => {
    const head = `HTTP/1.1 407 x\r\nProxy-Authenticate: Basic realm="a\u202eb\t${'c'.repeat(500)}"`
    expect(refused(head)?.proxy?.realm).toMatch(/^a b c{1,196}$/)
  })
})
