import type { ItemBook } from '../items/item-book.ts'
import type { ItemRow } from '../items/item-row.ts'

/** Puts a waiting row before the one that is in front of it; the first one stays where it is. */
export function moveUp(book: ItemBook, row: ItemRow): void {
  if (row.position === null) return
  const before = book.store.waitingBefore(row.owner, row.position)
  if (before === null) return
  book.put({ ...row, position: before.position }, { ...before, position: row.position })
}
