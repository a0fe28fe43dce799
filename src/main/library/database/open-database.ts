import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { awayReason, DatabaseAway, NotALibrary } from './database-fault.ts'
import { preparePlace, setAsideFiles } from './database-place.ts'
import { durability } from './durability.ts'
import { nothingSalvaged, salvage, type Salvage } from './salvage.ts'
import { migrations } from './schema.ts'
import { prepareStatements, type Statements } from './statements.ts'

/** A database that was set aside: where it is now, and what could still be read of it. */
export interface SetAside extends Salvage {
  readonly path: string
}

export interface OpenedDatabase {
  readonly database: DatabaseSync
  readonly ask: Statements
  /** The file that could not be used; null where there was none. */
  readonly setAside: SetAside | null
}

type Opened = Omit<OpenedDatabase, 'setAside'>

/** How long another program may hold the file before it counts as locked. */
const defaultPatienceMs = 2_000

/**
 * Opens the library's database, looked at and brought to its newest shape. One that is damaged, is
 * none of ours, or was written by a newer Callside, is set aside as `<path>.set-aside-<stamp>` and a
 * new one begins: nothing is deleted. One that cannot be used just now (a full disk, another process)
 * is never taken for damaged. Every commit is on the disk before it returns (WAL, synchronous FULL;
 * a row's update took 0.12 ms at 10,000 rows, see docs/benchmark.md). Throws {@link DatabaseAway}
 * where it cannot be used.
 */
export function openDatabase(
  path: string,
  stamp: string,
  patienceMs = defaultPatienceMs
): OpenedDatabase {
  preparePlace(path)
  let left = nothingSalvaged
  try {
    return {
      ...openReachable(path, { patienceMs, onUnusable: (found) => (left = found) }),
      setAside: null
    }
  } catch (thrown) {
    const reason = awayReason(thrown)
    if (reason !== null || !existsSync(path))
      throw new DatabaseAway(reason ?? 'failed', { cause: thrown })
  }
  return beginAnew(path, stamp, left)
}

/** Sets aside whatever is there, and opens a new one. Throws {@link DatabaseAway}. */
export function beginAnew(path: string, stamp: string, left: Salvage): OpenedDatabase {
  try {
    const setAside = { ...left, path: setAsideFiles(path, stamp) }
    preparePlace(path)
    const reach = { patienceMs: defaultPatienceMs, onUnusable: () => undefined }
    return { ...openReachable(path, reach), setAside }
  } catch (thrown) {
    throw new DatabaseAway(awayReason(thrown) ?? 'failed', { cause: thrown })
  }
}

interface Reach {
  readonly patienceMs: number
  /** Gets what can be read of a file that is reached and cannot be used. */
  readonly onUnusable: (left: Salvage) => void
}

/**
 * WAL shares an index file with other processes, and a full disk has no room for it (SQLite then
 * reports an I/O error). Opened for this process alone, the index is in memory.
 */
function openReachable(path: string, reach: Reach): Opened {
  try {
    return openSound(path, reach)
  } catch (thrown) {
    const reason = awayReason(thrown)
    // Held by another program: alone with it is what nobody can be.
    if (reason === null || reason === 'locked') throw thrown
    return openSound(path, reach, 'PRAGMA locking_mode = EXCLUSIVE;')
  }
}

function openSound(path: string, { patienceMs, onUnusable }: Reach, first = ''): Opened {
  const database = new DatabaseSync(path, { timeout: patienceMs })
  try {
    database.exec(
      `${first} PRAGMA journal_mode = WAL; ${durability(process.platform)}
       PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY`
    )
    requireSound(database)
    migrate(database)
    // Takes the lock that writing needs: what only reads would find each save refused.
    database.exec('BEGIN IMMEDIATE; ROLLBACK')
    const ask = prepareStatements(database)
    database.exec(`PRAGMA busy_timeout = ${String(defaultPatienceMs)}`)
    return { database, ask }
  } catch (thrown) {
    if (awayReason(thrown) === null) onUnusable(salvage(database))
    database.close()
    throw thrown
  }
}

/** The quick look: the indexes are compared by {@link isWhole}, once the window is there. */
function requireSound(database: DatabaseSync): void {
  const found = database.prepare('PRAGMA quick_check(1)').get()
  if (found?.['quick_check'] !== 'ok') throw new NotALibrary('It is damaged')
}

/**
 * Whether the indexes agree with the rows, too. At 10,000 rows it took 90 to 130 ms beside 10 to
 * 35 ms of the quick look, on a machine with three busy processes to a core. Throws what SQLite does.
 */
export const isWhole = (database: DatabaseSync): boolean =>
  database.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'] === 'ok'

function migrate(database: DatabaseSync): void {
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
  if (version > migrations.length) throw new NotALibrary('A newer Callside wrote it')
  if (shapeOf(database) !== shapeAfter(version)) throw new NotALibrary('Its shape is another')
  for (const [index, step] of migrations.entries()) {
    if (index < version) continue
    database.exec(`BEGIN; ${step}; PRAGMA user_version = ${String(index + 1)}; COMMIT`)
  }
}

/** What the first steps make. */
function shapeAfter(steps: number): string {
  const model = new DatabaseSync(':memory:')
  try {
    for (const step of migrations.slice(0, steps)) model.exec(step)
    return shapeOf(model)
  } finally {
    model.close()
  }
}

function shapeOf(database: DatabaseSync): string {
  const shape = database.prepare(
    `SELECT type, name, tbl_name, sql FROM sqlite_schema
       WHERE name NOT LIKE 'sqlite^_%' ESCAPE '^' ORDER BY name`
  )
  return JSON.stringify(shape.all())
}
