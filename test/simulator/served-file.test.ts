import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { freeBoxHeader, readBoxes } from '../../src/simulator/media/mp4.ts'
import { makePadding, paddedVideo, sha256OfFile } from '../../src/simulator/media/served-file.ts'

const folder = resolve(import.meta.dirname, '../../src/simulator/media')
const playable = readFileSync(resolve(folder, 'customer-router.mp4'))
const padding = makePadding()
const whole = (totalBytes: number, seed = 0): Buffer =>
  Buffer.concat([...paddedVideo({ playable, padding, totalBytes, seed }).blocks()])

test('a video of any size is tiled exactly by its boxes and begins with the playable file', () => {
  const sizes = fc.integer({ min: playable.length + 8, max: playable.length + 3_000_000 })
  fc.assert(
    fc.property(sizes, fc.nat(), (totalBytes, seed) => {
      const file = whole(totalBytes, seed)
      expect(file.length).toBe(totalBytes)
      expect(file.subarray(0, playable.length).equals(playable)).toBe(true)
      expect(readBoxes(file).at(-1)).toEqual({
        type: 'free',
        offset: playable.length,
        bytes: totalBytes - playable.length
      })
    }),
    { numRuns: 25 }
  )
})

test('the playable file alone is what a size of its own gives', () => {
  expect(whole(playable.length).equals(playable)).toBe(true)
  expect(readBoxes(playable).map(({ type }) => type)).toEqual(['ftyp', 'moov', 'free', 'mdat'])
})

test('sizes that no box can fill are refused', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: playable.length + 7 }), (totalBytes) => {
      fc.pre(totalBytes !== playable.length)
      expect(() => whole(totalBytes)).toThrow(RangeError)
    })
  )
})

test('beyond 4 GiB the box says its size in 64 bits', () => {
  expect(freeBoxHeader(0xffff_ffff)).toHaveLength(8)
  const header = freeBoxHeader(0x1_0000_0000)
  expect(header).toHaveLength(16)
  expect(header.readUInt32BE(0)).toBe(1)
  expect(header.readBigUInt64BE(8)).toBe(0x1_0000_0000n)
  const totalBytes = playable.length + 0x1_0000_0000
  let bytes = 0
  for (const block of paddedVideo({ playable, padding, totalBytes, seed: 5 }).blocks()) {
    bytes += block.length
  }
  expect(bytes).toBe(totalBytes)
})

test('a file is the same whenever it is read, and two recordings of one size differ', async () => {
  const size = playable.length + 2_500_000
  const video = (seed: number) => paddedVideo({ playable, padding, totalBytes: size, seed })
  const hash = await sha256OfFile(video(7))
  expect(hash).toBe(createHash('sha256').update(whole(size, 7)).digest('hex'))
  expect(await sha256OfFile(video(7))).toBe(hash)
  expect(await sha256OfFile(video(8))).not.toBe(hash)
})
