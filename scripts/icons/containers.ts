/** A picture in a container: its PNG, and what the container says of it. */
export interface Entry {
  /** Pixels of each side, as the container has it. */
  size: number
  png: Buffer
}

const icoHeader = 6
const icoEntry = 16

/** An .ico of PNG files, as Windows reads since Vista. */
export function icoOf(entries: readonly Entry[]): Buffer {
  const head = Buffer.alloc(icoHeader + icoEntry * entries.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(entries.length, 4)
  let at = head.length
  entries.forEach(({ size, png }, index) => {
    const entry = icoHeader + icoEntry * index
    // A byte cannot say 256: 0 means it.
    head.writeUInt8(size % 256, entry)
    head.writeUInt8(size % 256, entry + 1)
    head.writeUInt16LE(1, entry + 4)
    head.writeUInt16LE(32, entry + 6)
    head.writeUInt32LE(png.length, entry + 8)
    head.writeUInt32LE(at, entry + 12)
    at += png.length
  })
  return Buffer.concat([head, ...entries.map(({ png }) => png)])
}

/** The pictures of an .ico, as its directory says; throws where that cannot be true. */
export function readIco(ico: Buffer): Entry[] {
  if (ico.readUInt32LE(0) !== 0x10000) throw new Error('This is no .ico')
  return Array.from({ length: ico.readUInt16LE(4) }, (_none, index) => {
    const entry = icoHeader + icoEntry * index
    const [length, at] = [ico.readUInt32LE(entry + 8), ico.readUInt32LE(entry + 12)]
    return { size: ico.readUInt8(entry) || 256, png: part(ico, at, length) }
  })
}

/**
 * The kinds of PNG in an .icns by their pixels; a size that is also another's double is written as
 * both. The old kinds of 16 and 32 are left out: macOS draws PNG in them wrongly, and scales by itself.
 */
const icnsKinds: Readonly<Record<number, readonly string[]>> = {
  32: ['ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10']
}

/** An .icns of PNG files; throws for a size that it has no kind for. */
export function icnsOf(entries: readonly Entry[]): Buffer {
  const chunks = entries.flatMap(({ size, png }) => {
    const kinds = icnsKinds[size]
    if (kinds === undefined) throw new Error(`An .icns has no picture of ${size} pixels`)
    return kinds.map((kind) => chunk(kind, png))
  })
  return chunk('icns', Buffer.concat(chunks))
}

/** The pictures of an .icns by their kinds; throws where its lengths do not fit together. */
export function readIcns(icns: Buffer): Entry[] {
  if (icns.toString('latin1', 0, 4) !== 'icns' || icns.readUInt32BE(4) !== icns.length)
    throw new Error('This is no whole .icns')
  const found: Entry[] = []
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
    const kind = icns.toString('latin1', at, at + 4)
    const size = Object.keys(icnsKinds).find((each) => icnsKinds[Number(each)]?.includes(kind))
    if (size === undefined) throw new Error(`The .icns has a picture of the unknown kind ${kind}`)
    found.push({ size: Number(size), png: part(icns, at + 8, icns.readUInt32BE(at + 4) - 8) })
  }
  return found
}

function chunk(kind: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8, kind, 'latin1')
  head.writeUInt32BE(content.length + 8, 4)
  return Buffer.concat([head, content])
}

function part(whole: Buffer, at: number, length: number): Buffer {
  const found = whole.subarray(at, at + length)
  if (length <= 0 || found.length !== length) throw new Error('A picture lies outside its file')
  return found
}

/** Width and height of a PNG; throws for anything else. */
export function pngSize(png: Buffer): { width: number; height: number } {
  if (png.toString('latin1', 0, 8) !== '\u0089PNG\r\n\u001a\n') throw new Error('This is no PNG')
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) }
}
