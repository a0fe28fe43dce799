import { mkdir, open, stat, symlink, writeFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../../src/main/clock.ts'
import type { KeptPart } from '../../src/main/library/transfer/file-work.ts'
import { fetchingFrom, leavePart, type FetchBench } from '../support/fetch-bench.ts'
import { temporaryFolder } from '../support/folders.ts'
import { madeMp4 } from '../support/made-mp4.ts'
import { failingFirst, hurriedClock } from '../support/placing.ts'
import { answer, chunk, chunkedHead, octets } from '../support/raw-answers.ts'
import { until } from './support.ts'

const video = madeMp4(5_000_000)
const newer = madeMp4(5_000_000, 2)
const had = 2_000_000
const etag = '"state-1"'
const date = 'Fri, 20 Nov 2026 09:30:00 GMT'
const strong = { ...octets, ETag: etag, 'Accept-Ranges': 'bytes', Date: date }
const resume: KeptPart = { bytes: had, totalBytes: video.length, validator: { etag } }

const rangeHeader = (first: number, last = video.length - 1, total: number | '*' = video.length) =>
  `bytes ${String(first)}-${String(last)}/${String(total)}`

const rest = (headers: Record<string, string> = {}, body = video.subarray(had)): Buffer =>
  answer({
    status: 206,
    headers: { ...strong, 'Content-Range': rangeHeader(had), ...headers },
    body
  })

/** Half of a file and then nothing: enough to be worth continuing where the server names its state. */
const half = (headers: Record<string, string>): Buffer =>
  answer({ headers, body: video.subarray(0, 3_000_000), length: video.length })

async function brokenOff(headers: Record<string, string>, bytes = half(headers)) {
  const bench = await fetchingFrom((_request, socket) => {
    socket.end(bytes)
  })
  return { bench, end: await bench.fetch() }
}

describe('a part is kept', () => {
  test('where the server names its state and does ranges, flushed and cut where it is certain', async () => {
    const { bench, end } = await brokenOff(strong)
    expect(end).toMatchObject({
      file: null,
      error: { code: 'file:truncated' },
      kept: { totalBytes: video.length, validator: { etag } }
    })
    const bytes = end.kept?.bytes ?? 0
    expect(bytes).toBeGreaterThan(1024 ** 2)
    const left = await readFile(bench.partPath)
    expect(left.equals(video.subarray(0, bytes))).toBe(true)
  })

  test('by a date that was a minute old', async () => {
    const lastModified = 'Fri, 20 Nov 2026 09:29:00 GMT'
    const named = { ...octets, 'Last-Modified': lastModified, 'Accept-Ranges': 'bytes', Date: date }
    expect((await brokenOff(named)).end.kept?.validator).toEqual({ lastModified })
  })

  test('where it was cancelled', async () => {
    const bench = await fetchingFrom((_request, socket) => socket.write(half(strong)))
    const ending = bench.fetch()
    await until(() => (bench.news.at(-1)?.receivedBytes ?? 0) >= 3_000_000)
    bench.cancel()
    const { kept } = await ending
    expect(kept?.validator).toEqual({ etag })
    expect((await stat(bench.partPath)).size).toBe(kept?.bytes)
  })

  const dated = { ...octets, 'Last-Modified': 'Fri, 20 Nov 2026 09:29:01 GMT', Date: date }
  const refused: [string, Record<string, string>, Buffer?][] = [
    ['nothing names its state', { ...octets, 'Accept-Ranges': 'bytes', Date: date }],
    ['its name is a weak one', { ...strong, ETag: 'W/"state-1"' }],
    ['its date is younger than a minute', { ...dated, 'Accept-Ranges': 'bytes' }],
    ['ranges are not offered', { ...octets, ETag: etag }],
    ['ranges are refused', { ...strong, 'Accept-Ranges': 'none' }],
    ['its length is not known', strong, Buffer.concat([chunkedHead(strong), chunk(video)])],
    [
      'it is less than a mebibyte',
      strong,
      answer({ headers: strong, body: video.subarray(0, 900_000), length: video.length })
    ]
  ]
  test.each(refused)('but not where %s', async (_name, headers, bytes) => {
    const bench = await fetchingFrom((_request, socket) => {
      socket.end(bytes ?? half(headers))
    })
    expect(await bench.failure()).toBe('file:truncated')
  })
})

/** A part of an earlier try, and a server that answers the first request with `first`, others whole. */
async function continuing(first: Buffer, whole: Buffer = video): Promise<FetchBench> {
  const bench = await fetchingFrom((_request, socket) => {
    const bytes =
      bench.server.requests.length === 1 ? first : answer({ headers: strong, body: whole })
    socket.end(bytes)
  })
  await leavePart(
    bench,
    Buffer.concat([video.subarray(0, had), Buffer.alloc(777, 'not counted')]),
    had + 777
  )
  return bench
}

describe('a part is continued', () => {
  test('exactly where it ends, and the hash is that of the whole file', async () => {
    const bench = await continuing(rest())
    const end = await bench.success(video, { resume })
    expect(end).toMatchObject({ startedAgain: false, receivedBytes: video.length - had })
    expect(end.file?.lengthProof).toBe('content-length')
    expect(bench.server.requests[0]?.headers).toMatchObject({
      range: `bytes=${String(had)}-`,
      'if-range': etag
    })
    expect(bench.news[0]).toMatchObject({ receivedBytes: had, totalBytes: video.length })
  })

  test('and kept again where it breaks off again', async () => {
    const bench = await continuing(rest().subarray(0, 2_000_000))
    const { kept, startedAgain } = await bench.fetch({ resume })
    expect(startedAgain).toBe(false)
    expect(kept?.bytes).toBeGreaterThan(had + 1_000_000)
    const next = { ...bench.job({ resume: kept }) }
    expect((await readFile(bench.partPath)).equals(video.subarray(0, kept?.bytes))).toBe(true)
    expect(next.resume).toEqual(kept)
  })

  test.each([
    ['the server is busy', answer({ status: 503 }), 'could-not-ask:server-busy'],
    [
      'the gateway says no',
      answer({ headers: octets, body: '{"retcode":"100-006"}' }),
      'gateway-refused'
    ],
    ['nobody answers', Buffer.alloc(0), 'could-not-ask:unreachable']
  ])('another time where %s: the part stays', async (_name, bytes, code) => {
    const bench = await continuing(bytes)
    const end = await bench.fetch({ resume })
    expect(end).toMatchObject({ error: { code }, kept: resume, startedAgain: false })
    expect((await stat(bench.partPath)).size).toBe(had)
  })
})

describe('a part that a scanner holds', () => {
  async function held(codes: readonly string[], clock = hurriedClock()) {
    const bench = await fetchingFrom(
      (_request, socket) => {
        socket.end(rest())
      },
      { clock, openPart: failingFirst(codes, open) }
    )
    await leavePart(bench, video, had)
    return bench
  }

  test.each(['EBUSY', 'EPERM', 'EACCES'])('(%s) is waited for and continued', async (code) => {
    const bench = await held([code, code, code], systemClock)
    const end = await bench.success(video, { resume })
    expect(end).toMatchObject({ startedAgain: false, receivedBytes: video.length - had })
  })

  test('for longer than a minute stays as it is, and nothing is asked of the gateway', async () => {
    const bench = await held(Array<string>(1_000).fill('EBUSY'))
    const end = await bench.fetch({ resume })
    expect(end).toMatchObject({ error: { code: 'file:locked' }, kept: resume })
    expect((await stat(bench.partPath)).size).toBe(had)
    expect(bench.server.requests).toEqual([])
  })

  test('in a folder that is away just then is not forgotten', async () => {
    const bench = await held([])
    const end = await bench.fetch({ resume, folder: join(bench.folder, 'away') })
    expect(end).toMatchObject({ error: { code: 'file:folder-unusable' }, kept: resume })
  })
})

describe('D42: a part is never continued with other bytes: it starts again', () => {
  const anew = answer({ headers: { ...strong, ETag: '"state-2"' }, body: newer })
  test('D42: within the same answer, where that is the whole file', async () => {
    const bench = await continuing(anew)
    const end = await bench.success(newer, { resume })
    expect(end.startedAgain).toBe(true)
    expect(bench.server.requests.length).toBe(1)
  })

  const wrong: [string, Buffer][] = [
    ['a 206 that begins too early', rest({ 'Content-Range': rangeHeader(had - 1) })],
    ['a 206 that begins too late', rest({ 'Content-Range': rangeHeader(had + 1) })],
    ['a 206 that ends too early', rest({ 'Content-Range': rangeHeader(had, video.length - 2) })],
    [
      'a 206 of another length',
      rest({ 'Content-Range': rangeHeader(had, video.length - 1, 6_000_000) })
    ],
    ['a 206 of unknown length', rest({ 'Content-Range': rangeHeader(had, video.length - 1, '*') })],
    ['a 206 that does not say what it is', answer({ status: 206, headers: strong, body: video })],
    ['a 206 whose body is shorter', rest({}, video.subarray(had + 5))],
    ['a 206 of another state', rest({ ETag: '"state-2"' })],
    ['a 206 that names no state', rest({ ETag: '' })],
    [
      'a 206 in several parts',
      rest({ 'Content-Range': '', 'Content-Type': 'multipart/byteranges' })
    ],
    ['a 416', answer({ status: 416, headers: { 'Content-Range': 'bytes */5000000' } })]
  ]
  test.each(wrong)('D42: after %s, with a fresh request for the whole', async (_name, first) => {
    const bench = await continuing(first, newer)
    const end = await bench.success(newer, { resume })
    expect(end.startedAgain).toBe(true)
    expect(bench.server.requests.map(({ headers }) => headers['range'])).toEqual([
      `bytes=${String(had)}-`,
      undefined
    ])
  })

  test.each([
    ['is gone', () => Promise.resolve()],
    ['is shorter than it was', (path: string) => writeFile(path, video.subarray(0, had - 1))],
    ['holds something else', (path: string) => writeFile(path, Buffer.alloc(had))]
  ])('where the part %s, without asking for the rest', async (_name, prepare) => {
    const bench = await fetchingFrom((_request, socket) => {
      socket.end(answer({ headers: strong, body: video }))
    })
    await prepare(bench.partPath)
    expect((await bench.success(video, { resume })).startedAgain).toBe(true)
    expect(bench.server.requests[0]?.headers['range']).toBeUndefined()
  })

  test('D32: a link in the place of the part is not followed', async () => {
    const elsewhere = join(await temporaryFolder(), 'mine')
    await mkdir(join(elsewhere, '..'), { recursive: true })
    await writeFile(elsewhere, video)
    const bench = await fetchingFrom((_request, socket) => {
      socket.end(answer({ headers: strong, body: newer }))
    })
    await symlink(elsewhere, bench.partPath)
    await bench.success(newer, { resume })
    expect((await readFile(elsewhere)).equals(video)).toBe(true)
  })
})
