import type { Clock } from '../clock.ts'

export interface LeavingTimeDeps {
  clock: Clock
  /** Everything has had its time. */
  onOver: () => void
}

/** How long leaving may take. A limit is never put off: of two the earlier one holds. */
export class LeavingTime {
  readonly #deps: LeavingTimeDeps
  readonly #waitedEnough = Promise.withResolvers<undefined>()
  #endsAt = Infinity
  #stopTimers = (): void => undefined
  /** Resolves when the gateway has been waited for long enough. */
  readonly waitedEnough: Promise<undefined> = this.#waitedEnough.promise

  constructor(deps: LeavingTimeDeps) {
    this.#deps = deps
  }

  /** Half of the time until `endsAt`, by the monotonic clock, is the gateway's, the rest is for transfers and files. */
  endAt(endsAt: number): void {
    const { clock, onOver } = this.#deps
    if (endsAt >= this.#endsAt) return
    this.#endsAt = endsAt
    this.stop()
    const ms = Math.max(0, endsAt - clock.elapsed())
    const stopWaiting = clock.after(ms / 2, () => {
      this.#waitedEnough.resolve(undefined)
    })
    const stopAll = clock.after(ms, onOver)
    this.#stopTimers = () => {
      stopWaiting()
      stopAll()
    }
  }

  stop(): void {
    this.#stopTimers()
  }
}
