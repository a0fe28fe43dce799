import type { ErrorCode } from '../../shared/errors.ts'
import type { SupervisedAgent } from '../../shared/model/supervision.ts'
import { mayIntercept, mayStop, type SupervisionState } from './supervision-state.ts'

export interface InterceptQuestion {
  /** The inspector who asks; null where it cannot be oneself any more. */
  agentId: string | null
  /** The agent whose customer would be taken over. */
  workNo: string
  state: SupervisionState
  videoCall: SupervisedAgent['videoCall']
}

/**
 * Why an intercept is not sent, or null where it may be. It needs listening, inserting or
 * whispering on that agent (cec_07_2403); oneself is refused by the gateway with 000-005; video
 * calls cannot be supervised. Where the media is not known the gateway decides.
 */
export function whyNotIntercept(question: InterceptQuestion): ErrorCode | null {
  const { agentId, workNo, state, videoCall } = question
  if (workNo === agentId) return 'not-now:intercept-oneself'
  if (state.stage === 'idle' || state.workNo !== workNo) return 'not-now:not-listening'
  if (isOutstanding(state)) return 'not-now:supervision-outstanding'
  if (!mayIntercept(state)) return 'not-now:not-listening'
  return videoCall === 'yes' ? 'not-now:intercept-video-call' : null
}

/** Something was sent whose result is still to come, or was never learned. */
function isOutstanding(state: SupervisionState): boolean {
  if (state.stage === 'active') return state.switching || state.stopping !== 'no'
  return state.stage === 'intercepting' || state.stage === 'outcome-unknown'
}

export interface BeginQuestion {
  agentId: string
  workNo: string
  state: SupervisionState
  right: 'yes' | 'no' | 'unknown'
  /** Whether the inspector is ready and without a call. */
  inspectorIdle: boolean
}

/** Why listening (inserting, whispering) is not asked for, or null (cec_07_2401, 2402, 2412). */
export function whyNotBegin(question: BeginQuestion): ErrorCode | null {
  if (question.workNo === question.agentId) return 'not-now:intercept-oneself'
  if (question.right === 'no') return 'not-now:not-inspector'
  const isFree = question.state.stage === 'idle' && question.inspectorIdle
  return isFree ? null : 'not-now:inspector-busy'
}

/** Why a stop is not sent, or null: nothing to stop, or its answer is still to come. */
export function whyNotStop(state: SupervisionState): ErrorCode | null {
  if (mayStop(state)) return null
  const isOver = state.stage === 'idle' || state.stage === 'customer'
  return isOver ? 'not-now:not-listening' : 'not-now:supervision-outstanding'
}

/** Why a change between listening, inserting and whispering is not sent, or null. */
export function whyNotSwitch(state: SupervisionState): ErrorCode | null {
  if (mayIntercept(state)) return null
  return isOutstanding(state) ? 'not-now:supervision-outstanding' : 'not-now:not-listening'
}
