import { execFileSync } from 'node:child_process'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { fetchingFrom, leavePart, limited } from '../support/fetch-bench.ts'
import { namesIn } from '../support/folders.ts'
import { diskOf, madeDisk, systemError } from '../support/made-disk.ts'
import { madeMp4 } from '../support/made-mp4.ts'
import { mayMount, mountedFolder } from '../support/mounts.ts'
import { answer, octets } from '../support/raw-answers.ts'
import type { RawHandler } from '../support/raw-server.ts'
import { until } from './support.ts'

const video = madeMp4(3_000_000)
const mebibyte = 1024 ** 2
const strong = { ...octets, ETag: '"1"', 'Accept-Ranges': 'bytes' }
const sendVideo: RawHandler = (_request, socket) => {
  socket.end(answer({ headers: strong, body: video }))
}

describe('D22: without room', () => {
  const reserve = limited({ reserveBytes: 10 * mebibyte })

  test('D22: for the reserve, nobody is asked, and it says how much is needed', async () => {
    const freeBytes = () => Promise.resolve(10 * mebibyte - 1)
    const bench = await fetchingFrom(sendVideo, { freeBytes })
    expect(await bench.failure(reserve)).toBe('file:no-space')
    expect((await bench.fetch(reserve)).neededBytes).toBe(10 * mebibyte)
    expect(bench.server.receivedBytes()).toBe(0)
  })

  test('D22: for the file beside the reserve, nothing of it is written', async () => {
    const freeBytes = () => Promise.resolve(10 * mebibyte + video.length - 1)
    const bench = await fetchingFrom(sendVideo, { freeBytes })
    expect(await bench.failure(reserve)).toBe('file:no-space')
    expect((await bench.fetch(reserve)).neededBytes).toBe(10 * mebibyte + video.length)
    expect(bench.news).toEqual([])
  })

  test('D22: what a part holds already needs no more room', async () => {
    const had = 2 * mebibyte
    const freeBytes = () => Promise.resolve(10 * mebibyte + video.length - had)
    const range = `bytes ${String(had)}-${String(video.length - 1)}/${String(video.length)}`
    const bench = await fetchingFrom(
      (_request, socket) => {
        const headers = { ...strong, 'Content-Range': range }
        socket.end(answer({ status: 206, headers, body: video.subarray(had) }))
      },
      { freeBytes }
    )
    await leavePart(bench, video, had)
    const resume = { bytes: had, totalBytes: video.length, validator: { etag: '"1"' } }
    await bench.success(video, { ...reserve, resume })
  })

  test('and where the system does not say how much there is, it is tried', async () => {
    const bench = await fetchingFrom(sendVideo, { freeBytes: () => Promise.resolve(null) })
    await bench.success(video, reserve)
  })
})

describe('a disk that fails midway costs the part, never more', () => {
  test.each([
    ['D23: is full', 'ENOSPC', 'file:no-space'],
    ['D23: has no quota left', 'EDQUOT', 'file:no-space'],
    ['D24: takes no larger file', 'EFBIG', 'file:too-large-for-disk'],
    ['fails', 'EIO', 'file:write-failed'],
    ['became read-only', 'EROFS', 'file:folder-unusable']
  ])('%s (%s)', async (_name, number, code) => {
    const bench = await fetchingFrom(sendVideo, { disk: diskOf(2 * mebibyte, number) })
    expect(await bench.failure()).toBe(code)
    await until(() => bench.open() === 0)
  })

  test('D23: and says how much would be needed', async () => {
    const bench = await fetchingFrom(sendVideo, { disk: diskOf(mebibyte, 'ENOSPC') })
    const { neededBytes } = await bench.fetch(limited({ reserveBytes: 1_000 }))
    expect(neededBytes).toBe(video.length + 1_000)
  })

  test('D27: a flush that fails', async () => {
    const disk = madeDisk({ fsync: (_descriptor, done) => setImmediate(done, systemError('EIO')) })
    const bench = await fetchingFrom(sendVideo, { disk })
    expect(await bench.failure()).toBe('file:write-failed')
  })

  test('D33: one that says it took everything and did not', async () => {
    const disk = madeDisk({
      writev: (_descriptor, { chunks }, done) => {
        setImmediate(
          done,
          null,
          chunks.reduce((sum, chunk) => sum + chunk.length, 0)
        )
      }
    })
    const bench = await fetchingFrom(sendVideo, { disk })
    expect(await bench.failure()).toMatch(/^file:(?:write-failed|damaged)$/)
  })

  test('D33: one that takes a little at a time costs nothing', async () => {
    const real = madeDisk({})
    const disk = madeDisk({
      writev: (descriptor, { chunks: [first = Buffer.alloc(0)], position }, done) => {
        const chunks = [first.subarray(0, Math.ceil(first.length / 3))]
        real.writev(descriptor, { chunks, position }, done)
      }
    })
    const bench = await fetchingFrom(sendVideo, { disk })
    await bench.success(video)
  })
})

