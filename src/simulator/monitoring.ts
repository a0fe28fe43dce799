import type { Agent, Agents, AgentState } from './agents.ts'
import { agentState } from './agents.ts'
import type { Calls } from './calls.ts'
import type { Emit } from './event-queue.ts'

/** Telling inspectors of agents' states: `QC_AgentState_Notify` (cec_07_1393). */
export interface Monitoring {
  /** A refusal as retcode, or null when the request was accepted. */
  begin(inspector: Agent, workNos: readonly string[]): string | null
  end(inspector: Agent, workNos: readonly string[]): string | null
}

interface Deps {
  agents: Agents
  calls: Calls
  emit: Emit
}

/** `Login` and `Logout` are documented, the others are names in a vendor client. */
const subtypes: Readonly<Record<AgentState, string>> = {
  [agentState.out]: 'Logout',
  [agentState.busy]: 'Busy',
  [agentState.idle]: 'Idle',
  [agentState.work]: 'Work',
  [agentState.talking]: 'Active',
  [agentState.resting]: 'Rest'
}

export function createMonitoring({ agents, calls, emit }: Deps): Monitoring {
  /** Whom each inspector is told of, by the inspector's agent id. */
  const watched = new Map<string, Set<string>>()

  const tell = (agent: Agent, subtype: string): void => {
    const { agentId, name } = agent.seed
    for (const [inspectorId, workNos] of watched) {
      if (!workNos.has(agentId)) continue
      emit(inspectorId, 'QC_AgentState_Notify', {
        ...{ subtype: `QC_AgentState_${subtype}`, monitoredagent: agentId, agentname: name },
        mediaserver: 'CtiServer'
      })
    }
  }

  agents.onEntered((agent, before) => {
    if (agent.state === agentState.out) watched.delete(agent.seed.agentId)
    else if (before === agentState.out) tell(agent, 'Login')
    if (agent.state !== before) tell(agent, subtypes[agent.state])
  })
  calls.onAnswered((call) => {
    const agent = agents.find(call.agentId)
    if (agent !== null && call.media === 'h5') tell(agent, 'LiveVideoBegin')
  })

  return {
    begin: (inspector, workNos) => {
      if (inspector.seed.inspector !== true) return '900-002'
      if (workNos.some((workNo) => agents.find(workNo) === null)) return '900-004'
      const { agentId } = inspector.seed
      watched.set(agentId, new Set([...(watched.get(agentId) ?? []), ...workNos]))
      return null
    },
    end: (inspector, workNos) => {
      if (inspector.seed.inspector !== true) return '900-002'
      for (const workNo of workNos) watched.get(inspector.seed.agentId)?.delete(workNo)
      return null
    }
  }
}
