import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { FileCheck } from '../../../shared/model/library.ts'
import type { Clock } from '../../clock.ts'
import { checkFile, lookAtFile } from '../evidence/check-file.ts'
import type { Evidence } from '../evidence/evidence.ts'
import type { ItemBook } from '../items/item-book.ts'
import type { ItemRow } from '../items/item-row.ts'
import { isSaved } from '../queue/save-record.ts'
import type { FileWork } from '../transfer/file-work.ts'

export interface CheckDeps {
  readonly book: ItemBook
  readonly work: Pick<FileWork, 'hash'>
  readonly evidence: Pick<Evidence, 'note'>
  readonly clock: Clock
}

const notes = {
  unchanged: 'verified',
  changed: 'found-changed',
  missing: 'found-missing'
} as const

/**
 * Reads a saved file whole and writes down what was found, in its row and in the manifest. Never
 * repairs anything. Gives `unchecked` where the row is not saved or the reading was ended.
 */
export async function checkWhole(
  { book, work, evidence, clock }: CheckDeps,
  itemId: string,
  signal: AbortSignal
): Promise<FileCheck> {
  const row = book.store.find(itemId)
  if (row === null || !isSaved(row.save)) return 'unchecked'
  const { folder, fileName, bytes, sha256 } = row.save.file
  const found = await work
    .hash(join(folder, fileName), { onNews: () => undefined, signal })
    .catch((thrown: unknown) => ({ code: AppError.from(thrown).code }))
  const check = checkFile({ bytes, sha256 }, found)
  if (check === 'unchecked') return check
  book.advance(itemId, { type: 'checked', check, at: clock.now() })
  if (check !== 'unreachable') {
    const line = { what: notes[check], file: fileName, bytes, sha256, itemId, agentId: row.agentId }
    // The row has it; a folder that cannot be written to takes nothing away from that.
    await evidence.note(folder, line).catch(() => undefined)
  }
  return check
}

/**
 * A quick look at a saved file's size. It may find what a whole reading would (gone, another size)
 * and clears that again where the file is back; it never says `unchanged`.
 */
export async function lookQuickly(
  { book, clock }: Pick<CheckDeps, 'book' | 'clock'>,
  row: ItemRow
): Promise<void> {
  if (!isSaved(row.save)) return
  const { folder, fileName, bytes, check: before } = row.save.file
  const seen = await lookAtFile(folder, fileName, bytes)
  const isNews =
    seen === 'unchecked' ? before === 'missing' || before === 'unreachable' : seen !== before
  if (isNews && book.store.find(row.itemId) !== null) {
    book.advance(row.itemId, { type: 'checked', check: seen, at: clock.now() })
  }
}
