import { problemOf } from '../../../shared/model/problem.ts'
import type { Clock } from '../../clock.ts'
import type { GatewayEvent } from '../../gateway/gateway-event.ts'
import { isOfDatabase } from '../database/database-fault.ts'
import type { RowOwner, WhoseRows } from '../whose-rows.ts'

/** An event, who was signed in when it came, and when that was (milliseconds since 1970). */
export interface SeenEvent {
  readonly event: GatewayEvent
  readonly agent: RowOwner
  readonly at: number
}

export interface EventIntakeDeps {
  readonly whose: Pick<WhoseRows, 'signedIn'>
  readonly clock: Clock
  /** Throws what the database throws. */
  readonly note: (seen: SeenEvent) => void
  readonly onFault: (thrown: unknown) => void
}

/** More than a long shift brings; beyond it the oldest go. */
const mostMissed = 1_000

/** Takes the gateway's events in their order; what the database does not take waits until it does. */
export class EventIntake {
  readonly #deps: EventIntakeDeps
  #missed: readonly SeenEvent[] = []

  constructor(deps: EventIntakeDeps) {
    this.#deps = deps
  }

  take(event: GatewayEvent): void {
    const agent = this.#deps.whose.signedIn
    if (agent === null) return
    this.#missed = [...this.#missed, { event, agent, at: this.#deps.clock.now() }]
    this.retry()
  }

  /** There may be room again. */
  retry(): void {
    const seen = this.#missed
    const stuckAt = seen.findIndex((one) => !this.#isNoted(one))
    this.#missed = stuckAt < 0 ? [] : seen.slice(stuckAt).slice(-mostMissed)
  }

  /** False where the database did not take it; an event that is a fault of ours is let go. */
  #isNoted(seen: SeenEvent): boolean {
    try {
      this.#deps.note(seen)
      return true
    } catch (thrown) {
      this.#deps.onFault(thrown)
      return !isOfDatabase(problemOf(thrown))
    }
  }
}
