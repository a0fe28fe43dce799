import type { AgentState } from '../shared/model/session.ts'
import type { Calls } from './calls/calls.ts'
import type { Session } from './session/session.ts'
import type { Inspector } from './supervision/supervision-deps.ts'

/** Listening starts only for an inspector who is ready and in no call (cec_07_2402). */
export function isIdle(session: Session, calls: Calls): boolean {
  const view = session.view()
  return 'agent' in view && view.agent.agentState === 'ready' && !calls.inCall()
}

/** The signed-in agent as supervision sees it; null where nobody is signed in. */
export function inspectorOf(session: Session): Inspector | null {
  const view = session.view()
  if (!('agent' in view)) return null
  const { agentId, gatewayOrigin, practice, vdnId } = view.agent
  const gateway = practice ? 'practice' : new URL(gatewayOrigin).host
  return { agentId, gateway, vdnId, connected: view.state === 'connected' }
}

/** Whether somebody is signed in who is known to be an inspector. */
export function isInspector(session: Session): boolean {
  const view = session.view()
  return 'agent' in view && view.agent.inspector === 'yes'
}

/** What the signed-in agent is doing, as last told. */
export function stateOf(session: Session): AgentState {
  const view = session.view()
  return 'agent' in view ? view.agent.agentState : 'unknown'
}
