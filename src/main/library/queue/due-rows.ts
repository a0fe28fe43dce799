import type { Clock } from '../../clock.ts'
import type { ItemBook } from '../items/item-book.ts'
import type { ItemRow } from '../items/item-row.ts'

/** Not longer at once: this PC's clock may be set meanwhile. */
const longestWaitMs = 60_000

/** Puts rows whose pause is over back into the queue, and rings when the next one will be. */
export class DueRows {
  readonly #deps: { readonly book: ItemBook; readonly clock: Clock }
  readonly #ring: () => void
  #cancelTimer = (): void => undefined

  constructor(deps: { readonly book: ItemBook; readonly clock: Clock }, ring: () => void) {
    this.#deps = deps
    this.#ring = ring
  }

  wake(owner: string): void {
    const { book, clock } = this.#deps
    this.#cancelTimer()
    const now = clock.now()
    const next = book.store.nextRetryAt(owner)
    if (next === null) return
    if (next <= now) {
      const isDue = ({ save }: ItemRow): boolean => save.state === 'waiting' && save.retryAt <= now
      book.advanceAll(book.store.inStates(['waiting'], owner).filter(isDue), { type: 'due' })
    }
    const later = book.store.nextRetryAt(owner)
    if (later === null) return
    // A row that is due and did not move cannot be read rightly: it must not ring without end.
    const waitMs = later <= now ? longestWaitMs : Math.min(longestWaitMs, later - now)
    this.#cancelTimer = clock.after(waitMs, this.#ring)
  }

  end(): void {
    this.#cancelTimer()
  }
}
