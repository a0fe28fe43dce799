import { appendFileSync, truncateSync } from 'node:fs'
import { mkdir, readFile, rename, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createArchive } from '../../src/main/library/evidence/archive.ts'
import type { ArchiveJob, CaseFile } from '../../src/main/library/transfer/file-work.ts'
import { savedAt } from '../support/evidence-samples.ts'
import { namesIn, sha256, temporaryFolder } from '../support/folders.ts'
import { readZip } from '../support/zip-reading.ts'

const archive = createArchive()
const mebibyte = 1024 * 1024

/** A place with one saved file of `bytes`, and where the archive goes. */
async function place(bytes = Buffer.from('a video')) {
  const root = await temporaryFolder()
  const [folder, out] = [join(root, 'videos'), join(root, 'out')]
  await mkdir(folder)
  await mkdir(out)
  await writeFile(join(folder, 'v.mp4'), bytes)
  const file: CaseFile = { folder, fileName: 'v.mp4', entryName: 'v.mp4', sha256: sha256(bytes) }
  return { folder, out, path: join(out, 'case.zip'), source: join(folder, 'v.mp4'), file }
}

type Told = (writtenBytes: number) => void

/** Writes an archive to its end; `told` hears how far it is. */
function run(job: Partial<ArchiveJob> & { path: string }, told?: Told) {
  const signal = new AbortController().signal
  const onNews = ({ writtenBytes }: { writtenBytes: number }): void => told?.(writtenBytes)
  return archive({ files: [], texts: [], ...job }, { signal, onNews })
}

test('an archive holds every file as it is and every text compressed, for any program to read', async () => {
  const video = Buffer.alloc(3 * mebibyte + 7, 'moving pictures ')
  const { path, out, folder, file } = await place(video)
  await writeFile(join(folder, 'empty.jpg'), '')
  await utimes(join(folder, 'v.mp4'), savedAt / 1_000, savedAt / 1_000)
  const empty = { folder, fileName: 'empty.jpg', entryName: 'files/图片 é.jpg', sha256: null }
  const text = '<p>case</p>'.repeat(1_000)
  const texts = [{ entryName: 'report.html', text }]
  const news: number[] = []
  const { bytes } = await run({ path, files: [file, empty], texts }, (now) => news.push(now))

  expect(await namesIn(out)).toEqual(['case.zip'])
  const entries = await readZip(path)
  expect(entries.map(({ name, method }) => [name, method])).toEqual([
    ['report.html', 8],
    ['v.mp4', 0],
    ['files/图片 é.jpg', 0]
  ])
  expect(entries[0]?.bytes.toString()).toBe(text)
  expect(entries[1]?.bytes.equals(video)).toBe(true)
  expect(entries[1]?.modifiedAt.getTime()).toBe(savedAt)
  expect(entries[2]?.bytes).toHaveLength(0)
  expect((await stat(path)).size).toBe(bytes)
  expect(news.at(-1)).toBe(bytes)
  expect(news).toEqual([...news].sort((a, b) => a - b))
  expect((await stat(path)).mode & 0o077).toBe(0)
})

test('an archive replaces the file that the agent chose, once it is whole', async () => {
  const { path, out, file } = await place()
  await writeFile(path, 'an older archive')
  await run({ path, files: [file] })
  expect(await readZip(path)).toMatchObject([{ name: 'v.mp4' }])
  expect(await namesIn(out)).toEqual(['case.zip'])
})

test('a file that is not what the case says ends the archive, and the old one stays', async () => {
  const { path, out, file } = await place()
  await writeFile(path, 'an older archive')
  const job = { path, files: [{ ...file, sha256: sha256(Buffer.from('another video')) }] }
  await expect(run(job)).rejects.toMatchObject({ code: 'file:changed' })
  expect(await namesIn(out)).toEqual(['case.zip'])
  expect(await readFile(path, 'utf8')).toBe('an older archive')
})

test('a file of which nothing is known is taken as it is', async () => {
  const { path, file } = await place()
  await run({ path, files: [{ ...file, sha256: null }] })
  expect(await readZip(path)).toMatchObject([{ name: 'v.mp4' }])
})

