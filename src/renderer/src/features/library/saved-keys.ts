import type { ListDesk } from '../../items/list-desk.svelte.ts'
import type { LibraryRow } from '../../state/library-row.svelte.ts'
import type { SavedLine } from './saved-lines.ts'

interface SavedKeysDeps {
  list: ListDesk
  /** The rows on the screen, in their order. */
  shown: readonly LibraryRow[]
}

export interface SavedKeys {
  /** A key on a row (`row` is true) or on something in it. */
  press: (event: KeyboardEvent, line: SavedLine, row: boolean) => void
  /** Shift and an arrow key went from one row to the next. */
  extend: (from: SavedLine, to: SavedLine) => void
  /** A checkbox was pressed; with Shift it selects everything since the last one. */
  select: (row: LibraryRow, range: boolean) => void
}

function select({ list, shown }: SavedKeysDeps, row: LibraryRow, range: boolean): void {
  if (range) list.selection.extend(row.itemId, shown)
  else list.selection.toggle(row.itemId)
}

/** Space: an item, or everything of a call. */
function choose(deps: SavedKeysDeps, line: SavedLine, range: boolean): void {
  const { selection } = deps.list
  if (line.kind === 'item') select(deps, line.row, range)
  else if (line.kind === 'call') {
    const ids = line.group.rows.map(({ itemId }) => itemId)
    selection.set(ids, !ids.every((itemId) => selection.has(itemId)))
  }
}

/** What keys do in the list: Enter opens, Space selects, Ctrl+A takes all, Escape takes back. */
export function savedKeys(deps: SavedKeysDeps): SavedKeys {
  const { list, shown } = deps
  const { selection } = list

  const selectAll = (): void => {
    selection.set(
      shown.map(({ itemId }) => itemId),
      true
    )
  }

  /** True where the key meant something. */
  function obey(event: KeyboardEvent, line: SavedLine): boolean {
    if (event.key === ' ') choose(deps, line, event.shiftKey)
    else if (event.key === 'Enter' && line.kind === 'item') list.toggle(line.key)
    else if (event.key === 'ArrowRight' && line.kind === 'item') list.open = line.key
    else if (event.key === 'ArrowLeft' && list.open === line.key) list.open = null
    else if (event.key === 'Escape' && list.open !== null) list.open = null
    else if (event.key === 'Escape' && selection.size > 0) selection.clear()
    else return false
    return true
  }

  return {
    select: (row, range) => {
      select(deps, row, range)
    },
    extend: (from, to) => {
      if (from.kind === 'item') selection.set([from.key], true)
      if (to.kind === 'item') selection.extend(to.key, shown)
    },
    press: (event, line, row) => {
      const command = event.ctrlKey || event.metaKey
      const all = command && event.key.toLowerCase() === 'a'
      if (all) selectAll()
      const plain = row && !command && !event.altKey
      if (all || (plain && obey(event, line))) event.preventDefault()
    }
  }
}
