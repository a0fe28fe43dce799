import type { AgentState, AgentStateWish } from '../../shared/model/session.ts'
import {
  cancelBusy,
  cancelRest,
  cancelWork,
  sayBusy,
  sayFree,
  work
} from '../gateway/endpoints/index.ts'
import type { SignedIn } from './signed-in.ts'

/**
 * Sends the call that leads from one state to another: being ready again is a different call for
 * each state that ends (cec_07_1210, cec_07_1212, cec_07_13512).
 */
export async function askForState(
  { agentId, call, ended: signal }: SignedIn,
  now: AgentState,
  to: AgentStateWish
): Promise<void> {
  switch (to) {
    case 'not-ready':
      await call(sayBusy, { agentId, reason: null, prolong: false }, { signal })
      return
    case 'after-call-work':
      await call(work, { agentId }, { signal })
      return
    case 'ready':
      await call(readyCalls[now] ?? sayFree, { agentId }, { signal })
  }
}

const readyCalls: Partial<Record<AgentState, typeof sayFree>> = {
  'not-ready': cancelBusy,
  'after-call-work': cancelWork,
  rest: cancelRest
}
