import { AppError } from '../../shared/errors.ts'
import type { Clock } from '../clock.ts'
import type { GatewayClient } from '../gateway/client.ts'
import { poll } from '../gateway/endpoints/index.ts'
import type { GatewayEvent } from '../gateway/gateway-event.ts'
import type { Route } from '../gateway/route.ts'
import type { Timings } from '../timings.ts'
import { PollLoop, type PollEnd } from './poll-loop.ts'
import type { EndFacts } from './session-end.ts'
import type { Silence } from './session-state.ts'

export interface LineDeps {
  client: GatewayClient
  route: Pick<Route, 'renew'>
  clock: Clock
  timings: Timings
  random: () => number
}

/** What a line's owner hears of its poll. */
export interface LineHearing {
  answered: (events: readonly GatewayEvent[]) => void
  failed: (error: AppError, inARow: number) => void
  ended: (end: PollEnd) => void
}

/** One sign-in: its connection, its poll, when the gateway was last heard, and what ends with it. */
export class Line {
  readonly client: GatewayClient
  readonly #deps: LineDeps
  readonly #end = new AbortController()
  #heard: { at: number; elapsed: number }
  #interrupted = false
  #silentBeforeMs = 0
  #loop: PollLoop<GatewayEvent> | null = null

  constructor(deps: LineDeps) {
    this.#deps = deps
    this.client = deps.client
    this.#heard = { at: deps.clock.now(), elapsed: deps.clock.elapsed() }
  }

  get ended(): AbortSignal {
    return this.#end.signal
  }

  /** Whether a poll has failed since the gateway was last heard, or the PC has slept. */
  get interrupted(): boolean {
    // Polls that follow each other leave no gap as long as this.
    return this.#interrupted || this.silentForMs() > 1.5 * this.#deps.timings.pollLimitMs
  }

  /** Polls until the line ends. The sign-in itself counts as heard. */
  async poll(agentId: string, hearing: LineHearing): Promise<void> {
    const { client, clock } = this.#deps
    this.#heardAt(clock.now())
    client.expectPolls()
    this.#loop = new PollLoop<GatewayEvent>({
      ...this.#deps,
      poll: (signal) => client.call(poll, { agentId }, { signal }),
      onAnswer: (events, heardAt) => {
        this.#heardAt(heardAt)
        hearing.answered(events)
      },
      onFailure: (error, inARow) => {
        this.#interrupted = true
        hearing.failed(error, inARow)
      }
    })
    hearing.ended(await this.#loop.run(this.#end.signal))
  }

  /** Ends every connection that may be dead, asks for the way anew, and polls within 2 s. */
  lookNow(): void {
    this.#loop?.lookNow()
    void this.#deps.route.renew()
    this.client.renew()
  }

  /** By both clocks: a PC that sleeps stops the one, a clock that is set moves the other. */
  silentForMs(): number {
    const { now, elapsed } = this.#deps.clock
    return Math.max(now() - this.#heard.at, elapsed() - this.#heard.elapsed)
  }

  /** How long the gateway had been silent when `error` told of the session's end, or an event did (null). */
  silenceUntil(error: AppError | null): Pick<EndFacts, 'silentForMs' | 'interrupted'> {
    // An event came with an answer, so what counts is the time before that.
    const silentForMs = error === null ? this.#silentBeforeMs : this.silentForMs()
    return { silentForMs, interrupted: this.interrupted }
  }

  silence(): Silence {
    const { clock, timings } = this.#deps
    const { at } = this.#heard
    return { at: clock.now(), lastAnswerAt: at, signedOutAt: at + timings.silenceMs }
  }

  close(): void {
    this.#end.abort(endedLine())
    this.client.close()
  }

  /** Ends the sign-in that is under way; its own answer decides how. */
  cancel(): void {
    this.#end.abort(endedLine())
  }

  #heardAt(at: number): void {
    const { clock } = this.#deps
    const ago = Math.max(0, clock.now() - at)
    this.#silentBeforeMs = this.silentForMs() - ago
    this.#heard = { at, elapsed: clock.elapsed() - ago }
    this.#interrupted = false
  }
}

const endedLine = (): AppError => new AppError('could-not-ask:cancelled', 'The sign-in has ended')
