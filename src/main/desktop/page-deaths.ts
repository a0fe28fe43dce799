import type { Clock } from '../clock.ts'

/** So many deaths within so long, and loading the page anew is not tried again without a word. */
const deathsToAsk = 3
const withinMs = 60_000

/**
 * Decides what follows the death of the page: a new one at once, but a page that dies again and
 * again is a loop that a person has to end.
 */
export class PageDeaths {
  readonly #clock: Pick<Clock, 'elapsed'>
  #times: readonly number[] = []

  constructor(clock: Pick<Clock, 'elapsed'>) {
    this.#clock = clock
  }

  died(): 'load-again' | 'ask' {
    const now = this.#clock.elapsed()
    this.#times = [...this.#times.filter((at) => now - at < withinMs), now]
    if (this.#times.length < deathsToAsk) return 'load-again'
    // Who is asked and tries again begins anew.
    this.#times = []
    return 'ask'
  }
}
