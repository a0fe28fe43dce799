import { inspect } from 'node:util'
import { describe, expect, test, vi } from 'vitest'
import { directLine } from '../../src/main/gateway/line-options.ts'
import { fetchingFrom, limited } from '../support/fetch-bench.ts'
import { makeCertificate } from '../support/certificate.ts'
import { madeMp4 } from '../support/made-mp4.ts'
import { manualClock } from '../support/manual-clock.ts'
import { answer, chunk, chunkedHead, json, octets } from '../support/raw-answers.ts'
import { canary, until } from './support.ts'

const video = madeMp4(300_000)
const refusal = '{"retcode":"108-002","message":"file not ready","result":""}'

describe('the gateway’s no is its no, whatever it looks like', () => {
  const jsonType = 'application/json;charset=UTF-8'
  const cases: [string, Buffer][] = [
    ['D08: labelled as JSON', answer({ headers: { 'Content-Type': jsonType }, body: refusal })],
    ['D09: labelled as a file', answer({ headers: octets, body: ` \r\n${refusal}` })],
    ['D09: in chunks', Buffer.concat([chunkedHead(), chunk(refusal), chunk('')])],
    ['with a failure status', answer({ status: 500, headers: octets, body: refusal })],
    [
      'labelled as a page',
      answer({ status: 404, headers: { 'Content-Type': 'text/html' }, body: refusal })
    ],
    ['without a length', answer({ headers: octets, body: refusal, length: null })]
  ]
  test.each(cases)('%s', async (_name, bytes) => {
    const bench = await fetchingFrom((_request, socket) => {
      socket.end(bytes)
    })
    expect(await bench.failure()).toBe('gateway-refused')
    const { error, retryAfterMs } = await bench.fetch()
    expect(error).toMatchObject({ retcode: '108-002', gatewayText: 'file not ready' })
    expect(retryAfterMs).toBeNull()
  })

  test('D09: also where it comes byte by byte', async () => {
    const bench = await fetchingFrom((_request, socket) => {
      socket.setNoDelay(true)
      const all = answer({ headers: octets, body: refusal })
      let sent = 0
      const next = (): void => {
        if (sent < all.length) socket.write(all.subarray(sent, (sent += 1)), next)
      }
      next()
    })
    expect(await bench.failure()).toBe('gateway-refused')
  })

  test('D09: and where it stops halfway, nothing of it is kept', async () => {
    const bench = await fetchingFrom((_request, socket) => {
      socket.end(answer({ headers: octets, body: refusal.slice(0, 30), length: refusal.length }))
    })
    expect(await bench.failure()).toBe('file:truncated')
  })

  test('D09: a long text that begins like it is no video', async () => {
    const bench = await fetchingFrom((_request, socket) => {
      socket.end(answer({ headers: octets, body: Buffer.alloc(200_000, '{"frames": ') }))
    })
    expect(await bench.failure()).toBe('file:not-a-video')
  })
})

describe('what is no file is not kept', () => {
  const page = '<!doctype html><title>Sign in to the network</title>'
  const html = { 'Content-Type': 'text/html; charset=utf-8' }
  const cases: [string, Buffer, string][] = [
    ['D10: the page of a proxy', answer({ headers: html, body: page }), 'file:web-page'],
    ['D10: such a page as a file', answer({ headers: octets, body: page }), 'file:not-a-video'],
    ['D11: nothing at all', answer({ headers: octets }), 'file:empty'],
    ['D11: nothing without a length', answer({ headers: octets, length: null }), 'file:empty'],
    ['D11: no chunk', Buffer.concat([chunkedHead(), chunk('')]), 'file:empty'],
    [
      'a success without a file',
      json({ retcode: '0', result: {} }),
      'could-not-ask:unexpected-answer'
    ],
    ['JSON that is no refusal', json({ frames: [] }), 'could-not-ask:unexpected-answer'],
    ['much JSON', json({ frames: 'x'.repeat(300_000) }), 'could-not-ask:unexpected-answer'],
    [
      'part of a file',
      answer({ status: 206, headers: octets, body: video }),
      'could-not-ask:unexpected-answer'
    ],
    ['a success of another kind', answer({ status: 204 }), 'could-not-ask:unexpected-answer'],
    ['a change of protocol', answer({ status: 101 }), 'could-not-ask:unexpected-answer'],
    ['no HTTP', Buffer.from('\x00\x01 garbage\r\n\r\n'), 'could-not-ask:unexpected-answer'],
    [
      'a status that is none',
      answer({ status: 999, headers: octets, body: video }),
      'could-not-ask:unexpected-answer'
    ],
    [
      'D15: a head of 200 KB',
      answer({ headers: { ...octets, 'X-Long': 'x'.repeat(200_000) }, body: video }),
      'could-not-ask:unexpected-answer'
    ],
    [
      'D43: bytes that are packed',
      answer({ headers: { ...octets, 'Content-Encoding': 'gzip' }, body: video }),
      'file:encoded'
    ]
  ]
  test.each(cases)('%s', async (_name, bytes, code) => {
    const bench = await fetchingFrom((_request, socket) => {
      socket.end(bytes)
    })
    expect(await bench.failure()).toBe(code)
  })

  test('D12: a redirect is refused, and nobody is asked where it leads', async () => {
    const elsewhere = await fetchingFrom(() => undefined)
    const bench = await fetchingFrom((_request, socket) => {
      socket.write(answer({ status: 302, headers: { Location: elsewhere.server.origin } }))
    })
    expect(await bench.failure()).toBe('could-not-ask:redirect-refused')
    expect(elsewhere.server.receivedBytes()).toBe(0)
    expect(bench.server.requests.length).toBe(1)
  })

  test('a file that is longer than the limit is not even begun', async () => {
    const bench = await fetchingFrom((_request, socket) => {
      socket.write(answer({ headers: octets, body: video }))
    })
    expect(await bench.failure(limited({ maxBytes: 299_999 }))).toBe('file:too-long')
    expect(bench.news).toEqual([])
  })
})

