import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import type { FetchEnd } from '../../src/main/library/transfer/file-work.ts'
import { createLocalFileWork } from '../../src/main/library/transfer/local-file-work.ts'
import { namesIn, sha256, temporaryFolder } from '../support/folders.ts'
import { manualClock } from '../support/manual-clock.ts'
import { anyJob, watch, wholeEnd } from '../support/remote-bench.ts'

const archiveJob = { path: '/case.zip', files: [], texts: [] }

/** Work in this process; its fetches and archives end when a test says so. */
function bench() {
  const fetches = Promise.withResolvers<FetchEnd>()
  const archives = Promise.withResolvers<{ bytes: number }>()
  const fetch = vi.fn(() => fetches.promise)
  const archive = vi.fn(() => archives.promise)
  return {
    ...{ fetch, archive, fetches, archives },
    work: createLocalFileWork({ clock: manualClock(), fetch, archive })
  }
}

/** What a job was given to watch with, at its first call. */
const given = (job: { mock: { calls: unknown[][] } }) =>
  job.mock.calls[0]?.[1] as { signal: AbortSignal; onNews: unknown }

test('fetches and archives get their job and their news, and give what they end with', async () => {
  const { work, fetch, archive, fetches, archives } = bench()
  const [one, two] = [watch(), watch()]
  const fetching = work.fetch(anyJob, one)
  const archiving = work.archive(archiveJob, two)
  expect(fetch).toHaveBeenCalledExactlyOnceWith(anyJob, expect.anything())
  expect(archive).toHaveBeenCalledExactlyOnceWith(archiveJob, expect.anything())
  expect(given(fetch).onNews).toBe(one.onNews)
  expect(given(archive).onNews).toBe(two.onNews)
  fetches.resolve(wholeEnd)
  archives.resolve({ bytes: 7 })
  expect(await fetching).toBe(wholeEnd)
  expect(await archiving).toEqual({ bytes: 7 })
})

test('a job is called off by whoever asked for it, and by nobody else', () => {
  const { work, fetch, archive } = bench()
  const cancel = new AbortController()
  void work.fetch(anyJob, watch(cancel.signal))
  void work.archive(archiveJob, watch())
  cancel.abort()
  expect(given(fetch).signal.aborted).toBe(true)
  expect(given(archive).signal.aborted).toBe(false)
})

test('closing calls everything off, waits for it, and lets nothing begin', async () => {
  const { work, fetch, archive, fetches, archives } = bench()
  const fetching = work.fetch(anyJob, watch())
  const archiving = work.archive(archiveJob, watch())
  const closed = vi.fn()
  const closing = work.close().then(closed)
  expect(given(fetch).signal.aborted).toBe(true)
  expect(given(archive).signal.aborted).toBe(true)
  fetches.resolve(wholeEnd)
  await fetching
  await new Promise(setImmediate)
  expect(closed).not.toHaveBeenCalled()
  // One that fails is over as well.
  archives.reject(new Error('called off'))
  await expect(archiving).rejects.toThrow('called off')
  await closing
  const late = [work.fetch(anyJob, watch()), work.remove('/f'), work.hash('/f', watch())]
  for (const job of late) await expect(job).rejects.toMatchObject({ code: 'transfer-ended' })
  expect(fetch).toHaveBeenCalledTimes(1)
})

test('a job that is over is not waited for', async () => {
  const { work, fetches } = bench()
  const fetching = work.fetch(anyJob, watch())
  fetches.resolve(wholeEnd)
  await fetching
  await work.close()
})

test('files are placed, read and removed where they lie', async () => {
  const { work } = bench()
  const folder = await temporaryFolder()
  const bytes = Buffer.from('a video, more or less')
  writeFileSync(join(folder, 'v.part'), bytes)
  const placing = { folder, partName: 'v.part', fileName: 'v.mp4' }
  expect(await work.place(placing, watch().signal)).toEqual({ placed: true })
  expect(await namesIn(folder)).toEqual(['v.mp4'])
  const reading = watch()
  const read = await work.hash(join(folder, 'v.mp4'), reading)
  expect(read).toEqual({ bytes: bytes.length, sha256: sha256(bytes) })
  expect(reading.onNews).toHaveBeenLastCalledWith({ readBytes: bytes.length })
  await work.remove(join(folder, 'v.mp4'))
  expect(await namesIn(folder)).toEqual([])
})

test('reading and placing are called off too', async () => {
  const { work } = bench()
  const folder = await temporaryFolder()
  writeFileSync(join(folder, 'v.part'), 'x')
  const gone = { code: 'could-not-ask:cancelled' }
  const called = AbortSignal.abort()
  await expect(work.hash(join(folder, 'v.part'), watch(called))).rejects.toMatchObject(gone)
  const placing = { folder, partName: 'v.part', fileName: 'v.mp4' }
  await expect(work.place(placing, called)).rejects.toMatchObject(gone)
  expect(await namesIn(folder)).toEqual(['v.part'])
})
