import { byDayAndCall, type CallGroup } from '../../items/item-groups.ts'
import type { LibraryRow } from '../../state/library-row.svelte.ts'

/** One row of the list: a day, a call of that day, or an item of that call. */
export type SavedLine =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'call'; readonly key: string; readonly group: CallGroup }
  | {
      readonly kind: 'item'
      readonly key: string
      readonly row: LibraryRow
      /** The last of its call. */
      readonly last: boolean
    }

export const savedLines = (rows: readonly LibraryRow[]): readonly SavedLine[] =>
  byDayAndCall(rows).flatMap(({ day, at, calls }) => [
    { kind: 'day' as const, key: day, at },
    ...calls.flatMap((group) => [
      { kind: 'call' as const, key: group.key, group },
      ...group.rows.map((row, index) => ({
        kind: 'item' as const,
        key: row.itemId,
        row,
        last: index === group.rows.length - 1
      }))
    ])
  ])
