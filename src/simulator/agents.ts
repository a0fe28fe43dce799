import type { Clock } from './clock.ts'
import type { Emit } from './event-queue.ts'
import type { AgentSeed } from './roster.ts'

/** Agent states as the CMS queries number them (cec_07_2559). */
export const agentState = { out: 2, busy: 3, idle: 4, work: 5, talking: 7, resting: 8 } as const
export type AgentState = (typeof agentState)[keyof typeof agentState]

export interface Agent {
  readonly seed: AgentSeed
  /** `life`: signed in from the start without any client. */
  presence: 'out' | 'client' | 'life'
  state: AgentState
  stateSince: number
  signedInAt: number
  autoAnswer: boolean
  /** Idle after a call; otherwise after-call work. */
  autoEnterIdle: boolean
  /** Set by `resetskill`: without it the queues send no calls. */
  takesQueueCalls: boolean
  /** Reason of a not-ready that was asked for during a call and starts after it. */
  busyAfterCall: string | null
}

export interface Agents {
  all(): readonly Agent[]
  find(agentId: string): Agent | null
  /** Changes the state and sends the event that belongs to it, if one is given. */
  enter(agent: Agent, state: AgentState, event?: StateEvent): void
  /** Told after each change of state, with the state before. Returns the undo. */
  onEntered(hear: (agent: Agent, before: AgentState) => void): () => void
  /** What follows a call: not ready if asked for, after-call work, or idle. */
  afterCall(agent: Agent): void
}

export interface StateEvent {
  type: string
  content?: unknown
}

function createAgent(seed: AgentSeed, now: number): Agent {
  return {
    seed,
    presence: seed.life === undefined ? 'out' : 'life',
    state: seed.life === undefined ? agentState.out : agentState.idle,
    stateSince: now,
    signedInAt: now,
    autoAnswer: true,
    autoEnterIdle: true,
    takesQueueCalls: false,
    busyAfterCall: null
  }
}

export function createAgents(seeds: readonly AgentSeed[], clock: Clock, emit: Emit): Agents {
  const agents = new Map(seeds.map((seed) => [seed.agentId, createAgent(seed, clock.now())]))

  const listeners = new Set<(agent: Agent, before: AgentState) => void>()

  const enter: Agents['enter'] = (agent, state, event) => {
    const before = agent.state
    agent.state = state
    agent.stateSince = clock.now()
    if (event !== undefined) emit(agent.seed.agentId, event.type, event.content)
    for (const hear of listeners) hear(agent, before)
  }

  return {
    all: () => [...agents.values()],
    find: (agentId) => agents.get(agentId) ?? null,
    enter,
    onEntered: (hear) => {
      listeners.add(hear)
      return () => listeners.delete(hear)
    },
    afterCall: (agent) => {
      const reason = agent.busyAfterCall
      agent.busyAfterCall = null
      if (reason !== null) {
        enter(agent, agentState.busy, {
          type: 'AgentState_SetNotReady_Success',
          content: { reason }
        })
      } else if (agent.autoEnterIdle) {
        enter(agent, agentState.idle, { type: 'AgentState_Ready' })
      } else enter(agent, agentState.work, { type: 'AgentState_Work' })
    }
  }
}
