import type { DatabaseSync } from 'node:sqlite'
import type { ItemRow } from '../items/item-row.ts'
import { columnNames, rowFrom } from './item-columns.ts'

/** What could still be read of a database that is not used any more. */
export interface Salvage {
  readonly rows: readonly ItemRow[]
  readonly marks: readonly (readonly [name: string, value: string])[]
}

export const nothingSalvaged: Salvage = { rows: [], marks: [] }

/** Far more than a library has: a damaged tree may lead round and round. */
const mostRows = 500_000

/**
 * Reads what can be read, past what cannot: from the front as far as it goes, then from the back.
 * The indexes are not asked: they may name what is not there. Never throws.
 */
export function salvage(database: DatabaseSync): Salvage {
  const rows = new Map<string, ItemRow>()
  const keep = (raw: unknown): void => {
    const row = rowFrom(raw)
    if (row !== null && !rows.has(row.itemId)) rows.set(row.itemId, row)
  }
  const all = `SELECT ${columnNames.join(', ')} FROM item NOT INDEXED ORDER BY rowid`
  const reachedTheEnd = readEach(database, `${all} ASC`, keep)
  if (!reachedTheEnd) readEach(database, `${all} DESC`, keep)
  return { rows: [...rows.values()], marks: marksOf(database) }
}

function marksOf(database: DatabaseSync): (readonly [string, string])[] {
  const marks: (readonly [string, string])[] = []
  readEach(database, 'SELECT name, value FROM mark', ({ name, value }) => {
    if (typeof name === 'string' && typeof value === 'string') marks.push([name, value])
  })
  return marks
}

/** False where it broke off. */
function readEach(
  database: DatabaseSync,
  sql: string,
  keep: (raw: Record<string, unknown>) => void
): boolean {
  try {
    const statement = database.prepare(sql)
    // A number beyond what JavaScript counts exactly would end the reading.
    statement.setReadBigInts(true)
    let read = 0
    for (const raw of statement.iterate()) {
      read += 1
      if (read > mostRows) return false
      keep(raw)
    }
    return true
  } catch {
    return false
  }
}
