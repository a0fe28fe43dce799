import type { FetchLimits } from './file-work.ts'

export type StallLimits = Pick<FetchLimits, 'silenceMs' | 'slowMs' | 'slowBytesPerSecond'>

/** How a transfer goes: `silent` and `slow` are reasons to end it. */
export type Pace = 'fine' | 'silent' | 'slow'

/** A look at a transfer, taken at `elapsedMs` of a clock that only ever grows. */
export interface Look {
  readonly elapsedMs: number
  readonly bytes: number
  /** True where the disk is behind: then no byte is asked of the server, and none is missed. */
  readonly waitingForDisk: boolean
}

/** How many looks the slow window keeps: enough to judge it to within one part in sixty. */
const looksPerWindow = 60

/**
 * Notices a body that has stopped (no byte for `silenceMs`) or drips (fewer than
 * `slowBytesPerSecond` over `slowMs`). Only looked at, it has no timer of its own.
 */
export class Watchdog {
  readonly #limits: StallLimits
  #lastByteAt: number
  #lastBytes: number
  /** The oldest is the first look that is within the slow window, or the last before it. */
  #window: Look[] = []

  constructor(limits: StallLimits, elapsedMs: number, bytes: number) {
    this.#limits = limits
    this.#lastByteAt = elapsedMs
    this.#lastBytes = bytes
    this.#window.push({ elapsedMs, bytes, waitingForDisk: false })
  }

  look(now: Look): Pace {
    if (now.bytes > this.#lastBytes || now.waitingForDisk) this.#lastByteAt = now.elapsedMs
    this.#lastBytes = now.bytes
    if (now.waitingForDisk) {
      this.#window = [now]
      return 'fine'
    }
    if (now.elapsedMs - this.#lastByteAt >= this.#limits.silenceMs) return 'silent'
    return this.#isSlow(now) ? 'slow' : 'fine'
  }

  #isSlow(now: Look): boolean {
    const { slowMs, slowBytesPerSecond } = this.#limits
    const startsAt = now.elapsedMs - slowMs
    while ((this.#window[1]?.elapsedMs ?? Infinity) <= startsAt) this.#window.shift()
    const latest = this.#window.at(-1)
    if (latest === undefined || now.elapsedMs - latest.elapsedMs >= slowMs / looksPerWindow) {
      this.#window.push(now)
    }
    const oldest = this.#window[0]
    if (oldest === undefined || oldest.elapsedMs > startsAt) return false
    const seconds = (now.elapsedMs - oldest.elapsedMs) / 1_000
    return now.bytes - oldest.bytes < slowBytesPerSecond * seconds
  }
}
