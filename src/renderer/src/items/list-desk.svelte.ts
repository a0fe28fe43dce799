import { untrack } from 'svelte'
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

  get wantsEverything(): boolean {
    const { search, filter, tag } = this.wanted
    return search.trim() === '' && filter === 'all' && tag === null
  }

  showEverything(): void {
    this.wanted = everything
  }

  /** The rows that are wanted. Depends on the list and on what is wanted, not on each row. */
  shown(rows: readonly LibraryRow[]): readonly LibraryRow[] {
    const { wanted } = this
    return untrack(() => wantedRows(rows, wanted, this.#haystack))
  }

  toggle(itemId: string): void {
    this.open = this.open === itemId ? null : itemId
  }
}
