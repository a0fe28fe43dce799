import type { CallView } from '../../../../shared/model/call.ts'

/** How long an ended call stays on the desk: time to rejoin a dropped video, not to forget one. */
export const justEndedMs = 5 * 60_000

/** Which call the agent pointed at, and when. */
export interface Chosen {
  readonly callId: string
  readonly at: number
}

export const isLive = (call: CallView): boolean => call.phase !== 'ended'

const byPhase = { talking: 0, held: 1, ringing: 2, ended: 3 } as const

/** The calls that can be worked on now, the most pressing first: live ones, and what just ended. */
export function callsOnDesk(calls: readonly CallView[], now: number): readonly CallView[] {
  return calls
    .filter((call) => isLive(call) || now - (call.endedAt ?? 0) < justEndedMs)
    .toSorted((a, b) => byPhase[a.phase] - byPhase[b.phase] || b.firstSeenAt - a.firstSeenAt)
}

/**
 * The call that the screen and the shortcut mean. A choice holds until its call ends, or, where it
 * had ended before, until another call arrives.
 */
export function currentCall(desk: readonly CallView[], chosen: Chosen | null): CallView | null {
  const wanted = desk.find((call) => call.callId === chosen?.callId)
  if (wanted !== undefined && chosen !== null && stillMeant(desk, wanted, chosen)) return wanted
  return desk[0] ?? null
}

function stillMeant(desk: readonly CallView[], wanted: CallView, { at }: Chosen): boolean {
  if (isLive(wanted)) return true
  const endedSince = (wanted.endedAt ?? 0) > at
  return !endedSince && !desk.some((call) => isLive(call) && call.firstSeenAt > at)
}

/** The newest call that has ended, or null. */
export const lastCall = (calls: readonly CallView[]): CallView | null =>
  calls
    .filter((call) => !isLive(call))
    .toSorted((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))[0] ?? null

/** When the call's clock began: at the talk, or at the ringing while nobody has answered. */
const countedFrom = (call: CallView): number => call.talkingAt ?? call.firstSeenAt

/** How long the call has lasted, in milliseconds; for an ended one how long it did. */
export const lengthOfCall = (call: CallView, now: number): number =>
  (call.endedAt ?? now) - countedFrom(call)

/**
 * Hanging up releases the call that the agent talks on, whichever is shown. So it is offered for
 * that one, and for a held one only where there is no other.
 */
export function canHangUp(call: CallView, calls: readonly CallView[]): boolean {
  if (call.phase === 'talking') return true
  return call.phase === 'held' && calls.filter(isLive).length === 1
}
