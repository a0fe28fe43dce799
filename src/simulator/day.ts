import type { Agent } from './agents.ts'
import { agentState } from './agents.ts'
import type { Call } from './call.ts'
import type { PlannedCall } from './day-plan.ts'
import { dayPlan, patienceMs, recordAfterMs } from './day-plan.ts'
import type { World } from './world.ts'

export interface DayOptions {
  /** Only this agent; left out: everyone who signs in and is no inspector. */
  agentId?: string
  /** 10 makes a minute of talk last six seconds. Default 1. Captures keep their own time. */
  speed?: number
}

/** How often a day looks whether its agent is free. */
const lookAgainMs = 1_000

/** Plays the scripted day. Returns what stops it; calls that are on go on. */
export function playDay(world: World, { agentId, speed = 1 }: DayOptions = {}): () => void {
  const days = new Map<string, AgentDay>()
  const isMeant = ({ seed }: Agent): boolean =>
    agentId === undefined ? seed.inspector !== true : seed.agentId === agentId

  const begin = (agent: Agent): void => {
    if (!isMeant(agent)) return
    days.get(agent.seed.agentId)?.stop()
    days.set(agent.seed.agentId, new AgentDay(world, agent, speed))
  }

  const unhear = world.presence.onSignedIn(begin)
  for (const agent of world.agents.all()) if (agent.presence === 'client') begin(agent)
  return () => {
    unhear()
    for (const day of days.values()) day.stop()
  }
}

/** The day of one agent, from the sign-in on. */
class AgentDay {
  readonly #world: World
  readonly #agent: Agent
  readonly #speed: number
  readonly #unhear: readonly (() => void)[]
  #isOver = false
  #turn = 0
  #current: { call: Call; plan: PlannedCall } | null = null

  constructor(world: World, agent: Agent, speed: number) {
    this.#world = world
    this.#agent = agent
    this.#speed = speed
    this.#unhear = [
      world.calls.onAnswered((call) => {
        if (call === this.#current?.call) this.#converse(call, this.#current.plan)
      }),
      world.calls.onLeft((call) => {
        if (call === this.#current?.call) this.#next()
      })
    ]
    this.#next()
  }

  stop(): void {
    this.#isOver = true
    for (const stop of this.#unhear) stop()
  }

  #next(): void {
    this.#current = null
    const plan = dayPlan[this.#turn % dayPlan.length]
    this.#turn += 1
    if (plan !== undefined) this.#lookFor(plan, 0)
  }

  /** Rings once the agent has been free for as long as the plan says. */
  #lookFor(plan: PlannedCall, freeSinceMs: number): void {
    const isFree = this.#agent.state === agentState.idle && this.#agent.takesQueueCalls
    if (isFree && freeSinceMs >= plan.afterMs) this.#ring(plan)
    else {
      this.#later(lookAgainMs, () => {
        this.#lookFor(plan, isFree ? freeSinceMs + lookAgainMs : 0)
      })
    }
  }

  #ring(plan: PlannedCall): void {
    const { media, caller, captures, data } = plan
    const call = this.#world.calls.ring(this.#agent, { media, caller, captures, data })
    this.#current = { call, plan }
    this.#later(patienceMs, () => {
      if (call.phase === 'ringing') this.#world.calls.end(call, 'customer')
    })
  }

  /** What happens between the answer and the end of one call. */
  #converse(call: Call, plan: PlannedCall): void {
    const { recordings, connections, calls } = this.#world
    const { recording, talkMs, stopEarlyMs } = plan
    const at = (ms: number, step: () => void): void => {
      this.#later(ms, () => {
        const isOurs = call.agentId === this.#agent.seed.agentId
        if (isOurs && call.phase !== 'ended') step()
      })
    }
    if (recording !== null) {
      at(recordAfterMs, () => {
        const started = recordings.start(call, recording)
        if (stopEarlyMs === 0) return
        at(talkMs - recordAfterMs - stopEarlyMs, () => {
          recordings.stop(started)
        })
      })
    }
    if (plan.drops) {
      at(talkMs / 2, () => {
        connections.announce(call)
      })
    }
    at(talkMs, () => {
      calls.end(call, 'customer')
    })
  }

  #later(ms: number, step: () => void): void {
    this.#world.settings.clock.after(ms / this.#speed, () => {
      if (!this.#isOver) step()
    })
  }
}
