import { AppError } from '../../shared/errors.ts'
import type { LibraryItem } from '../../shared/model/library.ts'
import type { ItemBook } from './items/item-book.ts'
import { factsOf, isWithin, ownerOf, type ItemRow, type RowScope } from './items/item-row.ts'

/** An agent at a gateway, as rows know them. */
export interface RowOwner {
  /** The gateway's host and port, or `practice`. */
  readonly host: string
  readonly agentId: string
}

/**
 * Whose rows are shown, and whose may run. A desk is shared: rows are shown to the agent they
 * belong to, and after a sign-out to nobody else than before. While an inspector is signed in whom
 * policy lets see all, the rows of all agents of that gateway are shown; what brings files here or
 * takes them away stays each agent's own.
 */
export class WhoseRows {
  readonly #book: ItemBook
  readonly #maySeeAll: () => boolean
  #signedIn: RowOwner | null = null
  #own: string | null = null
  #scope: RowScope | null = null
  #epoch = 0
  #isReachable = true

  /** `maySeeAll`: whether the agent who is signed in may see the rows of all agents. */
  constructor(book: ItemBook, maySeeAll: () => boolean) {
    this.#book = book
    this.#maySeeAll = maySeeAll
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

  /** The owner that the person at the desk is: who is signed in, or was last. */
  readonly own = (): string | null => this.#own

  /** Whose rows are shown; null before anybody signed in. */
  get scope(): RowScope | null {
    return this.#scope
  }

  /** True while the rows of all agents of the gateway are shown. */
  get showsAll(): boolean {
    return this.#scope !== null && 'host' in this.#scope
  }

  /** Changes with {@link scope}: what a screen has loaded is then another's. */
  get epoch(): string {
    return String(this.#epoch)
  }

  isOwn(row: Pick<ItemRow, 'owner'>): boolean {
    return this.#own !== null && row.owner === this.#own
  }

  shows(row: Pick<ItemRow, 'owner' | 'host'>): boolean {
    return this.#scope !== null && isWithin(row, this.#scope)
  }

  /** What leaves main of a row that is shown. */
  readonly viewOf = (row: ItemRow): LibraryItem => ({ ...factsOf(row), own: this.isOwn(row) })

  /** An agent signed in, or (null) the sign-in ended: their rows wait for it from then on. */
  change(agent: RowOwner | null): void {
    const before = this.running()
    this.#signedIn = agent
    const now = this.running()
    this.look()
    if (before !== now) this.settle()
  }

  /** Sees whether more or fewer rows are to be shown than before: a right was told, or has ended. */
  look(): void {
    const before = JSON.stringify([this.#own, this.#scope])
    const now = this.running()
    this.#own = now ?? this.#own
    if (this.#signedIn !== null && this.#maySeeAll()) this.#scope = { host: this.#signedIn.host }
    else this.#scope = this.#own === null ? null : { owner: this.#own }
    if (JSON.stringify([this.#own, this.#scope]) !== before) this.#epoch += 1
  }

  /** Other rows may be there than before: what a screen has loaded is loaded anew. */
  renew(): void {
    this.#epoch += 1
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
    this.#own = null
    this.#scope = null
  }

  /** A row that is shown now. @throws `not-found` for anybody else's as well */
  require(itemId: string): ItemRow {
    const row = this.#book.require(itemId)
    if (!this.shows(row)) throw new AppError('not-found', 'There is no such item')
    return row
  }

  /**
   * A row of the person at the desk: transfers use the sign-in of the agent whose row it is, and
   * files are theirs to remove.
   * @throws `not-found`, `not-now:of-another-agent` where it is shown, but another agent's
   */
  requireOwn(itemId: string): ItemRow {
    const row = this.require(itemId)
    if (!this.isOwn(row)) throw new AppError('not-now:of-another-agent', 'It is not their row')
    return row
  }
}
