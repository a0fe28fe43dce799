import type { TLSSocket } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { namesIn, sha256 } from '../support/folders.ts'
import { anAgent, libraryFrom } from '../support/library-bench.ts'
import { box, madeMp4 } from '../support/made-mp4.ts'
import { answer, chunk, chunkedHead, octets } from '../support/raw-answers.ts'
import type { RawRequest } from '../support/raw-server.ts'
import { report } from './report.ts'

const video = madeMp4(200_000)
const half = video.subarray(0, 100_000)
const length = video.length

type Sends = (socket: TLSSocket, request: RawRequest) => void

/** Bodies that are too short, too long, or do not say which: `saved` would be a lie for each. */
const variants: readonly (readonly [string, Sends])[] = [
  ['D01: half of the announced length', (socket) => socket.end(announced(half))],
  ['D01: one byte too few', (socket) => socket.end(announced(video.subarray(0, -1)))],
  ['D01: no byte after the head', (socket) => socket.end(announced(Buffer.alloc(0)))],
  [
    'D02: half of it, then a reset',
    (socket, { reset }) => {
      socket.write(announced(half), reset)
    }
  ],
  ['D03: one byte too many', (socket) => socket.end(tooLong(Buffer.from('x')))],
  ['D03: a second video behind it', (socket) => socket.end(tooLong(video))],
  [
    'D04: chunks that stop between two of them',
    (socket) => {
      socket.write(chunkedHead())
      socket.end(chunk(half))
    }
  ],
  [
    'D04: chunks that stop within one',
    (socket) => {
      socket.write(chunkedHead())
      socket.end(chunk(video).subarray(0, 50_000))
    }
  ],
  [
    'D04: chunks whose end mark is missing',
    (socket) => {
      socket.write(chunkedHead())
      socket.end(chunk(video))
    }
  ],
  [
    'D04: a chunk whose size is no number',
    (socket) => {
      socket.write(chunkedHead())
      socket.end(Buffer.concat([chunk(half), Buffer.from('zz\r\nrubbish\r\n')]))
    }
  ],
  ['D05: no length at all, and a box that is cut', (socket) => socket.end(unannounced(half))],
  [
    'D06: no length at all, a box that is cut, and no farewell',
    (socket, { reset }) => {
      socket.write(unannounced(half), reset)
    }
  ],
  [
    'D07: a length and chunks at once',
    (socket) => {
      const both = { ...octets, 'Transfer-Encoding': 'chunked' }
      socket.write(answer({ headers: both, length }))
      socket.end(Buffer.concat([chunk(video), chunk('')]))
    }
  ],
  [
    'D03: a last box that says it is longer than the file',
    (socket) => {
      const bytes = Buffer.concat([video, box('free', Buffer.alloc(100)).subarray(0, -50)])
      socket.end(answer({ headers: octets, body: bytes }))
    }
  ]
]

const announced = (body: Buffer): Buffer => answer({ headers: octets, body, length })
const tooLong = (more: Buffer): Buffer =>
  answer({ headers: octets, body: Buffer.concat([video, more]), length })
const unannounced = (body: Buffer): Buffer => answer({ headers: octets, body, length: null })

async function saving(sends: Sends) {
  const bench = await libraryFrom({
    handler: (request, socket) => {
      sends(socket, request)
    }
  })
  await bench.opened.start()
  bench.opened.signedInAs(anAgent)
  const itemId = bench.announce()
  const seen = new Set<string>()
  bench.opened.feed.onItems(({ items }) => {
    for (const { save } of items) seen.add(save.state)
  })
  bench.opened.library.save(itemId)
  return { bench, itemId, seen }
}

describe('A2: a body that is not whole', () => {
  test.each(variants)('%s is never saved, and leaves nothing', async (_name, sends) => {
    const { bench, itemId, seen } = await saving(sends)
    const { save } = await bench.reach(itemId, 'needs-attention')
    expect(save).toMatchObject({ canFinish: false })
    expect([...seen].filter((state) => state.startsWith('saved'))).toEqual([])
    expect(await namesIn(bench.folder)).toEqual([])
  })

  test('is tried at least twelve ways', () => {
    report(`cut and overlong bodies: ${variants.length} of ${variants.length} never saved`)
    expect(variants.length).toBeGreaterThanOrEqual(12)
  })
})

describe('A3: a whole body without any length', () => {
  test.each<readonly [string, Sends]>([
    ['D05: and a clean end', (socket) => socket.end(unannounced(video))],
    [
      'D06: and no farewell',
      (socket) => {
        socket.write(unannounced(video), () => socket.destroy())
      }
    ]
  ])('%s is saved as unproven, never as saved', async (_name, sends) => {
    const { bench, itemId, seen } = await saving(sends)
    const { save } = await bench.reach(itemId, 'saved-unproven')
    if (save.state !== 'saved-unproven') throw new Error('not saved')
    expect(save.file).toMatchObject({ lengthProof: 'none', sha256: sha256(video) })
    expect(seen.has('saved')).toBe(false)
  })
})
