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
  'after-call-work': 'W',
  // As in "break": the R of rest is taken.
  'more-states': 'B'
} as const
export type KeyName = keyof typeof keyOf

const isMac = (userAgent: string): boolean => userAgent.includes('Mac OS')

/** As `aria-keyshortcuts` wants it. */
export const shortcutOf = (name: KeyName, userAgent: string): string =>
  `${isMac(userAgent) ? 'Meta' : 'Control'}+Shift+${keyOf[name]}`

/** The shortcut as this desktop writes it. */
export const shownKey = (name: KeyName, userAgent: string): string =>
  isMac(userAgent) ? `⇧⌘${keyOf[name]}` : `Ctrl+Shift+${keyOf[name]}`

/** How a button shows its key: on hover, and to screen readers. */
export const keyHint = (name: KeyName, userAgent: string) => ({
  title: shownKey(name, userAgent),
  'aria-keyshortcuts': shortcutOf(name, userAgent)
})

/** The part of a `KeyboardEvent` that is looked at. */
export interface Keys {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
  readonly repeat: boolean
  readonly isComposing: boolean
}

/**
 * The letter of a press that may be one of ours; null for any other. It counts in a text field too,
 * for call data is written during the call. On a Mac only ⌘ does: there Ctrl+Shift with A, E, H or
 * N moves and deletes in text, and one of them would hang up. A key that is held down counts once,
 * one that an input method is still composing with never.
 */
export function chordOf(event: Keys, userAgent: string): string | null {
  const { ctrlKey, metaKey } = event
  const isCommand = isMac(userAgent) ? metaKey && !ctrlKey : ctrlKey && !metaKey
  const isOurs = isCommand && event.shiftKey && !event.altKey
  return isOurs && !event.repeat && !event.isComposing ? event.key.toUpperCase() : null
}

/** What that press asks for in these calls; null for nothing. */
export function wishOf(event: Keys, calls: readonly CallView[], userAgent: string): KeyWish | null {
  const key = chordOf(event, userAgent)
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
