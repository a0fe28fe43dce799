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
 * nothing is deleted. One that cannot be used just now (a full disk, another process) is never taken
 * for damaged. Every commit is on the disk before it returns (WAL, synchronous FULL; a row's update
 * took 0.12 ms at 10,000 rows, see docs/benchmark.md). Throws where not even a new file can be made,
 * and where the file cannot be reached.
 */
export function openDatabase(path: string, stamp: string): OpenedDatabase {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  try {
    return { database: openReachable(path), setAside: null }
  } catch (thrown) {
    if (!existsSync(path) || isHeldBack(thrown)) throw thrown
  }
  const setAside = `${path}.set-aside-${stamp}`
  for (const companion of companions) {
    if (existsSync(path + companion)) renameSync(path + companion, setAside + companion)
  }
  return { database: openSound(path), setAside }
}

/**
 * WAL shares an index file with other processes, and a full disk has no room for it (SQLite then
 * reports an I/O error). Opened for this process alone, the index is in memory.
 */
function openReachable(path: string): DatabaseSync {
  try {
    return openSound(path)
  } catch (thrown) {
    if (!isHeldBack(thrown) && resultCode(thrown) !== ioError) throw thrown
    return openSound(path, 'PRAGMA locking_mode = EXCLUSIVE;')
  }
}

/** Busy, locked, out of memory, read-only, full, cannot open, no permission (sqlite.org/rescode.html). */
const heldBack: ReadonlySet<number> = new Set([3, 5, 6, 7, 8, 13, 14])
const ioError = 10

const isHeldBack = (thrown: unknown): boolean => heldBack.has(resultCode(thrown))

/** SQLite's code without what extends it; 0 where the error is none of SQLite's. */
function resultCode(thrown: unknown): number {
  const code: unknown = thrown instanceof Error ? Reflect.get(thrown, 'errcode') : null
  return typeof code === 'number' ? code & 0xff : 0
}

function openSound(path: string, first = ''): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 2_000 })
  try {
    database.exec(
      `${first} PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF`
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
