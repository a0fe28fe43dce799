import { AppError } from '../../shared/errors.ts'
import { interceptHoldMs, type InterceptWish } from '../../shared/model/supervision.ts'
import type { Clock } from '../clock.ts'

/** How long a dialog may stand open before it must be asked for anew. */
const validMs = 120_000

/** Timers of a page may fire a little early by our clock. */
const holdToleranceMs = 50

interface Issued {
  readonly token: string
  readonly workNo: string
  /** Of which supervision: a token does not outlive it. */
  readonly key: number
  readonly at: number
}

/**
 * Confirmations of an intercept. Each is made when its dialog opens, serves once and is gone by its
 * first use, whatever comes of that: a page that repeats the command is refused.
 */
export class Confirmations {
  readonly #clock: Pick<Clock, 'elapsed'>
  readonly #newId: () => string
  #issued: Issued | null = null

  constructor(clock: Pick<Clock, 'elapsed'>, newId: () => string) {
    this.#clock = clock
    this.#newId = newId
  }

  /** Makes a new one; the one before is void. */
  issue(workNo: string, key: number): string {
    const token = this.#newId()
    this.#issued = { token, workNo, key, at: this.#clock.elapsed() }
    return token
  }

  /** Uses it up. @throws `not-now:confirmation-over`, `not-now:confirmation-wrong` */
  take({ token, workNo, confirmation }: InterceptWish, key: number): void {
    const issued = this.#issued
    this.#issued = null
    const heldMs = issued === null ? 0 : this.#clock.elapsed() - issued.at
    const fits = issued?.token === token && issued.workNo === workNo && issued.key === key
    if (!fits || heldMs > validMs) {
      throw new AppError('not-now:confirmation-over', 'The confirmation was used, or is too old')
    }
    const isConfirmed =
      confirmation.by === 'typing'
        ? confirmation.typed === workNo
        : heldMs >= interceptHoldMs - holdToleranceMs
    if (!isConfirmed) {
      throw new AppError('not-now:confirmation-wrong', 'The confirmation does not fit the agent')
    }
  }

  clear(): void {
    this.#issued = null
  }
}
