const from = Date.UTC(2001, 8, 9, 1, 46, 40)
const until = Date.UTC(2100, 0, 1)

/**
 * When access information ends, in milliseconds since 1970 by the gateway's clock; null where
 * `ctime` is plainly no time. The page gives no unit (cec_07_1280: "expiration time", a string): ten
 * digits are taken as seconds and thirteen as milliseconds.
 */
export function expiryOf(ctime: string | null): number | null {
  const digits = ctime?.trim() ?? ''
  if (!/^\d{10}(\d{3})?$/.test(digits)) return null
  const at = Number(digits) * (digits.length === 10 ? 1000 : 1)
  return at >= from && at < until ? at : null
}
