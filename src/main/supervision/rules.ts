import type { ErrorCode } from '../../shared/errors.ts'
import type { Knowledge, SupervisedAgent } from '../../shared/model/supervision.ts'
import { inCall } from './checklist.ts'
import { mayIntercept, mayStop, type SupervisionState } from './supervision-state.ts'

export interface InterceptQuestion {
  /** The inspector who asks; null where it cannot be oneself any more. */
  agentId: string | null
  /** The agent whose customer would be taken over. */
  workNo: string
  state: SupervisionState
  right: Knowledge
  /** The agent as last told; null where the list does not have them. */
  agent: SupervisedAgent | null
  /** An operation's answer is awaited. */
  outstanding: boolean
}

/**
 * Why an intercept is not sent, or null where it may be. It needs listening, inserting or
 * whispering on that agent (cec_07_2403), who is in a call and of the same VDN; oneself is refused
 * by the gateway with 000-005; video calls cannot be supervised. What is not known the gateway
 * decides.
 */
export function whyNotIntercept(question: InterceptQuestion): ErrorCode | null {
  const { agentId, workNo, state, right, agent, outstanding } = question
  if (workNo === agentId) return 'not-now:intercept-oneself'
  if (right === 'no') return 'not-now:not-inspector'
  if (state.stage === 'idle' || state.workNo !== workNo) return 'not-now:not-listening'
  if (outstanding || isUnsettled(state)) return 'not-now:supervision-outstanding'
  if (!mayIntercept(state)) return 'not-now:not-listening'
  if (agent?.sameVdn === 'no') return 'not-now:other-vdn'
  if (agent?.videoCall === 'yes') return 'not-now:intercept-video-call'
  return inCall(agent, state.since) === 'no' ? 'not-now:agent-not-in-call' : null
}

/** Something was sent whose result is still to come, or was never learned. */
function isUnsettled(state: SupervisionState): boolean {
  if (state.stage === 'active') return state.switching || state.stopping !== 'no'
  return state.stage === 'intercepting' || state.stage === 'outcome-unknown'
}

export interface BeginQuestion {
  agentId: string
  workNo: string
  state: SupervisionState
  right: Knowledge
  /** Whether the inspector is ready and without a call. */
  inspectorIdle: boolean
  outstanding: boolean
}

/** Why listening (inserting, whispering) is not asked for, or null (cec_07_2401, 2402, 2412). */
export function whyNotBegin(question: BeginQuestion): ErrorCode | null {
  if (question.workNo === question.agentId) return 'not-now:intercept-oneself'
  if (question.right === 'no') return 'not-now:not-inspector'
  const isFree = question.state.stage === 'idle' && question.inspectorIdle
  if (!isFree) return 'not-now:inspector-busy'
  return question.outstanding ? 'not-now:supervision-outstanding' : null
}

/** Why a stop is not sent, or null: nothing to stop, or an answer is still to come. */
export function whyNotStop(state: SupervisionState, outstanding: boolean): ErrorCode | null {
  if (mayStop(state)) return outstanding ? 'not-now:supervision-outstanding' : null
  const isOver = state.stage === 'idle' || state.stage === 'customer'
  return isOver ? 'not-now:not-listening' : 'not-now:supervision-outstanding'
}

/** Why a change between listening, inserting and whispering is not sent, or null. */
export function whyNotSwitch(state: SupervisionState, outstanding: boolean): ErrorCode | null {
  if (mayIntercept(state)) return outstanding ? 'not-now:supervision-outstanding' : null
  return isUnsettled(state) ? 'not-now:supervision-outstanding' : 'not-now:not-listening'
}
