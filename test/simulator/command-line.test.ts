import { expect, test } from 'vitest'
import { FlagError, readCommandLine } from '../../src/simulator/cli/flags.ts'
import { help } from '../../src/simulator/cli/help.ts'

test('without flags the gateway keeps its own defaults and plays the day', () => {
  const line = readCommandLine([])
  expect(line).toMatchObject({ faults: [], speed: 1, certificateFile: null, json: false })
  expect(line?.options.timings).toEqual({})
})

test('every flag reaches its option', () => {
  const line = readCommandLine(
    (
      '--port 8043 --agents 1001,2001:inspector --password secret --mode static --rotate 2000 ' +
      '--no-overlap --pool --no-pictures --require-cookie --expired 000-003 --speed 10 ' +
      '--video-bytes 1073741824 --framing close --certificate expired --silence 5 --control ' +
      '--guid-prefix cafe --fail imageCapture=106-011 --fail getAgentEvent=http:503*always'
    ).split(' ')
  )
  expect(line).toMatchObject({ speed: 10, control: true })
  expect(line?.options).toMatchObject({
    port: 8043,
    authMode: 'static',
    guidOverlap: false,
    poolMode: true,
    picturesDownloadable: false,
    requireCookie: true,
    expiredGuidRetcode: '000-003',
    videoBytes: 1_073_741_824,
    bodyFraming: 'close',
    certificate: 'expired',
    secrets: { password: 'secret', guidPrefix: 'cafe' },
    timings: { guidIntervalMs: 2_000, silenceMs: 5 }
  })
  expect(line?.options.agents).toMatchObject([
    { agentId: '1001', inspector: false },
    { agentId: '2001', inspector: true }
  ])
  expect(line?.faults).toEqual([
    { name: 'imageCapture', fault: { kind: 'retcode', retcode: '106-011' }, scope: {} },
    { name: 'getAgentEvent', fault: { kind: 'http', status: 503 }, scope: { times: 'always' } }
  ])
})

test.each([
  [['--fail', 'login=delay:500*3'], { kind: 'delay', delayMs: 500 }],
  [['--fail', 'login=length:-10'], { kind: 'length', offBy: -10 }],
  [['--fail', 'login=redirect:https://other:8043/x'], { kind: 'redirect' }],
  [['--fail', 'login=octet:104-005'], { kind: 'retcode', label: 'octet-stream' }],
  [['--fail', 'login=stall'], { kind: 'stall' }]
])('%j is understood', (args, fault) => {
  expect(readCommandLine(args)?.faults[0]?.fault).toMatchObject(fault)
})

test.each([
  [['--prot', '8043'], '--prot'],
  [['--port', 'x'], '--port takes a whole number'],
  [['--mode', 'both'], 'static or dynamic'],
  [['--agents', '7'], '--agents cannot read "7"'],
  [['--fail', 'nothing=106-011'], '--fail cannot read'],
  [['--fail', 'login=delay'], '--fail cannot read'],
  [['--guid-prefix', 'xyz'], '--guid-prefix takes'],
  [['--speed', '0'], '--speed takes 1 or more'],
  [['stray'], '--help lists the flags']
])('%j is refused in one sentence', (args, words) => {
  expect(() => readCommandLine(args)).toThrow(FlagError)
  expect(() => readCommandLine(args)).toThrow(words)
})

test('help explains every flag in lines that fit a terminal', () => {
  expect(readCommandLine(['--help'])).toBeNull()
  expect(Math.max(...help.split('\n').map((row) => row.length))).toBeLessThanOrEqual(100)
  for (const flag of ['--port', '--no-overlap', '--video-bytes', '--fail', 'interceptCall']) {
    expect(help).toContain(flag)
  }
})
