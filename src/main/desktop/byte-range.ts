/** The first and the last byte of a part, counted from 0. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/**
 * The one part that a `Range` header asks of `bytes` bytes (RFC 9110, 14.1.2); null where it asks
 * for none, for several, or for something that is not there: the whole file is then the answer.
 */
export function byteRange(header: string | null, bytes: number): ByteRange | null {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if (first === '' && last === '') return null
  const start = first === '' ? Math.max(0, bytes - Number(last)) : Number(first)
  const end = first === '' || last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1)
  return start <= end ? { start, end } : null
}
