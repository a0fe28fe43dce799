import { link, mkdir, readFile, rename, symlink, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { createNew, openNew } from '../../src/main/library/files/create-new.ts'
import { hashFile } from '../../src/main/library/files/hash-file.ts'
import { withFolderLock } from '../../src/main/library/evidence/folder-lock.ts'
import { lockedForMs, whileLocked } from '../../src/main/library/files/locked.ts'
import { removeFile } from '../../src/main/library/files/remove-file.ts'
import { manualClock } from '../support/manual-clock.ts'
import { namesIn, sha256, temporaryFolder } from '../support/folders.ts'
import { failingFirst, hurriedClock, placingBench, systemError } from '../support/placing.ts'

const three = (code: string): string[] => [code, code, code]
const locked = (): Promise<never> => Promise.reject(systemError('EBUSY'))
const noLinks = (): Promise<never> => Promise.reject(systemError('ENOTSUP'))

describe('a file that a virus scanner holds', () => {
  test.each(['EBUSY', 'EPERM', 'EACCES'])('D28: three times (%s) gets its name', async (code) => {
    for (const calls of [
      { link: failingFirst(three(code), link) },
      { link: noLinks, rename: failingFirst(three(code), rename) },
      { unlink: failingFirst(three(code), unlink) },
      { link: noLinks, openNew: failingFirst(three(code), openNew) }
    ]) {
      const folder = await temporaryFolder()
      const bench = placingBench(folder, calls, hurriedClock())
      expect(await bench.place('v.mp4', 'new')).toBe('v.mp4')
      expect(await namesIn(folder)).toEqual(['v.mp4'])
      expect(await readFile(join(folder, 'v.mp4'), 'utf8')).toBe('new')
    }
  })

  test.each([
    ['linked', { link: locked }],
    ['renamed', { link: noLinks, rename: locked }]
  ])('D29: for a minute is not %s, and its part is kept', async (_how, calls) => {
    const folder = await temporaryFolder()
    const clock = hurriedClock()
    const placed = placingBench(folder, calls, clock).place('v.mp4', 'new')
    await expect(placed).rejects.toMatchObject({ code: 'file:locked' })
    expect(clock.elapsed()).toBeGreaterThanOrEqual(lockedForMs)
    expect(clock.elapsed()).toBeLessThan(lockedForMs + 200)
    expect(await namesIn(folder)).toEqual(['new.part'])
  })

  test('D29: for a minute after it got its name is finished by placing again', async () => {
    const folder = await temporaryFolder()
    const placed = placingBench(folder, { unlink: locked }, hurriedClock()).place('v.mp4', 'new')
    await expect(placed).rejects.toMatchObject({ code: 'file:locked' })
    expect(await namesIn(folder)).toEqual(['new.part', 'v.mp4'])
    const placing = { folder, partName: 'new.part', fileName: 'v.mp4' }
    const { placement } = placingBench(folder)
    expect(await placement.place(placing, new AbortController().signal)).toEqual({ placed: true })
    expect(await namesIn(folder)).toEqual(['v.mp4'])
  })

  test('is tried after 10 ms, 20 ms, … 100 ms, and then each 100 ms', async () => {
    const clock = hurriedClock()
    const folder = await temporaryFolder()
    const tries: number[] = []
    const waiting = whileLocked(
      () => {
        tries.push(clock.elapsed())
        return tries.length === 14 ? Promise.resolve('done') : locked()
      },
      { clock, folder, signal: null }
    )
    expect(await waiting).toBe('done')
    expect(tries.slice(0, 5)).toEqual([0, 10, 30, 60, 100])
    expect(tries.slice(-3)).toEqual([650, 750, 850])
  })

  test('is given up at once when the work is called off', async () => {
    const folder = await temporaryFolder()
    const ending = new AbortController()
    let tries = 0
    const waiting = whileLocked(
      () => {
        tries += 1
        if (tries === 3) ending.abort()
        return locked()
      },
      { clock: hurriedClock(), folder, signal: ending.signal }
    )
    await expect(waiting).rejects.toMatchObject({ code: 'could-not-ask:cancelled' })
    expect(tries).toBe(3)
  })

  test('is removed once it is free, and not before a minute is over', async () => {
    const folder = await temporaryFolder()
    const wait = { clock: hurriedClock(), signal: null }
    await writeFile(join(folder, 'v.part'), 'x')
    await removeFile(join(folder, 'v.part'), wait)
    await removeFile(join(folder, 'v.part'), wait)
    await removeFile(join(folder, 'gone', 'v.part'), wait)
    expect(await namesIn(folder)).toEqual([])
  })
})

describe('a name whose file is deleted and still open somewhere', () => {
  test.each(['EBUSY', 'EPERM', 'EACCES'])('(%s) is waited for', async (code) => {
    const path = join(await temporaryFolder(), 'v.json.new')
    const wait = { clock: hurriedClock(), signal: null }
    const file = await createNew(path, wait, failingFirst(three(code), openNew))
    await file.writeFile('new')
    await file.close()
    expect(await readFile(path, 'utf8')).toBe('new')
    await expect(createNew(path, wait)).rejects.toMatchObject({ code: 'EEXIST' })
  })

  test('is given up in words, and a folder without permission is said so at once', async () => {
    const folder = await temporaryFolder()
    const wait = { clock: hurriedClock(), signal: null, forMs: 500 }
    const waiting = createNew(join(folder, 'a'), wait, locked)
    await expect(waiting).rejects.toMatchObject({ code: 'file:locked' })
    expect(wait.clock.elapsed()).toBeLessThan(600)
    const gone = createNew(join(folder, 'gone', 'a'), { ...wait, clock: manualClock() }, locked)
    await expect(gone).rejects.toMatchObject({ code: 'file:folder-unusable' })
  })

  test('of a manifest lock is waited for, and the lock is gone afterwards', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, 'manifest.lock')
    const opening = failingFirst(three('EPERM'), openNew)
    const inside = await withFolderLock(path, { clock: hurriedClock(), opening }, () =>
      namesIn(folder)
    )
    expect(inside).toEqual(['manifest.lock'])
    expect(await namesIn(folder)).toEqual([])
  })

  test('of a manifest lock that never comes free is said to be locked', async () => {
    const path = join(await temporaryFolder(), 'manifest.lock')
    const clock = hurriedClock()
    const locking = withFolderLock(path, { clock, opening: locked }, () => Promise.resolve())
    await expect(locking).rejects.toMatchObject({ code: 'file:locked' })
    expect(clock.elapsed()).toBeLessThan(31_000)
  })
})

