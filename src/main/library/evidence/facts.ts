import * as v from 'valibot'
import { agentId, callId, instant, rowId } from '../../../shared/model/ids.ts'
import { lengthProofs } from '../../../shared/model/library.ts'
import { fileExtensions } from '../files/file-name.ts'

const text = (longest: number) => v.pipe(v.string(), v.maxLength(longest))
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** The SHA-256 of some bytes, in lower-case hex. */
export const sha256Text = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))

const remote = v.variant('via', [
  v.object({ via: v.literal('path'), recordId: text(2_048), locationId: v.nullable(text(32)) }),
  v.object({
    via: v.literal('conference'),
    conferenceId: text(256),
    recordId: v.nullable(text(256))
  })
])

/** All that is known of a saved file, but for where it lies. Enough to make its row again. */
export const savedFacts = v.object({
  itemId: rowId,
  agentId,
  callId: v.nullable(callId),
  /** The gateway's host and port, or `practice`. */
  host: text(300),
  media: v.picklist(['video', 'audio', 'picture']),
  /** What the gateway was asked for; null where that is not known any more. */
  remote: v.nullable(remote),
  /** What tells whether two events speak of the same recording. */
  key: text(8_192),
  taskId: v.nullable(text(2_048)),
  knownBy: v.picklist(['event', 'record-id', 'evidence']),
  /** When the gateway's events came, by this PC's clock. */
  startedAt: instant,
  stoppedAt: v.nullable(instant),
  /** True where the gateway said that recording failed. */
  failed: v.boolean(),
  /** When saving was asked for. */
  requestedAt: instant,
  savedAt: instant,
  bytes: count,
  /** Of the bytes as they came, computed while they came. */
  sha256: sha256Text,
  kind: v.picklist(fileExtensions),
  lengthProof: v.picklist(lengthProofs),
  /** True where the recording had not stopped when it was saved. */
  mayHaveGrown: v.boolean(),
  tries: count,
  /** True where bytes of an earlier try could not be used. */
  startedAgain: v.boolean()
})
export type SavedFacts = v.InferOutput<typeof savedFacts>

/**
 * What is written down about one saved file. No Guid, no call data and no caller's number is ever
 * among it: every field is named here, and the writer writes no other.
 */
export interface EvidenceFacts extends SavedFacts {
  readonly folder: string
  readonly fileName: string
}
