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
  endedAt: v.nullable(instant)
})
export type CallView = v.InferOutput<typeof callView>

/** A capture and rejoin information exist for H5 video only; where the media is unknown the gateway decides. */
export const mayBeH5Video = (media: CallMedia): boolean =>
  media === 'h5-video' || media === 'unknown'
