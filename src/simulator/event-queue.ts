import type { Clock } from './clock.ts'

/** One event as a poll answer carries it. Key order as in the documentation of the poll. */
export interface GatewayEvent {
  eventType: string
  workNo: string
  content: unknown
  /** Epoch milliseconds; newest editions add it. */
  eventGenTime: number
}

/** How a held poll ends: with an event, without one, or because the session is over. */
export type PollOutcome = GatewayEvent | 'nothing' | 'over' | 'gone'

/** Sends one event to the client of an agent, if there is one. */
export type Emit = (agentId: string, eventType: string, content?: unknown) => void

export interface EventQueue {
  push(event: GatewayEvent): void
  /**
   * Takes the oldest event, or waits up to `holdMs` for one. One poll at a time: a second one
   * ends the first with nothing. When the client goes away no event is taken.
   */
  next(holdMs: number, signal: AbortSignal): Promise<PollOutcome>
  /** Ends a held poll with nothing. */
  wake(): void
  /** Ends the session's polling. Events not yet taken are dropped; `last` is still handed out. */
  close(last: GatewayEvent | null): void
  waiting(): number
}

export const createEventQueue = (clock: Clock): EventQueue => new PollQueue(clock)

class PollQueue implements EventQueue {
  readonly #clock: Clock
  #events: GatewayEvent[] = []
  #closed = false
  /** Ends the poll that is held. */
  #settle: ((outcome: PollOutcome) => void) | null = null

  constructor(clock: Clock) {
    this.#clock = clock
  }

  push(event: GatewayEvent): void {
    if (this.#closed) return
    if (this.#settle === null) this.#events.push(event)
    else this.#settle(event)
  }

  next(holdMs: number, signal: AbortSignal): Promise<PollOutcome> {
    this.wake()
    if (signal.aborted) return Promise.resolve('gone')
    const event = this.#events.shift()
    if (event !== undefined) return Promise.resolve(event)
    return this.#closed ? Promise.resolve('over') : this.#hold(holdMs, signal)
  }

  wake(): void {
    this.#settle?.('nothing')
  }

  close(last: GatewayEvent | null): void {
    this.#closed = true
    if (this.#settle === null) this.#events = last === null ? [] : [last]
    else this.#settle(last ?? 'over')
  }

  waiting(): number {
    return this.#events.length
  }

  #hold(holdMs: number, signal: AbortSignal): Promise<PollOutcome> {
    return new Promise((resolve) => {
      const leave = (): void => {
        finish('gone')
      }
      const callOff = this.#clock.after(holdMs, () => {
        finish('nothing')
      })
      const finish = (outcome: PollOutcome): void => {
        callOff()
        signal.removeEventListener('abort', leave)
        this.#settle = null
        resolve(outcome)
      }
      signal.addEventListener('abort', leave)
      this.#settle = finish
    })
  }
}
