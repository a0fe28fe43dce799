import type { Clock } from '../clock.ts'
import type { GatewayEvent } from '../gateway/gateway-event.ts'

/** The gateway may hand out an event twice, soon after one another. */
const withinMs = 5_000

/**
 * Tells events that came before: of the same type, call and content within five seconds, so that
 * nothing is done twice for them. An event that names no call is never taken for a repetition, nor
 * is the outcome of a capture without the gateway's own time: two refusals of the same customer look
 * alike. Access information carries a secret that is not compared.
 */
export class RepeatedEvents {
  readonly #clock: Pick<Clock, 'elapsed'>
  readonly #seen = new Map<string, number>()

  constructor(clock: Pick<Clock, 'elapsed'>) {
    this.#clock = clock
  }

  isRepeated(event: GatewayEvent): boolean {
    const now = this.#clock.elapsed()
    for (const [key, at] of this.#seen) if (now - at > withinMs) this.#seen.delete(key)
    if (!canBeTold(event)) return false
    const key = JSON.stringify(event)
    const known = this.#seen.has(key)
    if (!known) this.#seen.set(key, now)
    return known
  }
}

function canBeTold(event: GatewayEvent): boolean {
  if (!('callId' in event) || event.callId === null || event.type === 'connect-offered')
    return false
  return event.type !== 'image-captured' || event.madeAtMs !== null
}