describe('a folder', () => {
  test('D26: without permission is said so within the first try', async () => {
    const folder = join(await temporaryFolder(), 'gone')
    const clock = manualClock()
    const trying = whileLocked(() => Promise.reject(systemError('EACCES')), {
      clock,
      folder,
      signal: null
    })
    await expect(trying).rejects.toMatchObject({ code: 'file:folder-unusable' })
    expect(clock.waiting()).toBe(0)
  })

  test('D27: that cannot be flushed leaves part and file, and placing again is enough', async () => {
    const folder = await temporaryFolder()
    const flushFolder = failingFirst(['EIO'], () => Promise.resolve())
    const bench = placingBench(folder, { flushFolder })
    const placed = bench.place('v.mp4', 'new')
    await expect(placed).rejects.toMatchObject({ code: 'file:write-failed' })
    expect(await namesIn(folder)).toEqual(['new.part', 'v.mp4'])
    expect(await bench.place('v.mp4', 'new')).toBe('v.mp4')
    expect(await namesIn(folder)).toEqual(['v.mp4'])
  })

  test('is flushed between the new name and the end of the part name', async () => {
    const folder = await temporaryFolder()
    const steps: string[] = []
    const step = (name: string) => () => {
      steps.push(name)
      return Promise.resolve()
    }
    const calls = { link: step('link'), flushFolder: step('flush'), unlink: step('unlink') }
    await placingBench(folder, calls).place('v.mp4', 'new')
    expect(steps).toEqual(['link', 'flush', 'unlink'])
  })
})

describe('the hash of a file', () => {
  const watch = () => ({ signal: new AbortController().signal, onNews: vi.fn() })

  test('is of all its bytes, read piece by piece', async () => {
    const path = join(await temporaryFolder(), 'v.mp4')
    const bytes = Buffer.alloc(2_500_000, 'video')
    await writeFile(path, bytes)
    const watched = watch()
    expect(await hashFile(path, watched)).toEqual({ bytes: bytes.length, sha256: sha256(bytes) })
    expect(watched.onNews.mock.lastCall).toEqual([{ readBytes: bytes.length }])
  })

  test('is not taken of a link, a folder or nothing; a folder that is gone is said so', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'v.mp4'), 'x')
    await symlink(join(folder, 'v.mp4'), join(folder, 'link.mp4'))
    await mkdir(join(folder, 'folder.mp4'))
    for (const name of ['link.mp4', 'folder.mp4', 'gone.mp4']) {
      const missing = { code: 'file:missing' }
      await expect(hashFile(join(folder, name), watch())).rejects.toMatchObject(missing)
    }
    const gone = { code: 'file:folder-unusable' }
    await expect(hashFile(join(folder, 'no', 'v.mp4'), watch())).rejects.toMatchObject(gone)
  })

  test('ends when it is called off', async () => {
    const path = join(await temporaryFolder(), 'v.mp4')
    await writeFile(path, Buffer.alloc(3_000_000))
    const ending = new AbortController()
    const onNews = (): void => {
      ending.abort()
    }
    const cancelled = { code: 'could-not-ask:cancelled' }
    const hashing = hashFile(path, { signal: ending.signal, onNews })
    await expect(hashing).rejects.toMatchObject(cancelled)
  })
})
