import type { Agent, Agents } from './agents.ts'
import { agentState } from './agents.ts'
import type { Calls } from './calls.ts'
import type { Clock } from './clock.ts'
import type { Emit } from './event-queue.ts'
import type { Session, Sessions } from './sessions.ts'
import type { Supervision } from './supervision.ts'

/** Choices of a sign-in that matter to the gateway. */
export interface SignInChoices {
  status: 3 | 4 | 5
  autoAnswer: boolean
  autoEnterIdle: boolean
  push: boolean
}

/** Agents coming and going, with everything that hangs on it. */
export interface Presence {
  /** A session that was there before ends without a word: its next poll says 100-006. */
  signIn(agent: Agent, choices: SignInChoices): Session
  /** @param announced the client still gets `AgentOther_ShutdownService` with its next poll. */
  signOut(agent: Agent, announced?: boolean): void
  /** Told after each sign-in of a client. Returns the undo. */
  onSignedIn(hear: (agent: Agent) => void): () => void
}

interface Deps {
  clock: Clock
  agents: Agents
  calls: Calls
  sessions: Sessions
  supervision: Supervision
  emit: Emit
}

export const createPresence = (deps: Deps): Presence => new Attendance(deps)

class Attendance implements Presence {
  readonly #deps: Deps
  readonly #listeners = new Set<(agent: Agent) => void>()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  signIn(agent: Agent, choices: SignInChoices): Session {
    const { clock, agents, sessions, emit } = this.#deps
    const { agentId } = agent.seed
    this.signOut(agent)
    const session = sessions.open(agentId, choices.push)
    agent.presence = 'client'
    agent.signedInAt = clock.now()
    agent.autoAnswer = choices.autoAnswer
    agent.autoEnterIdle = choices.autoEnterIdle
    agent.takesQueueCalls = false
    emit(agentId, 'AgentOther_InService')
    agents.enter(agent, agentState.idle, { type: 'AgentState_Ready' })
    if (choices.status === 3) {
      const event = { type: 'AgentState_SetNotReady_Success', content: { reason: '0' } }
      agents.enter(agent, agentState.busy, event)
    }
    if (choices.status === 5) agents.enter(agent, agentState.work, { type: 'AgentState_Work' })
    for (const hear of this.#listeners) hear(agent)
    return session
  }

  signOut(agent: Agent, announced = false): void {
    const { clock, agents, calls, sessions, supervision } = this.#deps
    const { agentId } = agent.seed
    const session = sessions.find(agentId)
    agent.presence = 'out'
    for (const call of calls.of(agentId)) calls.end(call, 'platform')
    supervision.forget(agentId)
    agent.busyAfterCall = null
    agents.enter(agent, agentState.out)
    if (!announced) {
      sessions.close(agentId)
      return
    }
    sessions.close(agentId, {
      eventType: 'AgentOther_ShutdownService',
      workNo: agentId,
      content: { loginTime: String(session?.loginTime ?? clock.now()) },
      eventGenTime: clock.now()
    })
  }

  onSignedIn(hear: (agent: Agent) => void): () => void {
    this.#listeners.add(hear)
    return () => this.#listeners.delete(hear)
  }
}
