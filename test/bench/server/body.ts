import { randomBytes } from 'node:crypto'
import { box } from '../../support/made-mp4.ts'

const mib = 1024 ** 2

/** A body of any size out of one random buffer, in pieces of at most 1 MiB. */
export interface MadeBody {
  readonly totalBytes: number
  pieces(): Generator<Buffer, void>
}

/**
 * Makes bodies that pass for whole videos: `ftyp`, `moov`, and one `mdat` (with a 64-bit size, as
 * beyond 4 GiB) that holds the same random MiB again and again. Random, because nothing between
 * here and the disk must be able to make it smaller.
 */
export function createBodies(random = randomBytes(mib)): (totalBytes: number) => MadeBody {
  return (totalBytes) => {
    const head = headOf(totalBytes)
    return {
      totalBytes,
      *pieces() {
        yield head
        for (let left = totalBytes - head.length; left > 0; left -= random.length) {
          yield left < random.length ? random.subarray(0, left) : random
        }
      }
    }
  }
}

function headOf(totalBytes: number): Buffer {
  const index = Buffer.concat([
    box('ftyp', Buffer.from('isom\0\0\0\0')),
    box('moov', Buffer.alloc(8))
  ])
  const media = Buffer.alloc(16)
  media.writeUInt32BE(1, 0)
  media.write('mdat', 4, 'latin1')
  media.writeBigUInt64BE(BigInt(totalBytes - index.length), 8)
  return Buffer.concat([index, media])
}