describe('D25: a folder that goes', () => {
  test.each([
    ['is removed', (folder: string) => rm(folder, { recursive: true })],
    ['is renamed', (folder: string) => rename(folder, `${folder}-elsewhere`)]
  ])('D25: %s midway is what has to be said', async (_name, go) => {
    const bench = await fetchingFrom((_request, socket) => {
      const all = answer({ headers: octets, body: video })
      socket.write(all.subarray(0, mebibyte))
      void until(() => bench.news.length > 0)
        .then(() => go(bench.folder))
        .then(() => socket.end(all.subarray(mebibyte)))
    })
    onTestFinished(() => rm(`${bench.folder}-elsewhere`, { recursive: true, force: true }))
    const end = await bench.fetch()
    expect(end).toMatchObject({ file: null, kept: null, error: { code: 'file:folder-unusable' } })
  })

  test('another file in the place of the part is not taken for it', async () => {
    const bench = await fetchingFrom((_request, socket) => {
      const all = answer({ headers: octets, body: video })
      socket.write(all.subarray(0, mebibyte))
      void until(() => bench.news.length > 0)
        .then(() => rm(bench.partPath))
        .then(() => writeFile(bench.partPath, 'another'))
        .then(() => socket.end(all.subarray(mebibyte)))
    })
    expect((await bench.fetch()).error?.code).toBe('file:write-failed')
    expect(await readFile(bench.partPath, 'utf8')).toBe('another')
  })
})

describe('D26: a folder that cannot be used fails before anybody is asked', () => {
  test.each([
    ['is not there', (folder: string) => join(folder, 'gone'), 'file:folder-unusable'],
    ['is a file', (folder: string) => join(folder, 'a-file'), 'file:folder-unusable'],
    ['has too long a path', (folder: string) => folder + '/.'.repeat(600), 'file:name-too-long']
  ])('D26: one that %s', async (_name, other, code) => {
    const bench = await fetchingFrom(sendVideo)
    await writeFile(join(bench.folder, 'a-file'), '')
    const { error } = await bench.fetch({ folder: other(bench.folder) })
    expect(error?.code).toBe(code)
    expect(bench.server.receivedBytes()).toBe(0)
  })

  test.skipIf(!mayMount)('D26: one that is read-only', async () => {
    const folder = await mountedFolder('size=1m,ro')
    const bench = await fetchingFrom(sendVideo)
    expect((await bench.fetch({ folder })).error?.code).toBe('file:folder-unusable')
    expect(bench.server.receivedBytes()).toBe(0)
  })
})

test.skipIf(!mayMount)(
  'D23: a real disk that fills up frees the part and spares the rest',
  async () => {
    const folder = await mountedFolder('size=2m')
    await writeFile(join(folder, 'settings.json'), '{"kept":true}')
    const bench = await fetchingFrom(sendVideo, { freeBytes: () => Promise.resolve(null) })
    expect((await bench.fetch({ folder })).error?.code).toBe('file:no-space')
    expect(await namesIn(folder)).toEqual(['settings.json'])
    expect(await readFile(join(folder, 'settings.json'), 'utf8')).toBe('{"kept":true}')
    expect(execFileSync('df', ['--output=used', '-k', folder], { encoding: 'utf8' })).toMatch(
      / 4\n$/
    )
    const honest = await fetchingFrom(sendVideo)
    expect((await honest.fetch({ folder })).error?.code).toBe('file:no-space')
    expect(honest.news).toEqual([])
  }
)
