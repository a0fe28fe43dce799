import * as v from 'valibot'
import { agentId, callId, instant, rowId } from './ids.ts'
import { lengthProofs } from './library.ts'
import { problem } from './problem.ts'

/** Saving one recording to the local disk. */
export const recordingSave = v.variant('state', [
  v.object({ state: v.literal('not-saved') }),
  /** Asked for; it begins when one of the running transfers ends. */
  v.object({ state: v.literal('queued') }),
  v.object({
    state: v.literal('saving'),
    receivedBytes: v.number(),
    totalBytes: v.nullable(v.number()),
    large: v.boolean(),
    startedAt: instant
  }),
  v.object({ state: v.literal('verifying'), receivedBytes: v.number() }),
  v.object({
    state: v.literal('saved'),
    fileName: v.string(),
    bytes: v.number(),
    sha256: v.string(),
    lengthProof: v.picklist(lengthProofs),
    /** True where the recording had not stopped when it was saved: the server may hold more by now. */
    mayHaveGrown: v.boolean(),
    savedAt: instant
  }),
  v.object({ state: v.literal('failed'), problem }),
  v.object({ state: v.literal('cancelled') })
])
export type RecordingSave = v.InferOutput<typeof recordingSave>

/** One recording that the gateway announced while Callside was signed in. */
export const recordingView = v.object({
  recordingId: rowId,
  callId: v.nullable(callId),
  agentId,
  media: v.picklist(['video', 'audio']),
  /** `file` is fetched by its path, `conference` by conference and record id (cec_07_4217). */
  source: v.picklist(['file', 'conference']),
  startedAt: instant,
  stoppedAt: v.nullable(instant),
  /** True where the gateway said that recording failed. */
  failed: v.boolean(),
  save: recordingSave
})
export type RecordingView = v.InferOutput<typeof recordingView>
