/** Bytes that can be read anywhere, such as an open file. */
export interface ByteSource {
  readonly size: number
  /** Up to `length` bytes from `position`; fewer at the end. */
  read(position: number, length: number): Promise<Buffer>
}

/**
 * `whole`: the top-level boxes tile the bytes exactly and an index is among them. `incomplete`: a
 * box goes on beyond the end, or there is no index (`moov`, or `moof` of a fragmented file) yet.
 * `not-mp4`: these are no boxes.
 */
export type BoxVerdict = 'whole' | 'incomplete' | 'not-mp4'

/** A fragment a second for a week would be 1.2 million boxes; nothing real comes near. */
const maxBoxes = 2_000_000

const boxType = /^[\x20-\x7e\xa9]{4}$/

/**
 * Walks the top-level boxes (ISO/IEC 14496-12, 4.2), reading their headers only: 16 bytes a box,
 * whatever the size of the file. It proves that the file ends where its own structure says.
 */
export async function checkMp4Boxes(source: ByteSource): Promise<BoxVerdict> {
  let position = 0
  let indexed = false
  for (let count = 0; position < source.size; count += 1) {
    const box = boxHeader(await source.read(position, 16))
    if (box === 'cut') return count === 0 ? 'not-mp4' : 'incomplete'
    if (box === 'none' || count === maxBoxes) return 'not-mp4'
    indexed ||= box.type === 'moov' || box.type === 'moof'
    // Size 0 is a last box that reaches to the end of the file.
    position = box.size === 0 ? source.size : position + box.size
  }
  return position === source.size && indexed ? 'whole' : 'incomplete'
}

function boxHeader(header: Buffer): { type: string; size: number } | 'cut' | 'none' {
  if (header.length < 8) return 'cut'
  const type = header.toString('latin1', 4, 8)
  const size = header.readUInt32BE(0)
  if (!boxType.test(type) || (size > 1 && size < 8)) return 'none'
  if (size !== 1) return { type, size }
  if (header.length < 16) return 'cut'
  const large = header.readBigUInt64BE(8)
  if (large < 16n || large > BigInt(Number.MAX_SAFE_INTEGER)) return 'none'
  return { type, size: Number(large) }
}
