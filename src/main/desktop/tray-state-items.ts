import type { MenuItemConstructorOptions as Item } from 'electron'
import { m } from '../../shared/i18n/index.ts'
import type { AgentStateWish, SignedInAgent } from '../../shared/model/session.ts'
import type { KnownStates } from '../agent-state/agent-states.ts'

export interface StateActions {
  open: () => void
  setState: (to: AgentStateWish) => void
  notReady: (reason: number) => void
  rest: (time: number, cause: number) => void
}

/** A mark, where it holds now. No radio buttons: of those one is always marked, true or not. */
const choice = (label: string, checked: boolean, click: () => void): Item => ({
  ...{ label, type: 'checkbox', checked, click }
})

/** The agent's states, the one that holds now with a mark; disabled where no agent is connected. */
export function statusItem(
  agent: SignedInAgent | null,
  states: KnownStates,
  actions: StateActions
): Item {
  const agentState = agent?.agentState ?? null
  const wish = (to: AgentStateWish, label: string): Item =>
    choice(label, agentState === to, () => {
      actions.setState(to)
    })
  return {
    label: m.desktop_status(),
    enabled: agent !== null,
    submenu: [
      wish('ready', m.desktop_ready()),
      agent === null || states.reasons.length === 0
        ? wish('not-ready', m.desktop_not_ready())
        : { label: m.desktop_not_ready(), submenu: reasonItems(agent, states, actions) },
      wish('after-call-work', m.desktop_after_call_work()),
      restItem(states, actions, agentState === 'rest')
    ]
  }
}

/** The reasons by name, "none" first. */
function reasonItems(
  { agentState, reasonCode }: SignedInAgent,
  { reasons }: KnownStates,
  { setState, notReady }: StateActions
): Item[] {
  const isNotReady = agentState === 'not-ready'
  // The gateway says 0 for "no reason", or nothing.
  const isNone = reasonCode === null || reasonCode === '0'
  return [
    choice(m.desktop_no_reason(), isNotReady && isNone, () => {
      setState('not-ready')
    }),
    ...reasons.map(({ code, name }) =>
      choice(
        m.desktop_reason_named({ name, code: String(code) }),
        isNotReady && reasonCode === String(code),
        () => {
          notReady(code)
        }
      )
    )
  ]
}

/**
 * A rest needs a length, whose unit only the site knows: the agent's last one is offered again, by
 * cause; another is typed in the window.
 */
function restItem(
  { restCauses, restTime }: KnownStates,
  { open, rest }: StateActions,
  resting: boolean
): Item {
  if (restTime === null) return choice(m.desktop_rest(), resting, open)
  const causes = restCauses.filter(({ cause }) => cause !== 0)
  return {
    label: m.desktop_rest_again({ time: String(restTime) }),
    submenu: [
      ...[{ cause: 0, name: m.desktop_no_cause() }, ...causes].map(({ cause, name }) => ({
        label: name.trim() === '' ? String(cause) : name,
        click: () => {
          rest(restTime, cause)
        }
      })),
      { type: 'separator' },
      { label: m.desktop_rest_other(), click: open }
    ]
  }
}
