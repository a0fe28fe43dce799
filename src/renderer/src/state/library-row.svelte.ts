import type { LibraryItem, TransferProgress } from '../../../shared/model/library.ts'

/**
 * One item of the library on screen. The object stays the same for as long as the item is known, so
 * that a list of thousands is told apart by it, and only what is drawn of it is drawn again.
 */
export class LibraryRow {
  readonly itemId: string
  #item: LibraryItem
  #latest: LibraryItem
  #progress = $state.raw<TransferProgress | null>(null)

  constructor(item: LibraryItem) {
    this.itemId = item.itemId
    this.#item = $state.raw(item)
    this.#latest = item
  }

  /** What is drawn of it is drawn again when it changes. */
  get item(): LibraryItem {
    return this.#item
  }

  /**
   * The same without following it, for views on a whole list: reading ten thousand items would else
   * make as many dependencies. The list itself is a new one whenever an item of it changed.
   */
  get latest(): LibraryItem {
    return this.#latest
  }

  /** How far its transfer is; null where none is under way or nothing was told yet. */
  get progress(): TransferProgress | null {
    return this.#progress
  }

  /** Takes the item as main has it now. */
  take(item: LibraryItem): void {
    const before = this.#latest.save
    const { save } = item
    this.#item = item
    this.#latest = item
    const same =
      save.state === 'downloading' &&
      before.state === 'downloading' &&
      save.startedAt === before.startedAt
    // What an earlier try had received says nothing about this one.
    if (!same) this.#progress = null
  }

  advance(progress: TransferProgress): void {
    this.#progress = progress
  }
}
