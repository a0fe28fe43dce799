import type {
  LibraryChange,
  LibraryItem,
  LibraryView,
  TransferProgress
} from '../../shared/model/library.ts'
import { createListeners } from '../listeners.ts'
import type { ItemBook, ItemChange } from './items/item-book.ts'
import type { ItemRow } from './items/item-row.ts'
import type { FetchNews } from './transfer/file-work.ts'
import type { WhoseRows } from './whose-rows.ts'

/** What the desktop and the screens hear of the library: only of rows that are shown to them. */
export class LibraryFeed {
  readonly #whose: WhoseRows
  readonly #book: ItemBook
  readonly #view: () => LibraryView
  readonly #views = createListeners<LibraryView>()
  readonly #items = createListeners<LibraryChange>()
  readonly #progress = createListeners<readonly TransferProgress[]>()
  /** How far each transfer is, and whose; a row that does not run has none. */
  readonly #running = new Map<string, { readonly row: ItemRow; readonly news: FetchNews }>()
  readonly onView = this.#views.add
  readonly onItems = this.#items.add
  readonly onProgress = this.#progress.add

  constructor(book: ItemBook, whose: WhoseRows, view: () => LibraryView) {
    this.#book = book
    this.#whose = whose
    this.#view = view
    book.onChange((changes) => {
      this.#changed(changes)
    })
  }

  view(): LibraryView {
    return this.#view()
  }

  /** An item that is shown; null for any other. Throws what the database throws. */
  find(itemId: string): LibraryItem | null {
    const row = this.#book.store.find(itemId)
    return row === null || !this.#whose.shows(row) ? null : this.#whose.viewOf(row)
  }

  /** Something of the library as a whole changed. */
  readonly viewChanged = (): void => {
    this.#views.tell(this.#view())
  }

  /** Gives the row, as it was when its transfer began, and what was known of it before. */
  progressed(itemId: string, news: FetchNews): { row: ItemRow; before: FetchNews | null } | null {
    const known = this.#running.get(itemId)
    // The database is asked once a transfer, not ten times a second.
    const row = known?.row ?? this.#book.look(itemId)
    if (row === null) return null
    this.#running.set(itemId, { row, news })
    this.#progress.tell(this.progress())
    return { row, before: known?.news ?? null }
  }

  progress(): readonly TransferProgress[] {
    const shown = [...this.#running].filter(([, { row }]) => this.#whose.shows(row))
    return shown.map(([itemId, { news }]) => ({ itemId, ...news }))
  }

  #changed(changes: readonly ItemChange[]): void {
    for (const { itemId, after } of changes) {
      if (after?.save.state !== 'downloading') this.#running.delete(itemId)
    }
    const whose = this.#whose
    const items = changes.flatMap(({ after }) =>
      after !== null && whose.shows(after) ? [whose.viewOf(after)] : []
    )
    const gone = changes.filter(
      ({ after, before }) => after === null && before !== null && whose.shows(before)
    )
    const removed = gone.map(({ itemId }) => itemId)
    const { epoch } = whose
    if (items.length + removed.length > 0) this.#items.tell({ epoch, items, removed })
  }
}
