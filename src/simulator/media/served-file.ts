import { createHash } from 'node:crypto'
import { freeBoxHeader, isReachable } from './mp4.ts'

/** A file of the simulated file server: bytes that exist, and padding that is made on the way. */
export interface ServedFile {
  readonly bytes: number
  /** The content from byte 0 on. The blocks must not be changed: padding is one shared block. */
  blocks(): Generator<Buffer>
}

const blockBytes = 1 << 20

/** 1 MiB of the xorshift32 sequence: the same on every machine, and hard to compress. */
export function makePadding(): Buffer {
  const block = Buffer.allocUnsafe(blockBytes)
  let state = 0x2545f491
  for (let offset = 0; offset < blockBytes; offset += 4) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    block.writeInt32LE(state | 0, offset)
  }
  return block
}

export const plainFile = (content: Buffer): ServedFile => ({
  bytes: content.length,
  *blocks() {
    yield content
  }
})

/** @throws RangeError when no file of that size can be made from the playable one. */
export function assertReachable(playableBytes: number, totalBytes: number): void {
  if (isReachable(playableBytes, totalBytes)) return
  throw new RangeError(
    `A video has ${playableBytes} bytes or at least ${playableBytes + 8}, not ${totalBytes}.`
  )
}

export interface PaddedVideo {
  playable: Buffer
  padding: Buffer
  totalBytes: number
  /** Turns the padding, so that two recordings of one size differ. */
  seed: number
}

/**
 * The playable file and a `free` box that brings it to `totalBytes`.
 * @throws RangeError when the size cannot be reached: less than the file, or 1 to 7 bytes more.
 */
export function paddedVideo({ playable, padding, totalBytes, seed }: PaddedVideo): ServedFile {
  assertReachable(playable.length, totalBytes)
  return {
    bytes: totalBytes,
    *blocks() {
      yield playable
      if (totalBytes === playable.length) return
      const header = freeBoxHeader(totalBytes - playable.length)
      yield header
      let left = totalBytes - playable.length - header.length
      let from = seed % padding.length
      while (left > 0) {
        const block = padding.subarray(from, Math.min(padding.length, from + left))
        yield block
        left -= block.length
        from = 0
      }
    }
  }
}

/** SHA-256 in hexadecimal. Lets others work between blocks; 1 GiB takes a few seconds. */
export async function sha256OfFile(file: ServedFile): Promise<string> {
  const hash = createHash('sha256')
  let sinceBreak = 0
  for (const block of file.blocks()) {
    hash.update(block)
    sinceBreak += block.length
    if (sinceBreak < 16 * blockBytes) continue
    sinceBreak = 0
    await new Promise((resolve) => setImmediate(resolve))
  }
  return hash.digest('hex')
}
