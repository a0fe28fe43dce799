import type { SQLInputValue, StatementSync } from 'node:sqlite'
import type { ItemRow } from '../items/item-row.ts'
import { rowFrom } from './item-columns.ts'
import type { OpenFile } from './open-file.ts'

/** What a statement finds. A row that cannot be read costs itself: the others move up in its place. */
export function readableRows(
  open: Pick<OpenFile, 'skip'>,
  statement: StatementSync,
  given: readonly SQLInputValue[]
): ItemRow[] {
  // Each time round at least one more row is left out.
  for (;;) {
    const found = allOf(statement, given)
    const rows = found.map(rowFrom)
    const unreadable = found.filter((_, index) => rows[index] === null)
    if (unreadable.length === 0) return rows.filter((row) => row !== null)
    open.skip(unreadable.flatMap(({ row }) => (isNumber(row) ? [row] : [])))
  }
}

const isNumber = (value: unknown): value is number | bigint =>
  typeof value === 'number' || typeof value === 'bigint'

/** One number beyond what JavaScript counts exactly makes `node:sqlite` throw for the whole answer. */
function allOf(
  statement: StatementSync,
  given: readonly SQLInputValue[]
): Record<string, unknown>[] {
  try {
    return statement.all(...given)
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown
  }
  statement.setReadBigInts(true)
  try {
    return statement.all(...given)
  } finally {
    statement.setReadBigInts(false)
  }
}
