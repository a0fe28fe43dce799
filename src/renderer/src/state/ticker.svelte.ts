import { createSubscriber } from 'svelte/reactivity'

/** The time of this PC, for screens that count. It ticks only while something on screen reads it. */
export class Ticker {
  readonly #follow: () => void

  constructor(everyMs: number) {
    this.#follow = createSubscriber((update) => {
      const timer = setInterval(update, everyMs)
      return () => {
        clearInterval(timer)
      }
    })
  }

  /** Milliseconds since 1970. */
  get now(): number {
    this.#follow()
    return Date.now()
  }
}
