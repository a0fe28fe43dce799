/** The part of a file that a 206 carries: both ends counted from 0, the last byte included. */
export interface ContentRange {
  readonly first: number
  readonly last: number
  readonly total: number
}

/**
 * Reads `bytes 1000-1999/2000` (RFC 9110, 14.4); null for an unknown total (`*`), another unit, or
 * numbers that cannot be: a part that cannot be placed exactly is of no use.
 */
export function parseContentRange(value: string | null): ContentRange | null {
  const parts = /^\s*bytes\s+(\d{1,15})-(\d{1,15})\/(\d{1,15})\s*$/i.exec(value ?? '')
  if (parts === null) return null
  const [first, last, total] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  return first <= last && last < total ? { first, last, total } : null
}

/** A server that asks for more than this is asked again all the same. */
export const longestWaitMs = 10 * 60_000

/**
 * How long a server asks to wait (RFC 9110, 10.2.3), in milliseconds up to {@link longestWaitMs};
 * null where it says nothing that can be read. A date counts from the server's own `Date`, so that
 * a wrong clock of this PC changes nothing; `now` (ms since 1970) stands in where it sent none.
 */
export function parseRetryAfter(
  value: string | null,
  serverDate: string | null,
  now: number
): number | null {
  const text = (value ?? '').trim()
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1_000, longestWaitMs)
  const until = instantOf(text)
  if (until === null) return null
  const waitMs = until - (instantOf(serverDate ?? '') ?? now)
  return Math.min(Math.max(0, waitMs), longestWaitMs)
}

/** An HTTP date (RFC 9110, 5.6.7) in milliseconds since 1970; null for anything else. */
export function instantOf(text: string): number | null {
  // Date.parse also takes years and numbers alone; every HTTP date begins with a day's name.
  if (!/^(?:mon|tue|wed|thu|fri|sat|sun)/i.test(text.trim())) return null
  const instant = Date.parse(text)
  return Number.isNaN(instant) ? null : instant
}

/** Leading blanks and a byte order mark do not hide a `{`. */
export function beginsLikeJson(bytes: Buffer): boolean {
  const first = bytes.find((byte) => !jsonBlanks.has(byte))
  return first === 0x7b
}
const jsonBlanks = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf])
