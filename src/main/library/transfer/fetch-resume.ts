import type { BodyHead } from '../../gateway/body-head.ts'
import { instantOf } from '../../gateway/body-fields.ts'
import type { KeptPart, Validator } from './file-work.ts'

/** A part below this is fetched again sooner than it is continued. */
export const leastKeptBytes = 1024 * 1024

/** Two changes within one second have the same date; a minute makes the date a proof (RFC 9110, 8.8.2.2). */
const strongAfterMs = 60_000

type Names = Pick<BodyHead, 'etag' | 'lastModified' | 'date'>

/**
 * What names exactly this state of the file, or null: an ETag that is not weak, else a date of
 * change that was a minute old when the server answered, by the server's own clock.
 */
export function strongValidator({ etag, lastModified, date }: Names): Validator | null {
  // Quotes, and between them anything visible that is no quote (RFC 9110, 8.8.3).
  if (etag !== null) return /^"[\x21\x23-\x7e\x80-\xff]*"$/.test(etag) ? { etag } : null
  const changed = instantOf(lastModified ?? '')
  const answered = instantOf(date ?? '')
  if (lastModified === null || changed === null || answered === null) return null
  return answered - changed >= strongAfterMs ? { lastModified } : null
}

export const ifRangeOf = (validator: Validator): string =>
  'etag' in validator ? validator.etag : validator.lastModified

/**
 * What the answer to a request for the rest of a file is. Only a 206 that begins exactly where the
 * part ends, goes to the end of a file of the same length and names the same state `continues` it;
 * a 200 is the whole file, which `begins-anew`; anything else is `unusable`.
 */
export function answerToResume(
  head: BodyHead,
  kept: KeptPart
): 'continues' | 'begins-anew' | 'unusable' {
  if (head.status === 200) return 'begins-anew'
  const { contentRange: range, length } = head
  if (head.status !== 206 || range === null || !sameState(head, kept.validator)) return 'unusable'
  const rest = kept.totalBytes - kept.bytes
  const exact =
    range.first === kept.bytes &&
    range.last === kept.totalBytes - 1 &&
    range.total === kept.totalBytes &&
    (length === null || length === rest)
  return exact ? 'continues' : 'unusable'
}

const sameState = (head: Names, validator: Validator): boolean =>
  'etag' in validator ? head.etag === validator.etag : head.lastModified === validator.lastModified

/** How far a part is that may be continued another time; null where nothing would prove it the same file. */
export function keepable(
  head: BodyHead,
  { bytes, totalBytes }: { bytes: number; totalBytes: number | null }
): KeptPart | null {
  const validator = strongValidator(head)
  // A 206 has shown that the server does ranges, whether it says so or not.
  const ranges = head.acceptsRanges || head.status === 206
  if (validator === null || !ranges || totalBytes === null) return null
  if (bytes < leastKeptBytes || bytes >= totalBytes) return null
  return { bytes, totalBytes, validator }
}

/** Failures that say nothing against the bytes that came before them. */
export const brokenOff: ReadonlySet<string> = new Set([
  'could-not-ask:unreachable',
  'could-not-ask:timeout',
  'could-not-ask:name-unknown',
  'could-not-ask:proxy-unreachable',
  'could-not-ask:proxy-refused',
  'could-not-ask:proxy-credentials',
  'could-not-ask:portal',
  'could-not-ask:stalled',
  'could-not-ask:server-busy',
  'could-not-ask:signed-out',
  'could-not-ask:cancelled',
  'file:truncated',
  'file:locked'
])
