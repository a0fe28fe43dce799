import { SvelteSet } from 'svelte/reactivity'
import type { LibraryRow } from '../state/library-row.svelte.ts'

/** Which rows are chosen for the next command. */
export class Selection {
  readonly #chosen = new SvelteSet<string>()
  /** Where a range begins: the row that was chosen last. */
  #anchor: string | null = null

  get size(): number {
    return this.#chosen.size
  }

  has(itemId: string): boolean {
    return this.#chosen.has(itemId)
  }

  /** The chosen ones of these rows, in their order. */
  of(rows: readonly LibraryRow[]): readonly LibraryRow[] {
    return this.#chosen.size === 0 ? [] : rows.filter(({ itemId }) => this.#chosen.has(itemId))
  }

  toggle(itemId: string): void {
    this.set([itemId], !this.#chosen.has(itemId))
  }

  set(itemIds: readonly string[], chosen: boolean): void {
    for (const itemId of itemIds) {
      if (chosen) this.#chosen.add(itemId)
      else this.#chosen.delete(itemId)
    }
    this.#anchor = itemIds.at(-1) ?? this.#anchor
  }

  /** Chooses everything between the row that was chosen last and this one, both included. */
  extend(itemId: string, rows: readonly LibraryRow[]): void {
    const to = rows.findIndex((row) => row.itemId === itemId)
    const from = rows.findIndex((row) => row.itemId === this.#anchor)
    if (to === -1) return
    const [first, last] = from === -1 ? [to, to] : [Math.min(from, to), Math.max(from, to)]
    for (const row of rows.slice(first, last + 1)) this.#chosen.add(row.itemId)
    this.#anchor ??= itemId
  }

  clear(): void {
    this.#chosen.clear()
    this.#anchor = null
  }
}
