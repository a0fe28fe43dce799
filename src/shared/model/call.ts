import * as v from 'valibot'
import { callId, instant } from './ids.ts'

/** What a call carries, from `mediaAbility` (cec_07_1366: 1, 2, 3, 5, 6); anything else is unknown. */
export const callMedia = [
  'voice',
  'video',
  'voice-and-video',
  'text',
  'h5-video',
  'unknown'
] as const
export type CallMedia = (typeof callMedia)[number]

export const callPhases = ['ringing', 'talking', 'held', 'ended'] as const
export type CallPhase = (typeof callPhases)[number]

/** One call of the signed-in agent, known from events since the sign-in. */
export const callView = v.object({
  callId,
  media: v.picklist(callMedia),
  phase: v.picklist(callPhases),
  direction: v.picklist(['in', 'out', 'unknown']),
  caller: v.nullable(v.string()),
  called: v.nullable(v.string()),
  firstSeenAt: instant,
  talkingAt: v.nullable(instant),
  endedAt: v.nullable(instant),
  /** `assistant`: a consultation beside the main call. */
  leg: v.picklist(['main', 'assistant', 'unknown']),
  inConference: v.boolean(),
  /** Found by asking after a sign-in, not told by an event: its media is not known. */
  recovered: v.boolean(),
  /** An H5 video call that ended without this agent hanging up here: it can be rejoined. */
  dropped: v.boolean()
})
export type CallView = v.InferOutput<typeof callView>

/** How a ringing call is refused (cec_07_1253): back into its queue, or ended. */
export const rejectModes = ['requeue', 'release'] as const
export type RejectMode = (typeof rejectModes)[number]

/** A capture and rejoin information exist for H5 video only; where the media is unknown the gateway decides. */
export const mayBeH5Video = (media: CallMedia): boolean =>
  media === 'h5-video' || media === 'unknown'
