import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkMp4Boxes, type BoxVerdict } from '../../src/main/library/files/mp4-boxes.ts'
import { box, madeMp4 } from '../support/made-mp4.ts'

function verdictOn(bytes: Buffer): Promise<BoxVerdict> {
  return checkMp4Boxes({
    size: bytes.length,
    read: (position, length) => Promise.resolve(bytes.subarray(position, position + length))
  })
}

const content = fc.uint8Array({ maxLength: 40 })
const someBoxes = fc.array(fc.tuple(fc.constantFrom('free', 'mdat', 'uuid', 'wide'), content))

test('boxes that tile the file exactly, an index among them, are whole', async () => {
  const movie = fc.tuple(someBoxes, fc.constantFrom('moov', 'moof'), content, someBoxes)
  await fc.assert(
    fc.asyncProperty(movie, async ([before, index, inside, after]) => {
      const boxes = [
        ['ftyp', new Uint8Array(8)] as const,
        ...before,
        [index, inside] as const,
        ...after
      ]
      const bytes = Buffer.concat(boxes.map(([type, body]) => box(type, body)))
      expect(await verdictOn(bytes)).toBe('whole')
    })
  )
})

test('a file cut anywhere is never whole, unless the cut is between two boxes after the index', async () => {
  const bytes = madeMp4(400)
  const afterIndex = 32
  for (let end = 0; end < bytes.length; end += 1) {
    const verdict = await verdictOn(bytes.subarray(0, end))
    expect(verdict === 'whole', `cut at ${end}`).toBe(end === afterIndex)
  }
})

test('a last box of size 0 reaches to the end', async () => {
  const open = box('mdat', Buffer.alloc(500))
  open.writeUInt32BE(0, 0)
  expect(await verdictOn(Buffer.concat([madeMp4(60), open]))).toBe('whole')
})

test('a 64-bit length is read', async () => {
  const large = Buffer.alloc(16 + 100)
  large.writeUInt32BE(1, 0)
  large.write('mdat', 4)
  large.writeBigUInt64BE(116n, 8)
  expect(await verdictOn(Buffer.concat([madeMp4(60), large]))).toBe('whole')
  large.writeBigUInt64BE(117n, 8)
  expect(await verdictOn(Buffer.concat([madeMp4(60), large]))).toBe('incomplete')
  large.writeBigUInt64BE(15n, 8)
  expect(await verdictOn(Buffer.concat([madeMp4(60), large]))).toBe('not-mp4')
})

test('without an index it is not finished, and other bytes are no MP4 at all', async () => {
  const unfinished = Buffer.concat([box('ftyp', Buffer.alloc(8)), box('mdat', Buffer.alloc(99))])
  expect(await verdictOn(unfinished)).toBe('incomplete')
  expect(await verdictOn(Buffer.from('<!doctype html><title>Sign in</title>'))).not.toBe('whole')
  expect(await verdictOn(Buffer.alloc(64))).toBe('not-mp4')
})

test('any bytes end in a verdict', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      expect(['whole', 'incomplete', 'not-mp4']).toContain(await verdictOn(Buffer.from(bytes)))
    })
  )
})
