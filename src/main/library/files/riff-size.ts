import type { ByteSource } from './mp4-boxes.ts'

/**
 * `whole`: the RIFF chunks end where the file ends. `incomplete`: one goes on beyond it. `excess`:
 * bytes follow that are no RIFF chunk. `unsaid`: the size was never filled in, as recorders that
 * stream leave it.
 */
export type RiffVerdict = 'whole' | 'incomplete' | 'excess' | 'unsaid'

/** How a size that is not known yet is written. */
const unknownSizes = new Set([0, 0xffffffff])

/** A chunk holds 1 GiB as a rule; far fewer than this make the longest file. */
const maxChunks = 100_000

/**
 * Walks the outermost chunks of an AVI: `RIFF`, a length in 32 bits, and from 1 GiB on more of the
 * same (OpenDML). Only their headers are read.
 */
export async function checkRiffSize(source: ByteSource): Promise<RiffVerdict> {
  let position = 0
  for (let count = 0; position < source.size; count += 1) {
    const header = await source.read(position, 8)
    // A chunk of an odd length is padded with one byte, which some writers leave out at the end.
    const isChunk = header.length === 8 && header.toString('latin1', 0, 4) === 'RIFF'
    if (!isChunk || count === maxChunks) return 'excess'
    const size = header.readUInt32LE(4)
    if (unknownSizes.has(size)) return 'unsaid'
    position += 8 + size
    if (position < source.size) position += size % 2
  }
  return position === source.size ? 'whole' : 'incomplete'
}
