import { join } from 'node:path'
import type { ItemBook } from '../items/item-book.ts'
import type { ItemRow } from '../items/item-row.ts'
import type { Litter } from './litter.ts'
import { partOf, waitingStates, type SaveRecord } from './save-record.ts'

/**
 * Rows that say "running" and may not be: after a crash, or after the database could not be written.
 * A file that only a full or absent disk kept from its name is among them: the disk may be back.
 */
export function unfinishedRows(book: ItemBook, litter: Pick<Litter, 'paths'>): readonly ItemRow[] {
  finishBegun(book, litter)
  for (const { itemId, save } of book.store.inStates(['needs-attention'], null)) {
    if (waitsForDisk(save)) book.advance(itemId, { type: 'asked', at: 0, patientUntil: null })
  }
  return book.store.inStates(['downloading', 'verifying'], null)
}

/**
 * Of a row that waits only "cancel" takes the part away, of one that needs attention "remove" too:
 * where that was begun, it is cancelled. What was to be removed can then be removed again.
 */
function finishBegun(book: ItemBook, litter: Pick<Litter, 'paths'>): void {
  const begun = new Set(litter.paths())
  if (begun.size === 0) return
  for (const { itemId, save } of book.store.inStates([...waitingStates, 'needs-attention'], null)) {
    const part = partOf(save)
    const isBegun = part !== null && begun.has(join(part.folder, part.partName))
    if (isBegun) book.advance(itemId, { type: 'cancelled' })
  }
}

const ofTheDisk: ReadonlySet<string> = new Set(['file:no-space', 'file:folder-unusable'])

const waitsForDisk = (save: SaveRecord): boolean =>
  save.state === 'needs-attention' && save.unnamed !== null && ofTheDisk.has(save.problem.code)