test('a file that grows or shrinks while it is read ends the archive and leaves nothing', async () => {
  const changes = [
    (source: string) => {
      appendFileSync(source, 'more')
    },
    (source: string) => {
      truncateSync(source, 5 * mebibyte)
    }
  ]
  for (const change of changes) {
    const { path, out, file, source } = await place(Buffer.alloc(8 * mebibyte, 1))
    let done = false
    const changeOnce = (written: number): void => {
      if (done || written < mebibyte) return
      done = true
      change(source)
    }
    const job = { path, files: [{ ...file, sha256: null }] }
    await expect(run(job, changeOnce)).rejects.toMatchObject({ code: 'file:changed' })
    expect(done).toBe(true)
    expect(await namesIn(out)).toEqual([])
  }
})

test('a file that is gone, or is by now a link or a folder, is missing; a gone folder is said so', async () => {
  const { path, out, folder, source, file } = await place()
  await rename(source, join(folder, 'elsewhere.mp4'))
  await symlink(join(folder, 'elsewhere.mp4'), source)
  await mkdir(join(folder, 'folder.mp4'))
  for (const fileName of ['v.mp4', 'folder.mp4', 'none.mp4']) {
    const files = [{ ...file, fileName }]
    await expect(run({ path, files }), fileName).rejects.toMatchObject({ code: 'file:missing' })
  }
  const files = [{ ...file, folder: join(folder, 'gone') }]
  await expect(run({ path, files })).rejects.toMatchObject({ code: 'file:folder-unusable' })
  const nowhere = join(folder, 'gone', 'case.zip')
  await expect(run({ path: nowhere })).rejects.toMatchObject({ code: 'file:folder-unusable' })
  expect(await namesIn(out)).toEqual([])
})

test('a cancelled archive ends at once and leaves nothing', async () => {
  const { path, out, file } = await place(Buffer.alloc(32 * mebibyte, 1))
  const cancel = new AbortController()
  let seen = 0
  const onNews = ({ writtenBytes }: { writtenBytes: number }): void => {
    seen = writtenBytes
    cancel.abort()
  }
  const job = { path, files: [file], texts: [] }
  const ended = archive(job, { signal: cancel.signal, onNews })
  await expect(ended).rejects.toMatchObject({ code: 'could-not-ask:cancelled' })
  expect(seen).toBeLessThan(8 * mebibyte)
  expect(await namesIn(out)).toEqual([])
  const again = archive(job, { signal: cancel.signal, onNews })
  await expect(again).rejects.toMatchObject({ code: 'could-not-ask:cancelled' })
})

test('a file that lies where the archive is to be written first is not touched', async () => {
  const { path, out, file } = await place()
  await writeFile(`${path}.part`, 'somebody else’s')
  await run({ path, files: [file] })
  expect(await namesIn(out)).toEqual(['case.zip', 'case.zip.part'])
  expect(await readFile(`${path}.part`, 'utf8')).toBe('somebody else’s')
})

test('no entry can leave the folder in which the archive is opened, or trip the system there', async () => {
  const { path, out } = await place()
  const unsafe = [
    ...['../a.txt', '/a.txt', 'a/../../b', 'C:/a.txt', 'a\\b.txt', '', 'a//b', 'a/', '.', 'a/..'],
    ...[
      'NUL',
      'files/con.txt',
      'a. ',
      'a.',
      ' a',
      'a:b',
      'a\u0000b',
      'a\u202eb',
      'a?',
      'x'.repeat(161)
    ]
  ]
  for (const entryName of unsafe) {
    const texts = [{ entryName, text: 'x' }]
    await expect(run({ path, texts }), entryName).rejects.toMatchObject({ code: 'invalid-input' })
  }
  const twice = ['a/É.txt', 'A/e\u0301.TXT'].map((entryName) => ({ entryName, text: 'x' }))
  await expect(run({ path, texts: twice })).rejects.toMatchObject({ code: 'invalid-input' })
  expect(await namesIn(out)).toEqual([])
})
