import type { CallView } from '../../../../shared/model/call.ts'
import type { AgentStateWish } from '../../../../shared/model/session.ts'

/** What a key press means: a step in the call, or a state of the agent. */
export type KeyWish =
  | { readonly step: 'answer' | 'hold' | 'retrieve' | 'reject'; readonly callId: string }
  | { readonly step: 'release' }
  | { readonly step: 'state'; readonly to: AgentStateWish }

/** Each with Ctrl or Cmd and Shift. Named by the first letter where that is free. */
export const keyOf = {
  answer: 'A',
  reject: 'X',
  hold: 'H',
  release: 'E',
  ready: 'Y',
  'not-ready': 'N',
  'after-call-work': 'W'
} as const
export type KeyName = keyof typeof keyOf

/** As `aria-keyshortcuts` wants it. */
export const shortcutOf = (name: KeyName): string =>
  `Control+Shift+${keyOf[name]} Meta+Shift+${keyOf[name]}`

/** The shortcut as this desktop writes it. */
export const shownKey = (name: KeyName, userAgent: string): string =>
  userAgent.includes('Mac OS') ? `⇧⌘${keyOf[name]}` : `Ctrl+Shift+${keyOf[name]}`

/** The part of a `KeyboardEvent` that is looked at. */
interface Keys {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
  readonly repeat: boolean
}

/** What that press asks for in these calls; null for nothing. A key that is held down asks once. */
export function wishOf(event: Keys, calls: readonly CallView[]): KeyWish | null {
  const isOurs = event.shiftKey && event.ctrlKey !== event.metaKey && !event.altKey
  if (!isOurs || event.repeat) return null
  const key = event.key.toUpperCase()
  const newest = (phase: CallView['phase']) => calls.findLast((call) => call.phase === phase)
  const ringing = newest('ringing')
  const talking = newest('talking')
  const held = newest('held')
  switch (key) {
    case keyOf.answer:
      return ringing === undefined ? null : { step: 'answer', callId: ringing.callId }
    case keyOf.reject:
      return ringing === undefined ? null : { step: 'reject', callId: ringing.callId }
    case keyOf.hold:
      if (talking !== undefined) return { step: 'hold', callId: talking.callId }
      return held === undefined ? null : { step: 'retrieve', callId: held.callId }
    case keyOf.release:
      return talking === undefined ? null : { step: 'release' }
    case keyOf.ready:
      return { step: 'state', to: 'ready' }
    case keyOf['not-ready']:
      return { step: 'state', to: 'not-ready' }
    case keyOf['after-call-work']:
      return { step: 'state', to: 'after-call-work' }
    default:
      return null
  }
}