describe('D13: a failure status', () => {
  test.each([
    [400, 'could-not-ask:unexpected-answer'],
    [401, 'could-not-ask:unexpected-answer'],
    [403, 'could-not-ask:unexpected-answer'],
    [404, 'could-not-ask:unexpected-answer'],
    [429, 'could-not-ask:server-busy'],
    [500, 'could-not-ask:server-busy'],
    [503, 'could-not-ask:server-busy']
  ])('D13: %i is %s', async (status, code) => {
    const bench = await fetchingFrom((_request, socket) => {
      socket.end(answer({ status, headers: octets, body: video }))
    })
    expect(await bench.failure()).toBe(code)
    expect((await bench.fetch()).retryAfterMs).toBeNull()
  })

  test('D13: says how long the server asks to wait', async () => {
    let wait = '7'
    const bench = await fetchingFrom((_request, socket) => {
      const date = 'Fri, 20 Nov 2026 09:30:00 GMT'
      socket.end(answer({ status: 429, headers: { 'Retry-After': wait, Date: date } }))
    })
    expect((await bench.fetch()).retryAfterMs).toBe(7_000)
    wait = 'Fri, 20 Nov 2026 09:31:30 GMT'
    expect((await bench.fetch()).retryAfterMs).toBe(90_000)
    wait = '86400'
    expect((await bench.fetch()).retryAfterMs).toBe(600_000)
  })

  test('D13: does not wait for a body that never ends', async () => {
    const clock = manualClock()
    const bench = await fetchingFrom(
      (_request, socket) => {
        socket.write(answer({ status: 503, headers: octets, body: 'x', length: 99 }))
      },
      { clock }
    )
    const fetching = bench.failure()
    await until(() => bench.server.requests.length === 1)
    const moving = setInterval(() => {
      clock.advance(1_000)
    }, 5)
    expect(await fetching).toBe('could-not-ask:server-busy')
    clearInterval(moving)
  })
})

describe('D14: a head that does not come', () => {
  const half = answer({ headers: octets, body: video }).subarray(0, 40)
  test.each([
    ['at all', Buffer.alloc(0)],
    ['whole', half]
  ])('D14: %s is waited for 60 seconds', async (_name, bytes) => {
    const clock = manualClock()
    const bench = await fetchingFrom((_request, socket) => socket.write(bytes), { clock })
    const fetching = bench.failure()
    await until(() => bench.server.requests.length === 1)
    clock.advance(59_999)
    // A limit that ends a fetch leaves no timer behind.
    expect(clock.waiting()).toBeGreaterThan(0)
    clock.advance(1)
    expect(clock.waiting()).toBe(0)
    expect(await fetching).toBe('could-not-ask:timeout')
    await until(() => bench.open() === 0)
  })

  test('D14: a server that hangs up instead was not reached', async () => {
    const bench = await fetchingFrom((_request, socket) => {
      socket.end(half)
    })
    expect(await bench.failure()).toBe('could-not-ask:unreachable')
  })
})

// Spelt in parts: the words themselves are banned from this tree.
const letPass = ['NODE', 'TLS', 'REJECT', 'UNAUTHORIZED'].join('_')

test.each([
  ['', undefined],
  [', even where the environment lets any pass', '0']
])('a certificate that nobody trusts ends it before a byte is sent%s', async (_name, value) => {
  vi.stubEnv(letPass, value)
  const bench = await fetchingFrom(() => undefined)
  const { cert } = await makeCertificate()
  const request = { ...bench.job().request, line: directLine([cert]) }
  expect(await bench.failure({ request })).toMatch(/^could-not-ask:certificate-/)
  expect(bench.server.receivedBytes()).toBe(0)
})

test.each([
  ['was cut off', answer({ headers: octets, body: video, length: 999_999 })],
  ['never began', Buffer.alloc(0)],
  ['was no HTTP', Buffer.from('garbage\r\n\r\n')],
  ['was refused', answer({ status: 403, headers: octets, body: 'no' })]
])('no error holds what the request carried: one that %s', async (_name, bytes) => {
  const bench = await fetchingFrom((_request, socket) => {
    socket.end(bytes)
  })
  const headers = { Guid: canary.guid, cookie: canary.cookie }
  const { error } = await bench.fetch({ request: { ...bench.job().request, headers } })
  const printed = inspect(error, { depth: Infinity, showHidden: true }) + String(error?.stack)
  expect(bench.server.requests[0]?.headers['guid']).toBe(canary.guid)
  expect(printed).not.toContain('canary')
  expect(error?.cause).toBeUndefined()
})
