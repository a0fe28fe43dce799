import type { Keys } from '../call-keys.ts'
import { mayBeH5Video, type CallView } from '../../../../../shared/model/call.ts'
import type { RejoinView } from '../../../../../shared/model/rejoin.ts'
import { callsOnDesk, isLive } from '../calls-on-desk.ts'

/** As `aria-keyshortcuts` wants it. */
export const rejoinKeys = 'Control+Shift+R Meta+Shift+R'

/** The shortcut as this desktop writes it. */
export const rejoinShortcut = (userAgent: string): string =>
  userAgent.includes('Mac OS') ? '⇧⌘R' : 'Ctrl+Shift+R'

/** Whether that key press asks for rejoin information. A key that is held down asks once. */
export const asksToRejoin = (event: Omit<Keys, 'isComposing'>): boolean =>
  event.key.toLowerCase() === 'r' &&
  event.shiftKey &&
  event.ctrlKey !== event.metaKey &&
  !event.altKey &&
  !event.repeat

/** The call that the shortcut means: the one that dropped last, else a video call that is on. */
export function callToRejoin(calls: readonly CallView[], now: number): CallView | null {
  const desk = callsOnDesk(calls, now)
  const dropped = desk
    .filter((call) => call.dropped)
    .toSorted((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))
  return dropped[0] ?? desk.find((call) => isLive(call) && mayBeH5Video(call.media)) ?? null
}

/** The newer of what was fetched here and what main holds. */
export function newestOf(one: RejoinView | null, other: RejoinView | null): RejoinView | null {
  if (one === null || other === null) return one ?? other
  return other.fetchedAt > one.fetchedAt ? other : one
}

/** How long it is still good for, in milliseconds; null where the gateway did not say. */
export const leftOf = ({ expiresAt }: RejoinView, now: number): number | null =>
  expiresAt === null ? null : Math.max(0, expiresAt - now)
