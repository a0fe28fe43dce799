import { execFileSync } from 'node:child_process'
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { systemClock } from '../../src/main/clock.ts'
import { createArchive } from '../../src/main/library/evidence/archive.ts'
import { checkManifest } from '../../src/main/library/evidence/check-manifest.ts'
import { createEvidence } from '../../src/main/library/evidence/evidence.ts'
import { manifestName } from '../../src/main/library/evidence/manifest-entry.ts'
import { writeSmallFile } from '../../src/main/library/files/small-file.ts'
import { someNote } from '../support/evidence-samples.ts'
import { namesIn, temporaryFolder } from '../support/folders.ts'
import { mayMount, mountedFolder } from '../support/mounts.ts'

const smallDisk = (): Promise<string> => mountedFolder('size=1m')

/** Takes all room but for `left` bytes, rounded up to whole pages. */
async function fill(folder: string, left: number): Promise<void> {
  await writeFile(join(folder, 'filler'), Buffer.alloc(1024 * 1024 - left)).catch(() => undefined)
}

test.skipIf(!mayMount)('on a full disk a small file keeps its old content, whole', async () => {
  const folder = await smallDisk()
  const path = join(folder, 'kept.json')
  const old = 'o'.repeat(30_000)
  await writeSmallFile(path, old, systemClock)
  for (const left of [40_000, 45_000, 50_000, 60_000]) {
    await fill(folder, left)
    const written = writeSmallFile(path, 'n'.repeat(100_000), systemClock)
    await expect(written).rejects.toMatchObject({ code: 'file:no-space' })
    expect(await readFile(path, 'utf8')).toBe(old)
    expect(await namesIn(folder)).toEqual(['filler', 'kept.json'])
    await rm(join(folder, 'filler'))
  }
  await writeSmallFile(path, 'new', systemClock)
  expect(await readFile(path, 'utf8')).toBe('new')
})

test.skipIf(!mayMount)(
  'a manifest that met a full disk goes on when there is room again',
  async () => {
    const folder = await smallDisk()
    const evidence = createEvidence({ clock: systemClock, appVersion: '0.1.0' })
    await evidence.note(folder, someNote('first.mp4'))
    await writeFile(join(folder, 'filler'), Buffer.alloc(1024 * 1024)).catch(() => undefined)
    let noted = 1
    const problems: unknown[] = []
    while (problems.length < 3) {
      const file = `${noted}-${problems.length}.mp4`
      await evidence.note(folder, someNote(file)).then(
        () => (noted += 1),
        (error: unknown) => problems.push(error)
      )
    }
    for (const problem of problems) expect(problem).toMatchObject({ code: 'file:no-space' })
    await rm(join(folder, 'filler'))
    await evidence.note(folder, someNote('last.mp4'))
    const check = checkManifest(await readFile(join(folder, manifestName), 'utf8'))
    expect(check).toMatchObject({ whole: true, entries: noted + 1 })
    expect(await namesIn(folder)).toEqual([manifestName])
  }
)

test.skipIf(!mayMount)('an archive that the disk has no room for is not begun', async () => {
  const folder = await smallDisk()
  const source = await temporaryFolder()
  await writeFile(join(source, 'v.mp4'), Buffer.alloc(2 * 1024 * 1024))
  await mkdir(join(folder, 'out'))
  const file = { folder: source, fileName: 'v.mp4', entryName: 'v.mp4', sha256: null }
  const job = { path: join(folder, 'out', 'case.zip'), files: [file], texts: [] }
  const watch = { signal: new AbortController().signal, onNews: () => undefined }
  const ended = createArchive()(job, watch)
  await expect(ended).rejects.toMatchObject({ code: 'file:no-space' })
  expect(await namesIn(join(folder, 'out'))).toEqual([])
})

test.skipIf(!mayMount)('a disk that fills up while an archive is written leaves none', async () => {
  const folder = await smallDisk()
  const source = await temporaryFolder()
  await writeFile(join(source, 'v.mp4'), Buffer.alloc(900 * 1024))
  const file = { folder: source, fileName: 'v.mp4', entryName: 'v.mp4', sha256: null }
  const job = { path: join(folder, 'case.zip'), files: [file], texts: [] }
  const watch = {
    signal: new AbortController().signal,
    onNews: () => {
      execFileSync('dd', ['if=/dev/zero', `of=${join(folder, 'filler')}`, 'bs=1k', 'count=512'], {
        stdio: 'ignore'
      })
    }
  }
  const ended = createArchive()(job, watch)
  await expect(ended).rejects.toMatchObject({ code: 'file:no-space' })
  expect(await namesIn(folder)).toEqual(['filler'])
  expect((await stat(join(folder, 'filler'))).size).toBeGreaterThan(0)
})

test('a small file that a crash left half written is written anew', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'a.json.new'), 'half')
  await writeSmallFile(join(folder, 'a.json'), '图片', systemClock)
  expect(await readFile(join(folder, 'a.json'), 'utf8')).toBe('图片')
  expect(await namesIn(folder)).toEqual(['a.json'])
  expect((await stat(join(folder, 'a.json'))).mode & 0o077).toBe(0)
})
