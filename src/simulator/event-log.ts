import type { GatewayEvent } from './event-queue.ts'

/** Every event that happened, whether or not a client was there to fetch it. */
export interface EventLog {
  add(event: GatewayEvent): void
  /** Oldest first. */
  of(agentId: string): readonly GatewayEvent[]
}

// Enough for any test; a day of practice drops the oldest.
const keptEvents = 5_000

export function createEventLog(): EventLog {
  const events: GatewayEvent[] = []
  return {
    add: (event) => {
      events.push(event)
      if (events.length > keptEvents) events.shift()
    },
    of: (agentId) => events.filter((event) => event.workNo === agentId)
  }
}
