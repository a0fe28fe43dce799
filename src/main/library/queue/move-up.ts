import type { ItemBook } from '../items/item-book.ts'
import type { ItemRow } from '../items/item-row.ts'

const movable = ['queued', 'waiting-sign-in', 'waiting', 'paused'] as const

/** Puts a waiting row before the one that is in front of it; the first one stays where it is. */
export function moveUp(book: ItemBook, row: ItemRow): void {
  const all = book.store.inStates(movable, row.owner)
  const place = all.findIndex(({ itemId }) => itemId === row.itemId)
  const [before, moved] = [all[place - 1], all[place]]
  if (before === undefined || moved === undefined) return
  book.put({ ...moved, position: before.position }, { ...before, position: moved.position })
}
