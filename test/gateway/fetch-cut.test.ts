import type { TLSSocket } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { fetchingFrom } from '../support/fetch-bench.ts'
import { madeMp4 } from '../support/made-mp4.ts'
import { manualClock } from '../support/manual-clock.ts'
import { answer, chunk, chunkedHead, octets } from '../support/raw-answers.ts'
import { until } from './support.ts'

const video = madeMp4(1_000_000)
const short = answer({ headers: octets, body: video.subarray(0, 400_000), length: video.length })
const inChunks = Buffer.concat([chunkedHead(), chunk(video.subarray(0, 400_000))])
const whole = answer({ headers: octets, body: video })
const wholeInChunks = Buffer.concat([chunkedHead(), chunk(video), chunk('')])

type Sending = (socket: TLSSocket, reset: () => void) => void
type Variant = [name: string, send: Sending, code: string]

const endAfter =
  (bytes: Buffer): Sending =>
  (socket) =>
    socket.end(bytes)

/** Ends the TCP connection with a reset, once `bytes` have been taken over by the kernel. */
const resetAfter =
  (bytes: Buffer): Sending =>
  (socket, reset) =>
    socket.write(bytes, reset)

/** Sends `late` in a packet of its own, some time after `bytes`. */
const laterAfter =
  (bytes: Buffer, late: string | Buffer): Sending =>
  (socket) => {
    socket.setNoDelay(true)
    socket.write(bytes, () => setTimeout(() => socket.write(late), 40))
  }

const variants: Variant[] = [
  ['D01: the length is cut by an end', endAfter(short), 'file:truncated'],
  ['D02: the length is cut by a reset', resetAfter(short), 'file:truncated'],
  [
    'D01: nothing comes after the head',
    endAfter(answer({ headers: octets, length: 9_000 })),
    'file:truncated'
  ],
  [
    'D01: one byte is missing',
    endAfter(answer({ headers: octets, body: video, length: video.length + 1 })),
    'file:truncated'
  ],
  [
    'D01: five bytes come of a million',
    endAfter(answer({ headers: octets, body: video.subarray(0, 5), length: video.length })),
    'file:truncated'
  ],
  ['D04: it is cut between chunks', endAfter(inChunks), 'file:truncated'],
  ['D04: it is cut inside a chunk', endAfter(inChunks.subarray(0, 300_000)), 'file:truncated'],
  ['D04: it is reset inside a chunk', resetAfter(inChunks.subarray(0, 300_000)), 'file:truncated'],
  [
    'D04: it is cut within the size of a chunk',
    endAfter(Buffer.concat([inChunks, Buffer.from('7a')])),
    'file:truncated'
  ],
  [
    'D04: only the last, empty chunk is missing',
    endAfter(Buffer.concat([chunkedHead(), chunk(video)])),
    'file:truncated'
  ],
  [
    'D06: a body without a length is reset',
    resetAfter(answer({ headers: octets, body: video.subarray(0, 400_000), length: null })),
    'file:truncated'
  ],
  [
    'D03: one byte more comes in the same packet',
    endAfter(answer({ headers: octets, body: video, length: video.length - 1 })),
    'file:too-long'
  ],
  [
    'D03: much more comes at once, with a small body',
    endAfter(answer({ headers: octets, body: video.subarray(0, 9_000), length: 100 })),
    'file:too-long'
  ],
  ['D03: more comes in a later packet', laterAfter(whole, 'x'), 'file:too-long'],
  ['D03: more comes after the last chunk', laterAfter(wholeInChunks, video), 'file:too-long'],
  [
    'D03: more comes behind the last chunk',
    endAfter(Buffer.concat([wholeInChunks, Buffer.from('and more')])),
    'file:too-long'
  ],
  [
    'D03: a second answer follows at once',
    endAfter(Buffer.concat([whole, answer({ headers: octets, body: 'x' })])),
    'file:too-long'
  ],
  ['D03: a second answer follows later', laterAfter(whole, whole), 'file:too-long'],
  [
    'D07: both a length and chunks are announced',
    endAfter(
      Buffer.concat([
        answer({ headers: { ...octets, 'Transfer-Encoding': 'chunked' }, length: 1_000_000 }),
        chunk(video),
        chunk('')
      ])
    ),
    'could-not-ask:unexpected-answer'
  ],
  [
    'D07: it is packed for the transfer',
    endAfter(
      answer({ headers: { ...octets, 'Transfer-Encoding': 'gzip, chunked' }, length: null })
    ),
    'could-not-ask:unexpected-answer'
  ],
  [
    'D07: two lengths are announced',
    endAfter(answer({ headers: { ...octets, 'Content-Length': '1000' }, body: video })),
    'could-not-ask:unexpected-answer'
  ],
  [
    'D04: the size of a chunk is no number',
    endAfter(Buffer.concat([inChunks, Buffer.from('many\r\n')])),
    'could-not-ask:unexpected-answer'
  ]
]

describe('a cut or overlong body is never kept', () => {
  test.each(variants)('%s', async (_name, send, code) => {
    // Time stands still: only what the server sends, or its end, tells.
    const options = { clock: manualClock() }
    const bench = await fetchingFrom(({ reset }, socket) => {
      send(socket, reset)
    }, options)
    expect(await bench.failure()).toBe(code)
    expect(bench.server.requests.length).toBe(1)
  })
})

describe('a body that came whole is kept, although the connection', () => {
  test.each([
    ['is reset after its length', whole],
    ['is reset after its last chunk', wholeInChunks]
  ])('%s', async (_name, bytes) => {
    const bench = await fetchingFrom(({ reset }, socket) => {
      socket.write(bytes)
      void until(() => bench.news.at(-1)?.receivedBytes === video.length).then(reset)
    })
    await bench.success(video)
  })

  test('stays open', async () => {
    const bench = await fetchingFrom((_request, socket) => socket.write(whole))
    await bench.success(video)
    await until(() => bench.open() === 0)
  })
})
