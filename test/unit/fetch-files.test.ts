import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fileProblem } from '../../src/main/library/files/file-problem.ts'
import { pathFits } from '../../src/main/library/files/path-length.ts'
import { checkRiffSize, type RiffVerdict } from '../../src/main/library/files/riff-size.ts'
import { systemError } from '../support/made-disk.ts'

function riff(size: number, content: number): Buffer {
  const header = Buffer.alloc(8)
  header.write('RIFF', 'latin1')
  header.writeUInt32LE(size, 4)
  return Buffer.concat([header, Buffer.alloc(content, 'AVI ')])
}

const verdictOn = (bytes: Buffer): Promise<RiffVerdict> =>
  checkRiffSize({
    size: bytes.length,
    read: (position, length) => Promise.resolve(bytes.subarray(position, position + length))
  })

describe('an AVI', () => {
  const contents = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 })
  test('is whole where its chunks tile it, padded to even lengths', async () => {
    await fc.assert(
      fc.asyncProperty(contents, async (sizes) => {
        const bytes = Buffer.concat(sizes.map((size) => riff(size, size + (size % 2))))
        expect(await verdictOn(bytes)).toBe('whole')
      })
    )
    expect(await verdictOn(riff(5, 5))).toBe('whole')
  })

  test('is never whole where it was cut inside a chunk, or goes on', async () => {
    const bytes = Buffer.concat([riff(40, 40), riff(20, 20)])
    for (let end = 9; end < bytes.length; end += 1) {
      const verdict = await verdictOn(bytes.subarray(0, end))
      expect(verdict === 'whole', `cut at ${String(end)}`).toBe(end === 48)
    }
    expect(await verdictOn(Buffer.concat([bytes, Buffer.alloc(3)]))).toBe('excess')
  })

  test('says nothing where its length was never filled in', async () => {
    expect(await verdictOn(riff(0, 100))).toBe('unsaid')
    expect(await verdictOn(riff(0xffffffff, 100))).toBe('unsaid')
  })
})

describe('a path', () => {
  test('on Windows has at most 259 units with its folder', () => {
    const folder = 'C:\\Users\\agent\\Videos'
    expect(pathFits(folder, 'x'.repeat(259 - folder.length - 1), 'win32')).toBe(true)
    expect(pathFits(folder, 'x'.repeat(259 - folder.length), 'win32')).toBe(false)
  })

  test('elsewhere is counted in bytes, its name by itself', () => {
    expect(pathFits('/home', '录'.repeat(85), 'darwin')).toBe(true)
    expect(pathFits('/home', '录'.repeat(86), 'darwin')).toBe(false)
    expect(pathFits(`/${'a/'.repeat(600)}`, 'x', 'linux')).toBe(false)
  })

  test('that fits still fits when its name is shorter', () => {
    const name = fc.string({ unit: 'grapheme', maxLength: 300 })
    const platform = fc.constantFrom('win32', 'darwin', 'linux')
    fc.assert(
      fc.property(name, name, platform, (folder, longer, on) => {
        const shorter = longer.slice(0, Math.floor(longer.length / 2)).replace(/\p{Cs}$/u, '')
        if (pathFits(folder, longer, on)) expect(pathFits(folder, shorter, on)).toBe(true)
      })
    )
  })
})

test('every number of the system that has a meaning for the agent keeps it', () => {
  const meanings = [
    ['ENOSPC', 'file:no-space'],
    ['EDQUOT', 'file:no-space'],
    ['EFBIG', 'file:too-large-for-disk'],
    ['ENAMETOOLONG', 'file:name-too-long'],
    ['EBUSY', 'file:locked'],
    ['ENOENT', 'file:folder-unusable'],
    ['EIO', 'file:write-failed']
  ] as const
  for (const [number, code] of meanings) {
    expect(fileProblem(systemError(number), 'Saving')).toMatchObject({
      code,
      message: `Saving failed: ${number}`
    })
  }
})
