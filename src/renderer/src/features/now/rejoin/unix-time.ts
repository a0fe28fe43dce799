export interface UnixTime {
  readonly unit: 'seconds' | 'milliseconds'
  /** Milliseconds since 1970. */
  readonly at: number
}

const from = Date.UTC(2001, 8, 9, 1, 46, 40)
const until = Date.UTC(2100, 0, 1)

/**
 * What `ctime` would be as a Unix time, or null where it is plainly none. The vendor's page gives
 * no unit (cec_07_1280: "expiration time", a string), so ten digits are taken as seconds and
 * thirteen as milliseconds, and the screen says "if".
 */
export function asUnixTime(text: string): UnixTime | null {
  if (!/^\d{10}(\d{3})?$/.test(text)) return null
  const unit = text.length === 10 ? 'seconds' : 'milliseconds'
  const at = Number(text) * (unit === 'seconds' ? 1000 : 1)
  return at >= from && at < until ? { unit, at } : null
}
