import type { Agent, Agents } from './agents.ts'
import { agentState } from './agents.ts'
import type { Call, EndedBy, RingOptions } from './call.ts'
import type { Clock } from './clock.ts'
import { customerLeft, ringingContent, talkingContent } from './call-events.ts'
import type { Emit } from './event-queue.ts'

export interface Calls {
  ring(agent: Agent, options: RingOptions): Call
  /** Ringing or held to talking. Nothing happens to a call that already talks or has ended. */
  talk(call: Call): void
  hold(call: Call): void
  /** A third party joins the talk, as `confJoin` of the agent's phone makes it (cec_07_1358). */
  confer(call: Call, partner: string): void
  end(call: Call, by: EndedBy): void
  /** Gives the customer of `call` to another agent, as an intercept does. */
  move(call: Call, to: Agent): void
  find(callId: string): Call | null
  /** Calls of an agent that have not ended, oldest first. */
  of(agentId: string): readonly Call[]
  lastOf(agentId: string): Call | null
  /** Told when a call leaves an agent, by its end or by an intercept. Returns the undo. */
  onLeft(hear: (call: Call, agent: Agent) => void): () => void
  /** Told when a ringing call is answered. Returns the undo. */
  onAnswered(hear: (call: Call) => void): () => void
}

interface Deps {
  clock: Clock
  agents: Agents
  emit: Emit
  autoAnswerMs: number
}

// Ended calls are kept for "last call" queries; a day of practice has far fewer.
const keptCalls = 500

export const createCalls = (deps: Deps): Calls => new CallRegister(deps)

class CallRegister implements Calls {
  readonly #deps: Deps
  readonly #calls = new Map<string, Call>()
  readonly #listeners = new Set<(call: Call, agent: Agent) => void>()
  readonly #greeters = new Set<(call: Call) => void>()
  #serial = 16_797_284

  constructor(deps: Deps) {
    this.#deps = deps
  }

  ring(agent: Agent, options: RingOptions): Call {
    const { agents, clock, emit, autoAnswerMs } = this.#deps
    const call = this.#create(agent, options)
    const { agentId } = agent.seed
    if (agent.state !== agentState.talking) {
      agents.enter(agent, agentState.talking, { type: 'AgentState_Busy' })
    }
    emit(agentId, 'AgentOther_PhoneAlerting')
    emit(agentId, 'AgentEvent_Ringing', ringingContent(call))
    if (agent.autoAnswer) {
      clock.after(autoAnswerMs, () => {
        if (call.phase === 'ringing') this.talk(call)
      })
    }
    return call
  }

  talk(call: Call): void {
    const { emit } = this.#deps
    const rang = call.phase === 'ringing'
    if (!rang && call.phase !== 'held') return
    if (rang) emit(call.agentId, 'AgentOther_PhoneOffhook')
    call.phase = 'talking'
    emit(call.agentId, 'AgentEvent_Talking', talkingContent(call))
    if (!rang) return
    for (const hear of this.#greeters) hear(call)
  }

  hold(call: Call): void {
    call.phase = 'held'
    this.#deps.emit(call.agentId, 'AgentEvent_Hold', call.callId)
  }

  confer(call: Call, partner: string): void {
    if (call.phase !== 'talking' && call.phase !== 'held') return
    call.phase = 'talking'
    this.#deps.emit(call.agentId, 'AgentEvent_Conference', {
      callid: call.callId,
      partner: `${partner}, ${call.caller}`
    })
  }

  end(call: Call, by: EndedBy): void {
    if (call.phase === 'ended') return
    const { agents, clock, emit } = this.#deps
    const agent = this.#agentOf(call)
    call.phase = 'ended'
    call.endedAt = clock.now()
    if (by !== 'agent') emit(call.agentId, 'AgentEvent_Customer_Release', customerLeft(call))
    emit(call.agentId, 'AgentEvent_Call_Release', call.callId)
    // 2: released by the agent, 3: by the platform (cec_07_1396).
    emit(call.agentId, 'AgentOther_PhoneRelease', { phoneState: by === 'agent' ? 2 : 3 })
    this.#left(call, agent)
    if (this.of(call.agentId).length === 0 && agent.presence !== 'out') agents.afterCall(agent)
  }

  move(call: Call, to: Agent): void {
    const { agents, emit } = this.#deps
    const from = this.#agentOf(call)
    const { agentId } = from.seed
    call.agentId = to.seed.agentId
    // The order of the events that the vendor lists for the intercepted agent (cec_05_1442).
    agents.enter(from, agentState.idle, { type: 'AgentState_Ready' })
    emit(agentId, 'AgentOther_PhoneRelease', { phoneState: 3 })
    emit(agentId, 'AgentEvent_Call_Release', call.callId)
    emit(agentId, 'AgentEvent_Customer_Release', customerLeft(call))
    this.#left(call, from)
    agents.enter(to, agentState.talking)
    emit(call.agentId, 'AgentEvent_Talking', talkingContent(call))
  }

  find(callId: string): Call | null {
    return this.#calls.get(callId) ?? null
  }

  of(agentId: string): Call[] {
    return [...this.#calls.values()].filter(
      (call) => call.agentId === agentId && call.phase !== 'ended'
    )
  }

  lastOf(agentId: string): Call | null {
    return [...this.#calls.values()].findLast((call) => call.agentId === agentId) ?? null
  }

  onLeft(hear: (call: Call, agent: Agent) => void): () => void {
    this.#listeners.add(hear)
    return () => this.#listeners.delete(hear)
  }

  onAnswered(hear: (call: Call) => void): () => void {
    this.#greeters.add(hear)
    return () => this.#greeters.delete(hear)
  }

  #left(call: Call, agent: Agent): void {
    for (const hear of this.#listeners) hear(call, agent)
  }

  #agentOf(call: Call): Agent {
    const agent = this.#deps.agents.find(call.agentId)
    if (agent === null) throw new Error(`Call ${call.callId} has no agent`)
    return agent
  }

  #create(agent: Agent, options: RingOptions): Call {
    const { clock } = this.#deps
    this.#serial += 1
    const serial = String(this.#serial)
    const seconds = Math.floor(clock.now() / 1000)
    const call: Call = {
      callId: `${seconds}-${serial}`,
      media: options.media,
      caller: options.caller ?? `139${serial}`,
      called: agent.seed.agentId,
      channelId: `${serial}-${seconds % 1000}`,
      beganAt: clock.now(),
      captures: [...(options.captures ?? [])],
      agentId: agent.seed.agentId,
      phase: 'ringing',
      endedAt: null,
      customerWaits: false,
      data: options.data ?? ''
    }
    this.#calls.set(call.callId, call)
    const oldest = this.#calls.values().next().value
    if (this.#calls.size > keptCalls && oldest?.phase === 'ended') {
      this.#calls.delete(oldest.callId)
    }
    return call
  }
}
