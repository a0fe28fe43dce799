import {
  chmodSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  statSync
} from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseAway, systemReason } from './database-fault.ts'

/** What SQLite keeps beside the file. */
const companions = ['', '-wal', '-shm', '-journal'] as const

/**
 * Makes the place for the database: its folder, and a file of this account alone (SQLite gives what
 * it puts beside the rights of the file). Rights that an older Callside left open are corrected.
 * Throws {@link DatabaseAway}, also where a folder or a pipe stands in the place: opening that could
 * wait for ever.
 */
export function preparePlace(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    for (const companion of companions) requirePlain(path + companion)
    if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600))
    for (const companion of companions) makePrivate(path + companion)
  } catch (thrown) {
    if (thrown instanceof DatabaseAway) throw thrown
    throw new DatabaseAway(systemReason(thrown), { cause: thrown })
  }
}

/**
 * Puts whatever is there beside, under a name that nothing has: gives that. All of it or nothing: a
 * database without its WAL has lost rows, and a WAL beside another database would be read into it.
 * Throws what the disk does.
 */
export function setAsideFiles(path: string, stamp: string): string {
  const target = freeName(`${path}.set-aside-${stamp}`)
  const moved: string[] = []
  try {
    for (const companion of companions) {
      if (!isThere(path + companion)) continue
      renameSync(path + companion, target + companion)
      moved.push(companion)
    }
  } catch (thrown) {
    for (const companion of moved) renameSync(target + companion, path + companion)
    throw thrown
  }
  return target
}

function freeName(wanted: string): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted}-${String(number)}`
    if (!isThere(name)) return name
  }
}

/** Also for a link that leads nowhere. */
const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined

function requirePlain(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined ? isThere(path) : !found.isFile()) throw new DatabaseAway('not-a-file')
}

/** Windows keeps to the folder's rights. Another account's file is let be: opening it tells. */
function makePrivate(path: string): void {
  try {
    if (existsSync(path)) chmodSync(path, 0o600)
  } catch {
    // It is used as it is.
  }
}
