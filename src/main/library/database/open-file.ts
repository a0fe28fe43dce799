import type { DatabaseSync } from 'node:sqlite'
import type { OpenedDatabase } from './open-database.ts'
import type { Statements } from './statements.ts'

/** A database that can be asked. */
export interface OpenFile {
  readonly database: DatabaseSync
  readonly ask: Statements
  /** These rows cannot be read: they are left out from now on. */
  readonly skip: (rows: readonly (number | bigint)[]) => void
  /** Rows were written: a place in the file may be another row's now. */
  readonly skipNone: () => void
}

/** `onUnreadable` is told of each row once. */
export function openFile(
  { database, ask }: Pick<OpenedDatabase, 'database' | 'ask'>,
  onUnreadable: (rows: number) => void
): OpenFile {
  const told = new Set<number | bigint>()
  let isSkipping = false
  return {
    database,
    ask,
    skip(rows) {
      isSkipping = true
      for (const row of rows) ask.skip.run(row)
      const fresh = rows.filter((row) => !told.has(row))
      for (const row of fresh) told.add(row)
      if (fresh.length > 0) onUnreadable(fresh.length)
    },
    skipNone() {
      if (!isSkipping) return
      isSkipping = false
      ask.skipNone.run()
    }
  }
}
