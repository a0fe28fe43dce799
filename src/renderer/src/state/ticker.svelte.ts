import { createSubscriber } from 'svelte/reactivity'

/**
 * The time of this PC, for screens that count. It ticks only while something on screen reads it
 * and the window can be seen; when the window comes back it is right at once.
 */
export class Ticker {
  readonly #follow: () => void

  constructor(everyMs: number) {
    this.#follow = createSubscriber((update) => {
      let timer: ReturnType<typeof setInterval> | undefined
      const run = (): void => {
        clearInterval(timer)
        if (document.visibilityState === 'visible') timer = setInterval(update, everyMs)
      }
      const turn = (): void => {
        run()
        update()
      }
      run()
      document.addEventListener('visibilitychange', turn)
      return () => {
        clearInterval(timer)
        document.removeEventListener('visibilitychange', turn)
      }
    })
  }

  /** Milliseconds since 1970. */
  get now(): number {
    this.#follow()
    return Date.now()
  }
}
