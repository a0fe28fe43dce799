import type { GatewayEvent } from '../gateway/gateway-event.ts'
import type { SupervisionState, SupervisionStep } from './supervision-state.ts'

type EventType = Extract<
  SupervisionStep,
  { type: 'phone-alive' | 'busy' | 'talking' | 'over' }
>['type']

const phoneSteps: Readonly<Record<string, EventType>> = {
  alerting: 'phone-alive',
  'off-hook': 'phone-alive',
  released: 'over'
}

const agentStateSteps: Readonly<Record<string, EventType>> = {
  'in-call': 'busy',
  ready: 'over',
  'after-call-work': 'over'
}

/** What an event means for the inspector's supervision; null where it means nothing. */
export function stepOf(event: GatewayEvent, state: SupervisionState): EventType | null {
  switch (event.type) {
    case 'phone':
      return phoneSteps[event.state] ?? null
    case 'agent-state':
      return agentStateSteps[event.change] ?? null
    case 'talking':
      return 'talking'
    case 'inspection':
      return endsInspection(event, state) ? 'over' : null
    default:
      return null
  }
}

/**
 * AgentOther_BeQcStop is meant for the inspected agent (cec_07_0543), the pages on stopping list it
 * for the inspector too (cec_07_2404). It counts only while listening, inserting or whispering: an
 * intercept ends the inspection as well, and is told by its own events.
 */
const endsInspection = (
  event: Extract<GatewayEvent, { type: 'inspection' }>,
  state: SupervisionState
): boolean => !event.begun && state.stage === 'active' && event.inspector === state.workNo
