import type { CaptureAnswer } from './call.ts'
import { makeCertificate } from './certificate.ts'
import type { GatewayEvent } from './event-queue.ts'
import type { Faults } from './wire/faults.ts'
import type { Journal } from './wire/journal.ts'
import type { Listener } from './wire/listener.ts'
import type { World } from './world.ts'

/** What tests and exercises can do to the gateway, beyond what clients can. */
export interface Control {
  /** Makes a call fail, by its log name; once unless `times` says otherwise. Returns the undo. */
  fail: Faults['add']
  /** Takes every fault back. */
  heal(): void
  /** Sends any event to an agent. */
  fire(agentId: string, eventType: string, content?: unknown): void
  /** How often a call came in, and how often it did its work. */
  counts: Journal['counts']
  /** The last 2,000 requests with their bodies; of one call where a name is given. */
  requests: Journal['requests']
  /** Calls that wait for their answer now, by their log names. */
  underWay: Journal['underWay']
  /** Every event that happened to an agent, fetched or not. */
  events(agentId: string): readonly GatewayEvent[]
  /** Answers of customers to the next capture requests, before those of the calls themselves. */
  answerCaptures(...answers: CaptureAnswer[]): void
  /** Signs an agent out from outside. `announced` sends AgentOther_ShutdownService first. */
  dropSession(agentId: string, options?: { announced?: boolean }): void
  /** The next poll answer of the agent brings a new Guid; a held poll is answered at once. */
  rotateGuid(agentId: string): void
  /** The Guid that passes now, or null; for comparing, never for showing. */
  guidOf(agentId: string): string | null
  /** The gateway stops listening and drops every connection. Sessions stay as they are. */
  goAway(): Promise<void>
  /** It listens again on the same port. */
  comeBack(): Promise<void>
  /** Shows another certificate from now on, as after a renewal, or as somebody else would. */
  changeCertificate(): Promise<void>
  /** Open connections of clients. */
  connections(): Promise<number>
}

interface Deps {
  world: World
  faults: Faults
  journal: Journal
  listener: Listener
}

export function createControl({ world, faults, journal, listener }: Deps): Control {
  return {
    fail: (name, fault, scope) => faults.add(name, fault, scope),
    heal: () => {
      faults.clear()
    },
    fire: (agentId, eventType, content) => {
      world.emit(agentId, eventType, content)
    },
    counts: (name) => journal.counts(name),
    requests: (name) => journal.requests(name),
    underWay: () => journal.underWay(),
    events: (agentId) => world.eventLog.of(agentId),
    answerCaptures: (...answers) => {
      world.captures.answerNext(answers)
    },
    dropSession: (agentId, { announced = false } = {}) => {
      const agent = world.agents.find(agentId)
      if (agent !== null) world.presence.signOut(agent, announced)
    },
    rotateGuid: (agentId) => {
      const session = world.sessions.find(agentId)
      session?.guids.makeDue()
      session?.events.wake()
    },
    guidOf: (agentId) => world.sessions.find(agentId)?.guids.current() ?? null,
    goAway: () => listener.goAway(),
    comeBack: () => listener.comeBack(),
    changeCertificate: async () => {
      listener.show(await makeCertificate('good'))
    },
    connections: () => listener.connections()
  }
}
