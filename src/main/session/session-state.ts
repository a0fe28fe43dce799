import type { Problem } from '../../shared/model/problem.ts'
import type {
  AgentState,
  SessionView,
  SignedInAgent,
  SignInStep
} from '../../shared/model/session.ts'

/** What can happen to a session. `at` is this PC's clock. */
export type SessionEvent =
  | { type: 'sign-in-asked'; agentId: string; gatewayName: string }
  | { type: 'step-begun'; step: SignInStep }
  | { type: 'signed-in'; agent: SignedInAgent }
  | { type: 'sign-in-failed'; problem: Problem | null }
  | { type: 'poll-failed'; problem: Problem; lastAnswerAt: number }
  | { type: 'poll-answered' }
  | { type: 'agent-state-told'; agentState: AgentState; reasonCode: string | null; at: number }
  | { type: 'inspector-right-told'; inspector: SignedInAgent['inspector'] }
  | { type: 'sign-out-asked' }
  | { type: 'sign-out-refused' }
  | { type: 'signed-out' }
  | { type: 'ended-by-gateway'; problem: Problem | null }

export const signedOut: SessionView = { state: 'signed-out', reason: 'not-yet', problem: null }

/**
 * The session as an agent sees it. Pure.
 *
 *     signed-out ─sign-in-asked▶ signing-in ─signed-in▶ connected
 *     signing-in ─sign-in-failed▶ signed-out
 *     connected ─poll-failed▶ reconnecting ─poll-answered▶ connected
 *     connected, reconnecting ─sign-out-asked▶ signing-out ─signed-out▶ signed-out
 *     signing-out ─sign-out-refused▶ connected
 *     connected, reconnecting, signing-out ─ended-by-gateway▶ signed-out
 *
 * An event that does not fit the state is dropped: answers of an ended sign-in still arrive.
 */
export function advance(now: SessionView, event: SessionEvent): SessionView {
  switch (now.state) {
    case 'signed-out':
      return event.type === 'sign-in-asked' ? begun(event) : now
    case 'signing-in':
      return advanceSigningIn(now, event)
    case 'connected':
    case 'reconnecting':
    case 'signing-out':
      return advanceSignedIn(now, event)
  }
}

type SigningIn = Extract<SessionView, { state: 'signing-in' }>
type WithAgent = Extract<SessionView, { agent: SignedInAgent }>

const begun = (event: Extract<SessionEvent, { type: 'sign-in-asked' }>): SigningIn => ({
  state: 'signing-in',
  step: 'signing-in',
  agentId: event.agentId,
  gatewayName: event.gatewayName
})

function advanceSigningIn(now: SigningIn, event: SessionEvent): SessionView {
  switch (event.type) {
    case 'step-begun':
      return event.step === now.step ? now : { ...now, step: event.step }
    case 'signed-in':
      return { state: 'connected', agent: event.agent }
    case 'sign-in-failed':
      return { state: 'signed-out', reason: 'failed', problem: event.problem }
    default:
      return now
  }
}

function advanceSignedIn(now: WithAgent, event: SessionEvent): SessionView {
  const { agent } = now
  switch (event.type) {
    case 'poll-failed':
      return now.state === 'signing-out'
        ? now
        : { state: 'reconnecting', agent, lastAnswerAt: event.lastAnswerAt, problem: event.problem }
    case 'poll-answered':
      return now.state === 'reconnecting' ? { state: 'connected', agent } : now
    case 'agent-state-told':
      return { ...now, agent: withState(agent, event) }
    case 'inspector-right-told':
      return { ...now, agent: { ...agent, inspector: event.inspector } }
    case 'sign-out-asked':
      return { state: 'signing-out', agent }
    case 'sign-out-refused':
      return now.state === 'signing-out' ? { state: 'connected', agent } : now
    case 'signed-out':
      return { state: 'signed-out', reason: 'asked', problem: null }
    case 'ended-by-gateway':
      return { state: 'signed-out', reason: endOf(event.problem), problem: event.problem }
    default:
      return now
  }
}

/** Another certificate than the confirmed one ends a session too; it is not the gateway's doing. */
const endOf = (problem: Problem | null): 'certificate-changed' | 'ended-by-gateway' =>
  problem?.code === 'could-not-ask:certificate-changed' ? 'certificate-changed' : 'ended-by-gateway'

/** A state told again keeps its beginning. */
function withState(
  agent: SignedInAgent,
  told: Extract<SessionEvent, { type: 'agent-state-told' }>
): SignedInAgent {
  const same = told.agentState === agent.agentState
  return {
    ...agent,
    agentState: told.agentState,
    reasonCode: told.reasonCode,
    agentStateSince: same ? agent.agentStateSince : told.at
  }
}
