import type { MenuItemConstructorOptions } from 'electron'
import { m } from '../../shared/i18n/index.ts'
import { mayBeH5Video, type CallView } from '../../shared/model/call.ts'
import type { CaptureView } from '../../shared/model/capture.ts'
import type { LibraryItem } from '../../shared/model/library.ts'
import type { SessionView } from '../../shared/model/session.ts'
import type { KnownStates } from '../agent-state/agent-states.ts'
import { callItems, type CallStep } from './tray-call-items.ts'
import { statusItem, type StateActions } from './tray-state-items.ts'

/** What the tray shows is a function of this and nothing else. */
export interface TrayState {
  /** Milliseconds since 1970. */
  now: number
  session: SessionView
  states: KnownStates
  /** The newest live call, or null. */
  call: CallView | null
  captures: readonly CaptureView[]
  /** The video that "save the last video" means; null where there is none. */
  unsavedVideo: LibraryItem | null
}

/** The commands behind the items: the same as those of the buttons. */
export interface TrayActions extends StateActions {
  capture: (callId: string) => void
  saveVideo: (itemId: string) => void
  inCall: (step: CallStep, callId: string) => void
  signOut: () => void
  quit: () => void
}

export type TrayIconName = 'connected' | 'reconnecting' | 'signed-out' | 'practice'

/**
 * The menu of the tray. What cannot be done now is shown disabled, in its place: items never move,
 * since the menu may be open when the state changes, and *Hang up* must not come under the pointer.
 */
export function trayMenu(state: TrayState, actions: TrayActions): MenuItemConstructorOptions[] {
  const { session, call } = state
  const connected = session.state === 'connected'
  const agent = connected ? session.agent : null
  return [
    { label: trayTooltip(session, state.now), enabled: false },
    { type: 'separator' },
    { label: m.desktop_open(), click: actions.open },
    statusItem(agent, state.states, actions),
    ...artefactItems(state, actions),
    { type: 'separator' },
    ...callItems(connected ? call : null, actions),
    { type: 'separator' },
    { label: m.desktop_sign_out(), enabled: connected, click: actions.signOut },
    { label: m.desktop_quit(), click: actions.quit }
  ]
}

/** A picture of the customer, and the last video. */
function artefactItems(
  { session, call, captures, unsavedVideo: video }: TrayState,
  actions: TrayActions
): MenuItemConstructorOptions[] {
  const connected = session.state === 'connected'
  return [
    {
      label: m.desktop_capture(),
      enabled: connected && call !== null && canCapture(call, captures),
      click: () => {
        if (call !== null) actions.capture(call.callId)
      }
    },
    {
      label: m.desktop_save_last_video(),
      enabled: connected && video !== null,
      click: () => {
        if (video !== null) actions.saveVideo(video.itemId)
      }
    }
  ]
}

export function trayIcon(session: SessionView): TrayIconName {
  switch (session.state) {
    case 'connected':
      return session.agent.practice ? 'practice' : 'connected'
    case 'reconnecting':
    case 'switching-over':
      return 'reconnecting'
    case 'signed-out':
    case 'signing-in':
    case 'signing-out':
      return 'signed-out'
  }
}

/** The one line that says how things are, the same in menu and tooltip. */
export function trayTooltip(session: SessionView, now: number): string {
  switch (session.state) {
    case 'signed-out':
      return session.reason === 'taken-over'
        ? m.desktop_state_taken_over()
        : m.desktop_state_signed_out()
    case 'signing-in':
      return m.desktop_state_signing_in({ agent: session.agentId })
    case 'connected':
      return session.agent.practice
        ? m.desktop_state_practice()
        : m.desktop_state_connected({ agent: session.agent.agentId })
    case 'reconnecting':
      return reconnectingLine(session, now)
    case 'switching-over':
      return m.desktop_state_switching_over({ agent: session.agent.agentId })
    case 'signing-out':
      return m.desktop_state_signing_out()
  }
}

/** The sign-out clock in steps of this long: a menu that is open should not be rebuilt each second. */
export const trayClockStepMs = 10_000

function reconnectingLine(
  { agent: { agentId: agent }, signedOutAt }: Extract<SessionView, { state: 'reconnecting' }>,
  now: number
): string {
  const left = signedOutAt - now
  if (left <= 0) return m.desktop_state_probably_out({ agent })
  const seconds = (Math.ceil(left / trayClockStepMs) * trayClockStepMs) / 1_000
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  return m.desktop_state_reconnecting_until({ agent, time })
}

function canCapture(call: CallView, captures: readonly CaptureView[]): boolean {
  const outstanding = captures.some(
    (capture) => capture.callId === call.callId && capture.outcome === 'asked'
  )
  return mayBeH5Video(call.media) && call.phase === 'talking' && !outstanding
}
