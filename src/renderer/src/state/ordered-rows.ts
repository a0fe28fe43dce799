import type { LibraryItem } from '../../../shared/model/library.ts'
import { LibraryRow } from './library-row.svelte.ts'

/** Newest first; two that began together keep one order. */
const newestFirst = (a: LibraryRow, b: LibraryRow): number =>
  b.latest.startedAt - a.latest.startedAt || (a.itemId < b.itemId ? -1 : 1)

/** The rows of one list, by item id and in their order. */
export class OrderedRows {
  readonly #rows = new Map<string, LibraryRow>()
  /** Null where rows came or went; one that merely changes keeps its place. */
  #inOrder: readonly LibraryRow[] | null = null

  get(itemId: string): LibraryRow | undefined {
    return this.#rows.get(itemId)
  }

  put(item: LibraryItem): void {
    const known = this.#rows.get(item.itemId)
    if (known !== undefined) known.take(item)
    else {
      this.#rows.set(item.itemId, new LibraryRow(item))
      this.#inOrder = null
    }
  }

  /** Keeps the rows whose item `keeps` wants. */
  keep(keeps: (itemId: string) => boolean): void {
    for (const itemId of this.#rows.keys()) if (!keeps(itemId)) this.#rows.delete(itemId)
    this.#inOrder = null
  }

  /** Newest first, a new array each time. */
  list(): readonly LibraryRow[] {
    this.#inOrder ??= [...this.#rows.values()].sort(newestFirst)
    return [...this.#inOrder]
  }
}
