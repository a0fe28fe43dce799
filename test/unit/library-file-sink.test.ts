import { createHash } from 'node:crypto'
import { open, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { FileSink, type FileSinkOptions } from '../../src/main/library/files/file-sink.ts'
import { sha256, temporaryFolder } from '../support/folders.ts'
import { madeDisk, systemError } from '../support/made-disk.ts'

async function sinkInto(path: string, changes: Partial<FileSinkOptions> = {}): Promise<FileSink> {
  const handle = await open(path, 'a+').then(async (made) => {
    await made.close()
    return open(path, 'r+')
  })
  onTestFinished(() => handle.close())
  return new FileSink({
    descriptor: handle.fd,
    startAt: 0,
    hash: createHash('sha256'),
    admit: () => 0,
    count: () => undefined,
    ...changes
  })
}

const sizes = fc.array(fc.integer({ min: 0, max: 300_000 }), { maxLength: 12 })

test('however the bytes come, the same bytes are counted, hashed and kept', async () => {
  const folder = await temporaryFolder()
  let run = 0
  await fc.assert(
    fc.asyncProperty(sizes, async (lengths) => {
      const path = join(folder, `${(run += 1)}`)
      const chunks = lengths.map((length, index) => Buffer.alloc(length, index + 1))
      const heads: Buffer[] = []
      const admit = (head: Buffer): number => {
        heads.push(head)
        return 0
      }
      const sink = await sinkInto(path, { admit })
      await pipeline(Readable.from(chunks), sink)
      const all = Buffer.concat(chunks)
      expect([sink.bytes, sink.writtenBytes]).toEqual([all.length, all.length])
      expect(sink.digest()).toBe(sha256(all))
      expect(all.equals(await readFile(path))).toBe(true)
      expect(heads.length).toBe(1)
      expect(heads[0]?.subarray(0, 64).equals(all.subarray(0, 64))).toBe(true)
    }),
    { numRuns: 60, examples: [[[0]], [[]], [[0, 0, 300_000, 0]]] }
  )
})

test('a file is continued where it ends, and hashed as a whole', async () => {
  const path = join(await temporaryFolder(), 'part')
  const had = Buffer.alloc(70_000, 'had')
  const rest = Buffer.alloc(500_000, 'rest')
  await writeFile(path, had)
  const admit = (): number => {
    throw new Error('the first bytes were admitted before')
  }
  const hash = createHash('sha256').update(had)
  const sink = await sinkInto(path, { startAt: had.length, hash, admit })
  await pipeline(Readable.from([rest]), sink)
  const all = Buffer.concat([had, rest])
  expect(sink.digest()).toBe(sha256(all))
  expect((await readFile(path)).equals(all)).toBe(true)
})

test('nothing is written before the first bytes are admitted, however many have to be seen', async () => {
  const path = join(await temporaryFolder(), 'part')
  const seen: number[] = []
  const sink = await sinkInto(path, {
    admit: (head, whole) => {
      seen.push(head.length)
      if (!whole && head.length < 65_536) return 65_536
      throw systemError('EPERM')
    }
  })
  const chunks = Array.from({ length: 200 }, () => Buffer.alloc(1_000, 'x'))
  await expect(pipeline(Readable.from(chunks), sink)).rejects.toMatchObject({
    code: 'file:folder-unusable'
  })
  expect(seen[0]).toBeGreaterThanOrEqual(64)
  expect(seen.at(-1)).toBeGreaterThanOrEqual(65_536)
  expect(seen.length).toBe(2)
  expect((await readFile(path)).length).toBe(0)
})

test('D33: however few bytes the kernel takes at once, all of them arrive in order', async () => {
  const folder = await temporaryFolder()
  const real = madeDisk({})
  let run = 0
  await fc.assert(
    fc.asyncProperty(sizes, fc.integer({ min: 1, max: 9 }), async (lengths, parts) => {
      const disk = madeDisk({
        writev: (descriptor, { chunks, position }, done) => {
          const all = Buffer.concat(chunks)
          const some = all.subarray(0, Math.ceil(all.length / parts))
          real.writev(descriptor, { chunks: [some], position }, done)
        }
      })
      const path = join(folder, `${(run += 1)}`)
      const chunks = lengths.map((length, index) => Buffer.alloc(length, index + 1))
      await pipeline(Readable.from(chunks), await sinkInto(path, { disk }))
      expect((await readFile(path)).equals(Buffer.concat(chunks))).toBe(true)
    }),
    { numRuns: 20 }
  )
})

test('a disk that takes nothing and reports no error ends it', async () => {
  const disk = madeDisk({ writev: (_descriptor, _batch, done) => setImmediate(done, null, 0) })
  const sink = await sinkInto(join(await temporaryFolder(), 'part'), { disk })
  await expect(pipeline(Readable.from([Buffer.alloc(9)]), sink)).rejects.toMatchObject({
    code: 'file:write-failed'
  })
})

test('while a write is on its way it is not closed, and what was written is known', async () => {
  let finish: () => void = () => undefined
  const disk = madeDisk({
    writev: (_descriptor, { chunks: [first = Buffer.alloc(0)] }, done) => {
      finish = () => {
        done(null, first.length)
      }
    }
  })
  const sink = await sinkInto(join(await temporaryFolder(), 'part'), { disk })
  const closed = new Promise((resolve) => sink.once('close', resolve))
  sink.write(Buffer.alloc(300_000))
  await new Promise((resolve) => setImmediate(resolve))
  sink.destroy()
  await new Promise((resolve) => setImmediate(resolve))
  expect(sink.closed).toBe(false)
  finish()
  await closed
  expect(sink.writtenBytes).toBe(300_000)
})
