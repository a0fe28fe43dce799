import { byDayAndCall, type CallGroup } from '../../items/item-groups.ts'
import type { LibraryRow } from '../../state/library-row.svelte.ts'

/** One row of the gallery: a day, a call of that day, or as many pictures as stand side by side. */
export type GalleryLine =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'call'; readonly key: string; readonly group: CallGroup }
  | { readonly kind: 'pictures'; readonly key: string; readonly rows: readonly LibraryRow[] }

function inColumns(group: CallGroup, columns: number): readonly GalleryLine[] {
  const count = Math.ceil(group.rows.length / columns)
  return Array.from({ length: count }, (_, index) => ({
    kind: 'pictures' as const,
    key: `${group.key} ${index}`,
    rows: group.rows.slice(index * columns, (index + 1) * columns)
  }))
}

export const galleryLines = (
  rows: readonly LibraryRow[],
  columns: number
): readonly GalleryLine[] =>
  byDayAndCall(rows).flatMap(({ day, at, calls }) => [
    { kind: 'day' as const, key: day, at },
    ...calls.flatMap((group) => [
      { kind: 'call' as const, key: group.key, group },
      ...inColumns(group, columns)
    ])
  ])

/** The picture that an arrow key leads to; null where it leads to none. */
export function neighbour(
  lines: readonly GalleryLine[],
  itemId: string,
  key: string
): LibraryRow | null {
  const grid = lines.filter((line) => line.kind === 'pictures').map((line) => line.rows)
  const y = grid.findIndex((rows) => rows.some((row) => row.itemId === itemId))
  const x = grid[y]?.findIndex((row) => row.itemId === itemId) ?? 0
  const flat = grid.flat()
  const index = flat.findIndex((row) => row.itemId === itemId)
  switch (key) {
    case 'ArrowLeft':
      return flat[index - 1] ?? null
    case 'ArrowRight':
      return flat[index + 1] ?? null
    case 'ArrowUp':
      return grid[y - 1]?.[x] ?? grid[y - 1]?.at(-1) ?? null
    case 'ArrowDown':
      return grid[y + 1]?.[x] ?? grid[y + 1]?.at(-1) ?? null
    case 'Home':
      return flat[0] ?? null
    case 'End':
      return flat.at(-1) ?? null
    default:
      return null
  }
}
