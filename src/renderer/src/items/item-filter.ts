import type { LibraryItem } from '../../../shared/model/library.ts'
import type { LibraryRow } from '../state/library-row.svelte.ts'
import { found, termsOf, type Haystack } from './item-search.ts'
import { checkFailed, fileOf } from './item-states.ts'

export const itemFilters = ['all', 'not-saved', 'saved', 'unproven', 'failed', 'held'] as const
export type ItemFilter = (typeof itemFilters)[number]

const passes: Readonly<Record<ItemFilter, (item: LibraryItem) => boolean>> = {
  all: () => true,
  'not-saved': (item) => fileOf(item) === null,
  saved: (item) => fileOf(item) !== null,
  unproven: ({ save }) => save.state === 'saved-unproven',
  failed: checkFailed,
  held: ({ hold }) => hold
}

export interface Wanted {
  /** As it was typed. */
  search: string
  filter: ItemFilter
  /** Null for every tag. */
  tag: string | null
}

/** The rows that are wanted, in their order. */
export function wantedRows(
  rows: readonly LibraryRow[],
  { search, filter, tag }: Wanted,
  haystack: (item: LibraryItem) => Haystack
): readonly LibraryRow[] {
  const terms = termsOf(search)
  const pass = passes[filter]
  return rows.filter(
    ({ latest: item }) =>
      pass(item) &&
      (tag === null || item.tags.includes(tag)) &&
      (terms.length === 0 || found(haystack(item), terms))
  )
}

/** Every tag in use, in the order of the alphabet. */
export function tagsIn(rows: readonly LibraryRow[]): readonly string[] {
  const tags = new Set<string>()
  for (const { latest } of rows) for (const tag of latest.tags) tags.add(tag)
  return [...tags].sort((a, b) => a.localeCompare(b))
}
