import * as v from 'valibot'
import { agentId, callId, instant, rowId } from './ids.ts'
import { problem } from './problem.ts'

export const captureOutcomes = ['asked', 'accepted', 'refused', 'failed', 'no-answer'] as const
export type CaptureOutcome = (typeof captureOutcomes)[number]

/** Where the picture of an accepted capture is. */
export const capturePicture = v.variant('state', [
  v.object({ state: v.literal('none') }),
  v.object({ state: v.literal('fetching') }),
  v.object({
    state: v.literal('saved'),
    fileName: v.string(),
    bytes: v.number(),
    sha256: v.string(),
    kind: v.picklist(['image/jpeg', 'image/png'])
  }),
  /** The site does not hand it out (or it could not be fetched): it stays on the server. */
  v.object({ state: v.literal('on-server'), problem })
])
export type CapturePicture = v.InferOutput<typeof capturePicture>

/** One request for a picture of the customer, from the asking to its end. */
export const captureView = v.object({
  captureId: rowId,
  callId,
  agentId,
  askedAt: instant,
  outcome: v.picklist(captureOutcomes),
  outcomeAt: v.nullable(instant),
  /** True where the answer came after the row had already said "no answer". */
  late: v.boolean(),
  /** The gateway's path of the picture, e.g. `F:/5/1/20220611/1002/1113201.jpg`. */
  serverPath: v.nullable(v.string()),
  locationId: v.nullable(v.string()),
  picture: capturePicture,
  /** Why the request itself was not taken, where `outcome` is `failed`. */
  problem: v.nullable(problem)
})
export type CaptureView = v.InferOutput<typeof captureView>
