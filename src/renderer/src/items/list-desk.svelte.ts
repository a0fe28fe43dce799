import type { LibraryRow } from '../state/library-row.svelte.ts'
import { wantedRows, type Wanted } from './item-filter.ts'
import { createHaystacks } from './item-search.ts'
import { Selection } from './selection.svelte.ts'

const everything: Wanted = { search: '', filter: 'all', tag: null }

/** What a list of items keeps while another screen is shown: the search, the selection. */
export class ListDesk {
  wanted = $state.raw(everything)
  readonly selection = new Selection()
  /** The item whose details are shown; null for none. */
  open = $state<string | null>(null)
  /** The item that is played or looked at; null for none. */
  viewed = $state<string | null>(null)
  /** What is about to be removed, once that was confirmed; null for nothing. */
  removing = $state.raw<readonly LibraryRow[] | null>(null)
  readonly #haystack = createHaystacks()
  #shown: readonly LibraryRow[] = []

  get wantsEverything(): boolean {
    const { search, filter, tag } = this.wanted
    return search.trim() === '' && filter === 'all' && tag === null
  }

  showEverything(): void {
    this.wanted = everything
  }

  /**
   * The rows that are wanted: the same array as before where they are the same rows in the same
   * order, so that what is made of it (days, calls, lines) need not be made again for every change.
   */
  shown(rows: readonly LibraryRow[]): readonly LibraryRow[] {
    const shown = wantedRows(rows, this.wanted, this.#haystack)
    const before = this.#shown
    const same = shown.length === before.length && shown.every((row, at) => row === before[at])
    if (!same) this.#shown = shown
    return this.#shown
  }

  toggle(itemId: string): void {
    this.open = this.open === itemId ? null : itemId
  }
}
