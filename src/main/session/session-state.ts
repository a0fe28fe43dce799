import type { Problem } from '../../shared/model/problem.ts'
import type {
  AgentState,
  SessionView,
  SignedInAgent,
  SignedOutReason,
  SignInStep
} from '../../shared/model/session.ts'

/** How long the gateway has not been heard, all in milliseconds since 1970 by this PC's clock. */
export interface Silence {
  at: number
  lastAnswerAt: number
  /** The last answer and the time after which the gateway signs a silent agent out. */
  signedOutAt: number
}

/** What can happen to a session. `at` is this PC's clock. */
export type SessionEvent =
  | { type: 'sign-in-asked'; agentId: string; gatewayName: string }
  | { type: 'step-begun'; step: SignInStep }
  | { type: 'signed-in'; agent: SignedInAgent }
  | { type: 'sign-in-failed'; problem: Problem | null }
  | { type: 'poll-failed'; problem: Problem; inARow: number; silence: Silence }
  | { type: 'woke'; silence: Silence }
  | { type: 'poll-answered' }
  | { type: 'agent-state-told'; agentState: AgentState; reasonCode: string | null; at: number }
  | { type: 'inspector-right-told'; inspector: SignedInAgent['inspector'] }
  | { type: 'sign-out-asked' }
  | { type: 'sign-out-refused' }
  | { type: 'signed-out' }
  | { type: 'ended-by-gateway'; reason: SignedOutReason; problem: Problem | null }

export const signedOut: SessionView = { state: 'signed-out', reason: 'not-yet', problem: null }

/** One poll may fail by chance (a kept connection that the other side has just closed); two do not. */
const failuresToTell = 2

/** Refusals of a poll that mean: the agent is on the way to another server (cec_07_0580). */
const switching = new Set(['000-004', '105-002', '105-003', '105-004'])

/**
 * The session as an agent sees it. Pure.
 *
 *     signed-out ─sign-in-asked▶ signing-in ─signed-in▶ connected
 *     signing-in ─sign-in-failed▶ signed-out (failed)
 *     connected ─poll-failed twice, woke▶ reconnecting ─poll-answered▶ connected
 *     connected, reconnecting ─poll-failed (being moved)▶ switching-over ─poll-answered▶ connected
 *     connected, reconnecting, switching-over ─sign-out-asked▶ signing-out
 *     signing-out ─signed-out, ended-by-gateway▶ signed-out (asked)
 *     connected, reconnecting, switching-over ─signed-out▶ signed-out (asked; Windows logs off)
 *     signing-out ─sign-out-refused▶ connected
 *     connected, reconnecting, switching-over ─ended-by-gateway▶ signed-out (its reason)
 *
 * Reconnecting remembers since when, and until when the gateway waits; switching over lasts until
 * the gateway answers or says that it failed. An event that does not fit the state is dropped:
 * answers of an ended sign-in still arrive.
 */
export function advance(now: SessionView, event: SessionEvent): SessionView {
  switch (now.state) {
    case 'signed-out':
      return event.type === 'sign-in-asked' ? begun(event) : now
    case 'signing-in':
      return advanceSigningIn(now, event)
    default:
      return advanceSignedIn(now, event)
  }
}

type Of<T extends SessionEvent['type']> = Extract<SessionEvent, { type: T }>
type SigningIn = Extract<SessionView, { state: 'signing-in' }>
type WithAgent = Extract<SessionView, { agent: SignedInAgent }>

const begun = (event: Of<'sign-in-asked'>): SigningIn => ({
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
      return pollFailed(now, event)
    case 'woke':
      return now.state === 'connected' ? reconnecting(now, event.silence, null) : now
    case 'poll-answered':
      return isWaiting(now) ? { state: 'connected', agent } : now
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
      return ended(now, event)
    default:
      return now
  }
}

/** Being moved is known until an answer says otherwise, also where the servers fall silent meanwhile. */
function pollFailed(now: WithAgent, { problem, inARow, silence }: Of<'poll-failed'>): SessionView {
  if (now.state === 'signing-out') return now
  if (now.state === 'switching-over') return { ...now, problem }
  if (switching.has(problem.retcode ?? '')) {
    return { state: 'switching-over', agent: now.agent, since: silence.at, problem }
  }
  const isTold = now.state === 'reconnecting' || inARow >= failuresToTell
  return isTold ? reconnecting(now, silence, problem) : now
}

function reconnecting(now: WithAgent, silence: Silence, problem: Problem | null): SessionView {
  const since = now.state === 'reconnecting' ? now.since : silence.at
  const { lastAnswerAt, signedOutAt } = silence
  return { state: 'reconnecting', agent: now.agent, since, lastAnswerAt, signedOutAt, problem }
}

/** The poll may hear of a sign-out before the sign-out's own answer comes: that is no news. */
function ended(now: WithAgent, { reason, problem }: Of<'ended-by-gateway'>): SessionView {
  return now.state === 'signing-out'
    ? { state: 'signed-out', reason: 'asked', problem: null }
    : { state: 'signed-out', reason, problem }
}

/** True where the gateway is waited for: nothing is sent to it but polls. */
export const isWaiting = ({ state }: SessionView): boolean =>
  state === 'reconnecting' || state === 'switching-over'

/** A state told again keeps its beginning. */
function withState(agent: SignedInAgent, told: Of<'agent-state-told'>): SignedInAgent {
  const same = told.agentState === agent.agentState
  return {
    ...agent,
    agentState: told.agentState,
    reasonCode: told.reasonCode,
    agentStateSince: same ? agent.agentStateSince : told.at
  }
}
