import { AppError } from '../../shared/errors.ts'
import type { ItemBook } from './items/item-book.ts'
import { ownerOf, type ItemRow } from './items/item-row.ts'

/** An agent at a gateway, as rows know them. */
export interface RowOwner {
  /** The gateway's host and port, or `practice`. */
  readonly host: string
  readonly agentId: string
}

/**
 * Whose rows are shown, and whose may run. A desk is shared: rows are shown to the agent they
 * belong to, and after a sign-out to nobody else than before.
 */
export class WhoseRows {
  readonly #book: ItemBook
  #signedIn: RowOwner | null = null
  #shown: string | null = null
  #epoch = 0
  #isReachable = true

  constructor(book: ItemBook) {
    this.#book = book
  }

  get signedIn(): RowOwner | null {
    return this.#signedIn
  }

  /** The owner whose rows may run; null while nobody is signed in. */
  readonly running = (): string | null => {
    if (this.#signedIn === null) return null
    return ownerOf(this.#signedIn.host, this.#signedIn.agentId)
  }

  /** False while the session hears nothing from the gateway. */
  readonly isReachable = (): boolean => this.#isReachable

  reached(isReachable: boolean): void {
    this.#isReachable = isReachable
  }

  /** Both in one; null while nobody is signed in. */
  get signedInOwner(): { readonly owner: string; readonly agentId: string } | null {
    const owner = this.running()
    return this.#signedIn === null || owner === null
      ? null
      : { owner, agentId: this.#signedIn.agentId }
  }

  /** The owner whose rows are shown. */
  get shown(): string | null {
    return this.#shown
  }

  /** Changes with {@link shown}: what a screen has loaded is then another's. */
  get epoch(): string {
    return String(this.#epoch)
  }

  /** An agent signed in, or (null) the sign-in ended: their rows wait for it from then on. */
  change(agent: RowOwner | null): void {
    const before = this.running()
    this.#signedIn = agent
    const now = this.running()
    if (before === now) return
    if (now !== null) {
      if (this.#shown !== now) this.#epoch += 1
      this.#shown = now
    }
    this.settle()
  }

  /** Lets the rows say who waits for a sign-in and who does not; again where the disk was full. */
  readonly settle = (): void => {
    const { store } = this.#book
    const now = this.running()
    const begun = store.inStates(['queued', 'waiting'], null).filter(({ owner }) => owner !== now)
    this.#book.advanceAll(begun, { type: 'signed-out' })
    if (now === null) return
    this.#book.advanceAll(store.inStates(['waiting-sign-in'], now), { type: 'signed-in' })
  }

  /** The app ends: nobody's rows run or are shown any more. The database stays as it is. */
  close(): void {
    this.#signedIn = null
    this.#shown = null
  }

  /** A row that is shown now. @throws `not-found` for anybody else's as well */
  require(itemId: string): ItemRow {
    const row = this.#book.require(itemId)
    if (row.owner !== this.#shown) throw new AppError('not-found', 'There is no such item')
    return row
  }
}
