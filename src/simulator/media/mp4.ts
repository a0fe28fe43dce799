/** Bytes of a `free` box header: 4 size, 4 name; 16 where the size needs 64 bits. */
const shortHeader = 8
const longHeader = 16
const biggestShort = 0xffff_ffff

/** One top-level box of an ISO base media file. */
export interface Mp4Box {
  type: string
  offset: number
  bytes: number
}

/**
 * The header of a `free` box of exactly `boxBytes`, header included. Players skip such a box
 * (ISO/IEC 14496-12, 8.1.2), so a playable file may be followed by one of any size.
 */
export function freeBoxHeader(boxBytes: number): Buffer {
  if (!Number.isSafeInteger(boxBytes) || boxBytes < shortHeader) {
    throw new RangeError(`A box has at least ${shortHeader} bytes, not ${boxBytes}`)
  }
  if (boxBytes <= biggestShort) {
    const header = Buffer.alloc(shortHeader)
    header.writeUInt32BE(boxBytes, 0)
    header.write('free', 4, 'latin1')
    return header
  }
  const header = Buffer.alloc(longHeader)
  header.writeUInt32BE(1, 0)
  header.write('free', 4, 'latin1')
  header.writeBigUInt64BE(BigInt(boxBytes), 8)
  return header
}

/** Whether a file of `totalBytes` can be made from one of `playableBytes`. */
export const isReachable = (playableBytes: number, totalBytes: number): boolean =>
  totalBytes === playableBytes || totalBytes >= playableBytes + shortHeader

/** The top-level boxes of a whole file; throws when they do not tile it exactly. */
export function readBoxes(file: Buffer): Mp4Box[] {
  const boxes: Mp4Box[] = []
  let offset = 0
  while (offset < file.length) {
    const short = file.readUInt32BE(offset)
    const bytes = short === 1 ? Number(file.readBigUInt64BE(offset + 8)) : short
    if (bytes < shortHeader || offset + bytes > file.length) {
      throw new RangeError(`The box at ${offset} leaves the file`)
    }
    boxes.push({ type: file.toString('latin1', offset + 4, offset + 8), offset, bytes })
    offset += bytes
  }
  return boxes
}
