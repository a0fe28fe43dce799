import { DatabaseSync } from 'node:sqlite'
import { rowFrom } from '../../src/main/library/database/item-columns.ts'
import type { ItemRow } from '../../src/main/library/items/item-row.ts'

export interface DatabaseReading {
  readonly rows: readonly ItemRow[]
  /** True while the agent has paused everything. */
  readonly paused: boolean
  /** Part files that could not be removed yet. */
  readonly litter: readonly string[]
  /** What is wrong with the database itself. */
  readonly faults: readonly string[]
}

/** Reads a library's database with a connection of its own, checking it whole. */
export function readRows(path: string): DatabaseReading {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 })
  try {
    const faults: string[] = []
    const sound = database.prepare('PRAGMA integrity_check').get()?.['integrity_check']
    if (sound !== 'ok') faults.push(`the database is damaged: ${String(sound)}`)
    const rows = database
      .prepare('SELECT * FROM item')
      .all()
      .flatMap((raw) => {
        const row = rowFrom(raw)
        if (row === null) {
          faults.push('a row cannot be read')
          return []
        }
        // A save that cannot be read shows as "needs attention", whatever its column says.
        if (raw['state'] !== row.save.state) faults.push(`${row.itemId} has an unreadable save`)
        return [row]
      })
    const mark = (name: string): unknown =>
      database.prepare('SELECT value FROM mark WHERE name = ?').get(name)?.['value']
    const litter = JSON.parse((mark('litter') as string | undefined) ?? '[]') as string[]
    return { rows, paused: mark('paused') !== undefined, litter, faults }
  } finally {
    database.close()
  }
}
