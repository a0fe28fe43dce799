import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { FileSink } from '../../src/main/library/files/file-sink.ts'
import { createWholeFiles } from '../../src/main/library/whole-file.ts'
import { namesIn, sha256, temporaryFolder } from '../support/folders.ts'
import { madeMp4 } from '../support/made-mp4.ts'

const lenient = { admit: () => undefined, count: () => undefined }

test('however the bytes come, the same bytes are counted, hashed and kept', async () => {
  const folder = await temporaryFolder()
  const sizes = fc.array(fc.integer({ min: 0, max: 300_000 }), { maxLength: 12 })
  let run = 0
  await fc.assert(
    fc.asyncProperty(sizes, async (lengths) => {
      const path = join(folder, `${(run += 1)}`)
      const chunks = lengths.map((length, index) => Buffer.alloc(length, index + 1))
      const heads: Buffer[] = []
      const sink = new FileSink({ ...lenient, path, admit: (head) => heads.push(head) })
      await pipeline(Readable.from(chunks), sink)
      const all = Buffer.concat(chunks)
      expect(sink.receivedBytes).toBe(all.length)
      expect(sink.digest()).toBe(sha256(all))
      expect(all.equals(await readFile(path))).toBe(true)
      expect(heads.map((head) => head.toString('hex'))).toEqual([
        all.subarray(0, 64).toString('hex')
      ])
    }),
    { numRuns: 60 }
  )
})

test('a file that exists is neither written nor counted as made', async () => {
  const path = join(await temporaryFolder(), 'there')
  await writeFile(path, 'mine')
  const sink = new FileSink({ ...lenient, path })
  await expect(pipeline(Readable.from([Buffer.from('x')]), sink)).rejects.toMatchObject({
    code: 'file:write-failed'
  })
  expect(sink.created).toBe(false)
  expect(await readFile(path, 'utf8')).toBe('mine')
})

const mayMount = process.platform === 'linux' && process.getuid?.() === 0 && canMount()

function canMount(): boolean {
  try {
    execFileSync('unshare', ['-m', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

test.skipIf(!mayMount)('a disk that fills up midway ends it, and the part file goes', async () => {
  const folder = await temporaryFolder()
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder])
  onTestFinished(() => {
    execFileSync('umount', [folder])
  })
  await writeFile(join(folder, 'settings.json'), '{"kept":true}')
  // The check before the first byte is told that all is well: the disk fills while it is written.
  const files = createWholeFiles({ freeBytes: () => Promise.resolve(null) })
  const bytes = madeMp4(8_000_000)
  const open = () =>
    Promise.resolve({
      body: Readable.from([bytes.subarray(0, 3_000_000), bytes.subarray(3_000_000)]),
      length: bytes.length,
      chunked: false,
      contentType: 'application/octet-stream'
    })
  const job = { folder, open, family: 'video', nameFor: (e: string) => `v.${e}` } as const
  const saving = files.save(job, () => undefined, new AbortController().signal)
  await expect(saving).rejects.toMatchObject({ code: 'file:no-space' })
  expect(await namesIn(folder)).toEqual(['settings.json'])
  expect(await readFile(join(folder, 'settings.json'), 'utf8')).toBe('{"kept":true}')
  const again = createWholeFiles()
  await expect(
    again.save(job, () => undefined, new AbortController().signal)
  ).rejects.toMatchObject({ code: 'file:no-space' })
})
