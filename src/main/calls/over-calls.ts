import type { GatewayEvent } from '../gateway/gateway-event.ts'

/** More calls and conferences than an agent has in a week; ids are short. */
const kept = 1_000

/**
 * The ids of calls that are over, also of those that nobody told of before, and of conferences that
 * the agent has left: their late events must not bring them to life.
 */
export class OverCalls {
  readonly #ids = new Set<string>()

  /** True for an event of something that is over already; a release or leaving is noted. */
  isLate(event: GatewayEvent): boolean {
    switch (event.type) {
      case 'call-released':
      case 'customer-released':
        this.#add(event.callId)
        return false
      case 'ringing':
      case 'talking':
        return this.#ids.has(event.callId)
      case 'agent-conference': {
        // No call id has a blank in it.
        const id = `conference ${event.conferenceId ?? ''}`
        if (event.conferenceId === null || event.joined) return this.#ids.has(id)
        this.#add(id)
        return false
      }
      default:
        return false
    }
  }

  has(callId: string): boolean {
    return this.#ids.has(callId)
  }

  clear(): void {
    this.#ids.clear()
  }

  #add(callId: string): void {
    this.#ids.delete(callId)
    this.#ids.add(callId)
    if (this.#ids.size <= kept) return
    for (const oldest of this.#ids) {
      this.#ids.delete(oldest)
      return
    }
  }
}
