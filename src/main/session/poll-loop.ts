import { AppError } from '../../shared/errors.ts'
import { pause, type Clock } from '../clock.ts'
import { followSignals } from '../gateway/signals.ts'
import type { Timings } from '../timings.ts'
import { heldAtLeastMs, idlePauseMs, retryPauseMs } from './back-off.ts'

/**
 * How a poll loop ended: the gateway has no such session any more (with its refusal, or null where an
 * event said so), or `signal` was aborted.
 */
export type PollEnd = { ended: 'by-gateway'; error: AppError | null } | { ended: 'asked' }

export interface PollLoopDeps<E> {
  /** One poll; ends with its signal. */
  poll: (signal: AbortSignal) => Promise<readonly E[]>
  /** `heardAt`: when the gateway said it at the latest, in milliseconds since 1970. */
  onAnswer: (events: readonly E[], heardAt: number) => void
  /** `inARow` counts the polls that failed since the last answer. */
  onFailure: (error: AppError, inARow: number) => void
  clock: Clock
  timings: Timings
  /** 0 up to 1. */
  random: () => number
}

/** Refusals of a poll after which only a new sign-in helps (cec_07_0580; docs/gateway.md). */
const sessionIsOver = new Set([
  '000-001',
  '100-006',
  '100-008',
  '105-001',
  '105-005',
  '105-006',
  '105-007'
])

/**
 * `000-003` on a poll means a wrong Guid or an expired one; the vendor's web clients give up after
 * five in a row (docs/gateway.md), and so do we.
 */
const refusalsToGiveUp = 5

/** Beyond the gathering time, so that a site whose network is back does not ask as one. */
const wakeSpread = 0.7

/** The agent's one poll: it fetches events, and it is what keeps the agent signed in. */
export class PollLoop<E> {
  readonly #deps: PollLoopDeps<E>
  /** Aborted: the pause or poll of this moment is of no use any more. */
  #cut = new AbortController()
  #failures = 0
  #refusals = 0
  #emptyInARow = 0

  constructor(deps: PollLoopDeps<E>) {
    this.#deps = deps
  }

  /**
   * The PC woke, or has a network again: what hangs is given up at once, and within 2 s a poll
   * begins, one for all the signs of that time.
   */
  lookNow(): void {
    this.#cut.abort()
  }

  /** Polls one at a time until the gateway ends the session or `signal` is aborted. */
  async run(signal: AbortSignal): Promise<PollEnd> {
    const stopped = (): boolean => signal.aborted
    while (!stopped()) {
      if (this.#cut.signal.aborted) await this.#gather(signal)
      if (stopped()) break
      const outcome = await this.#pollOnce(signal)
      if (stopped()) break
      if (outcome === 'cut') continue
      if (outcome instanceof AppError && this.#isOver(outcome)) {
        return { ended: 'by-gateway', error: outcome }
      }
      await this.#rest(outcome instanceof AppError ? this.#failed(outcome) : outcome, signal)
    }
    return { ended: 'asked' }
  }

  /** What comes in this time is one sign with the first; from here on the fault is another one. */
  async #gather(signal: AbortSignal): Promise<void> {
    const { clock, timings, random } = this.#deps
    await pause(clock, timings.wakeGatherMs * (1 + wakeSpread * random()), signal)
    this.#cut = new AbortController()
    this.#failures = 0
  }

  /** One poll: the pause after its answer, its failure, or that it was cut short. */
  async #pollOnce(signal: AbortSignal): Promise<number | AppError | 'cut'> {
    const { poll, clock, timings } = this.#deps
    const cut = this.#cut.signal
    const limit = new AbortController()
    const callOff = clock.after(timings.pollLimitMs, () => {
      limit.abort()
    })
    const own = followSignals([signal, cut, limit.signal])
    const begun = { now: clock.now(), elapsed: clock.elapsed() }
    try {
      return this.#answered(await poll(own.signal), begun, signal)
    } catch (thrown) {
      if (cut.aborted) return 'cut'
      return limit.signal.aborted ? noAnswer() : AppError.from(thrown)
    } finally {
      callOff()
      own.release()
    }
  }

  /** Within `#pollOnce`, so that a part that stumbles over an event costs it and not the session. */
  #answered(
    events: readonly E[],
    begun: { now: number; elapsed: number },
    signal: AbortSignal
  ): number {
    const { clock, timings, random, onAnswer } = this.#deps
    const notHeld = events.length === 0 && clock.elapsed() - begun.elapsed < heldAtLeastMs
    this.#emptyInARow = notHeld ? this.#emptyInARow + 1 : 0
    // One that lay in the socket while the PC slept may be as old as its poll, and from that poll on
    // the gateway has counted the agent's silence.
    const lay = clock.now() - begun.now > timings.pollLimitMs
    const heardAt = lay ? begun.now : clock.now()
    if (!signal.aborted) onAnswer(events, heardAt)
    this.#failures = 0
    this.#refusals = 0
    return idlePauseMs(this.#emptyInARow, timings, random())
  }

  #isOver({ code, retcode }: AppError): boolean {
    // Another certificate than the confirmed one: nobody knows who is there now.
    if (code === 'could-not-ask:certificate-changed') return true
    this.#refusals = retcode === '000-003' ? this.#refusals + 1 : 0
    return this.#refusals >= refusalsToGiveUp || sessionIsOver.has(retcode ?? '')
  }

  /** The pause after a failure. */
  #failed(error: AppError): number {
    const { timings, random, onFailure } = this.#deps
    this.#failures += 1
    onFailure(error, this.#failures)
    return retryPauseMs(this.#failures, timings, random())
  }

  async #rest(ms: number, signal: AbortSignal): Promise<void> {
    const own = followSignals([signal, this.#cut.signal])
    await pause(this.#deps.clock, ms, own.signal)
    own.release()
  }
}

const noAnswer = (): AppError =>
  new AppError('could-not-ask:timeout', 'getAgentEvent: no answer in time')
