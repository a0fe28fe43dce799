/** One MP4 box: its length, its type, its content. */
export function box(type: string, content: Uint8Array): Buffer {
  const header = Buffer.alloc(8)
  header.writeUInt32BE(8 + content.length, 0)
  header.write(type, 4, 'latin1')
  return Buffer.concat([header, content])
}

/** Bytes with the top-level boxes of a whole MP4, exactly `size` (at least 40) long; `seed` makes them differ. */
export function madeMp4(size: number, seed = 1): Buffer {
  const index = Buffer.concat([
    box('ftyp', Buffer.from('isom\0\0\0\0')),
    box('moov', Buffer.alloc(8))
  ])
  const media = Buffer.alloc(size - index.length - 8)
  let state = seed >>> 0
  for (let at = 0; at < media.length; at += 4) {
    // A linear congruential generator (Numerical Recipes): cheap, and no two places look alike.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    media[at] = state >>> 24
  }
  return Buffer.concat([index, box('mdat', media)])
}
