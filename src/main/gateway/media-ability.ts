import type { CallMedia } from '../../shared/model/call.ts'

/** `mediaAbility` of the call events (cec_07_1366); the Talking page leaves out 2. */
const media: ReadonlyMap<string, CallMedia> = new Map([
  ['1', 'voice'],
  ['2', 'video'],
  ['3', 'voice-and-video'],
  ['5', 'text'],
  ['6', 'h5-video']
])

/** A number or its digits; anything else, and any other number, is `unknown`. */
export const callMediaFrom = (mediaAbility: string | null): CallMedia =>
  (mediaAbility === null ? undefined : media.get(mediaAbility.trim())) ?? 'unknown'
