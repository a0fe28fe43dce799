import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { migrations } from './schema.ts'

export interface OpenedDatabase {
  readonly database: DatabaseSync
  /** Where a file that could not be used was put; null where there was none. */
  readonly setAside: string | null
}

/** What SQLite keeps beside the file. */
const companions = ['', '-wal', '-shm'] as const

/**
 * Opens the library's database, checked and brought to its newest shape. One that is damaged, or
 * was written by a newer Callside, is set aside as `<path>.set-aside-<stamp>` and a new one begins:
 * nothing is deleted. Every commit is on the disk before it returns (WAL, synchronous FULL; a row's
 * update took 0.12 ms at 10,000 rows, see docs/benchmark.md). Throws where not even a new file can
 * be made.
 */
export function openDatabase(path: string, stamp: string): OpenedDatabase {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  try {
    return { database: openSound(path), setAside: null }
  } catch (thrown) {
    if (!existsSync(path)) throw thrown
  }
  const setAside = `${path}.set-aside-${stamp}`
  for (const companion of companions) {
    if (existsSync(path + companion)) renameSync(path + companion, setAside + companion)
  }
  return { database: openSound(path), setAside }
}

function openSound(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 2_000 })
  try {
    database.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF'
    )
    requireSound(database)
    migrate(database)
    return database
  } catch (thrown) {
    database.close()
    throw thrown
  }
}

function requireSound(database: DatabaseSync): void {
  const found = database.prepare('PRAGMA quick_check(1)').get()
  if (found?.['quick_check'] !== 'ok') throw new Error('The library database is damaged')
}

function migrate(database: DatabaseSync): void {
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
  if (version > migrations.length) throw new Error('A newer Callside wrote the library database')
  for (const [index, step] of migrations.entries()) {
    if (index < version) continue
    database.exec(`BEGIN; ${step}; PRAGMA user_version = ${String(index + 1)}; COMMIT`)
  }
}
