import type { Knowledge, SupervisedAgent, SupervisionView } from '../../shared/model/supervision.ts'
import type { SupervisionState } from './supervision-state.ts'

type Checks = NonNullable<SupervisionView['current']>['checks']

export interface CheckQuestion {
  state: Exclude<SupervisionState, { stage: 'idle' }>
  /** The inspector's own number; null where nobody is signed in any more. */
  agentId: string | null
  /** Whether the gateway answers now. */
  connected: boolean
  right: Knowledge
  /** The agent as last told; null where the list does not have them. */
  agent: SupervisedAgent | null
}

/** What an intercept needs and what is known of each (cec_07_2403, cec_07_0437). Never a guess. */
export function checklist(question: CheckQuestion): Checks {
  const { state, agentId, connected, right, agent } = question
  return [
    { check: 'signed-in', answer: yesIf(connected) },
    { check: 'inspector-right', answer: right },
    { check: 'same-vdn', answer: agent?.sameVdn ?? 'unknown' },
    { check: 'on-call', answer: yesIf(state.stage === 'active') },
    { check: 'not-oneself', answer: yesIf(agentId !== state.workNo) },
    { check: 'voice-call', answer: opposite[agent?.videoCall ?? 'unknown'] },
    { check: 'agent-in-call', answer: inCall(agent, state.since) }
  ]
}

/**
 * Whether the agent is in a call. A state that was told before the inspector came onto the call may
 * be the one from before it: then it is not known.
 */
export function inCall(agent: SupervisedAgent | null, since: number): Knowledge {
  if (agent === null || agent.agentState === 'unknown') return 'unknown'
  if (agent.agentState === 'in-call') return 'yes'
  return agent.seenAt > since ? 'no' : 'unknown'
}

const yesIf = (condition: boolean): Knowledge => (condition ? 'yes' : 'no')

const opposite: Readonly<Record<Knowledge, Knowledge>> = {
  yes: 'no',
  no: 'yes',
  unknown: 'unknown'
}
