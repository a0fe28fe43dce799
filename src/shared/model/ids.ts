import * as v from 'valibot'

/**
 * An agent's number: three to six digits. The vendor's pages give 101–59999, newer ones 101–999999
 * (cec_07_0333); the widest range is accepted and the gateway decides.
 */
export const agentId = v.pipe(
  v.string(),
  v.regex(/^[1-9]\d{2,5}$/),
  v.check((id) => Number(id) >= 101)
)

/** A call id is opaque, e.g. `1552524689-16797284`; at most 64 characters are accepted. */
export const callId = v.pipe(v.string(), v.regex(/^[\w.-]{1,64}$/))

/** The id of a row of ours (a capture, a recording, a profile): a UUID made by main. */
export const rowId = v.pipe(v.string(), v.uuid())

/** A moment, in milliseconds since 1970, by this PC's clock. */
export const instant = v.pipe(v.number(), v.integer(), v.minValue(0))
