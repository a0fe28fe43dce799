import { untrack } from 'svelte'
import type { LibraryRow } from '../state/library-row.svelte.ts'

/**
 * A view on a list of rows that depends on the list alone. Reading ten thousand rows would else make
 * as many dependencies; the list itself is a new one whenever an item of it changed.
 */
export const untracked = <T>(
  rows: readonly LibraryRow[],
  view: (rows: readonly LibraryRow[]) => T
): T => untrack(() => view(rows))
