import type { LibraryAwayReason } from '../../../shared/model/library-away.ts'
import type { Problem } from '../../../shared/model/problem.ts'

/** Why the database cannot be used, although nothing says that it is damaged. */
export class DatabaseAway extends Error {
  override readonly name = 'DatabaseAway'
  readonly reason: LibraryAwayReason

  constructor(reason: LibraryAwayReason, options?: ErrorOptions) {
    super(`The library database cannot be used: ${reason}`, options)
    this.reason = reason
  }
}

/** SQLite's codes of what may pass or be put right without losing a row (sqlite.org/rescode.html). */
const reasons: ReadonlyMap<number, LibraryAwayReason> = new Map([
  [3, 'forbidden'], // no permission
  [5, 'locked'], // busy
  [6, 'locked'],
  [7, 'failed'], // out of memory
  [8, 'forbidden'], // read-only
  [10, 'failed'], // I/O error
  [13, 'no-space'],
  [14, 'forbidden'], // cannot open
  [15, 'locked'], // others take and leave it too fast
  [22, 'failed'] // too large for this system
])

/** What is found in a file that is reached and is no library of this Callside. */
export class NotALibrary extends Error {
  override readonly name = 'NotALibrary'
}

/** An SQL error (a column that is not there), and the same with {@link damaged}. */
const unusable: ReadonlySet<number> = new Set([1, 11, 26])

/** Corrupt, not a database. */
const damaged: ReadonlySet<number> = new Set([11, 26])

const codes: ReadonlyMap<unknown, LibraryAwayReason> = new Map([
  ['EACCES', 'forbidden'],
  ['EPERM', 'forbidden'],
  ['EROFS', 'forbidden'],
  ['ENOSPC', 'no-space'],
  ['EDQUOT', 'no-space'],
  ['EBUSY', 'locked'],
  ['ENOTDIR', 'not-a-file'],
  ['EEXIST', 'not-a-file']
])

/** SQLite's code without what extends it; 0 where the error is none of SQLite's. */
function resultCode(thrown: unknown): number {
  const code: unknown = thrown instanceof Error ? Reflect.get(thrown, 'errcode') : null
  return typeof code === 'number' ? code & 0xff : 0
}

/** Why a call of the system failed, such as making the folder. */
export const systemReason = (thrown: unknown): LibraryAwayReason =>
  codes.get(thrown instanceof Error ? Reflect.get(thrown, 'code') : null) ?? 'failed'

/**
 * Why the file cannot be used just now; null where it is reached, and is not what it should be. A file
 * is taken for that on evidence only: an error that nobody knows leaves it where it is.
 */
export function awayReason(thrown: unknown): LibraryAwayReason | null {
  if (thrown instanceof DatabaseAway) return thrown.reason
  const code = resultCode(thrown)
  if (thrown instanceof NotALibrary || unusable.has(code)) return null
  return reasons.get(code) ?? systemReason(thrown)
}

/** True where what was read shows that the file is damaged. */
export const isDamage = (thrown: unknown): boolean => damaged.has(resultCode(thrown))

export const isFull = (thrown: unknown): boolean => resultCode(thrown) === 13
export const isLocked = (thrown: unknown): boolean => reasons.get(resultCode(thrown)) === 'locked'

const ofTheDatabase: ReadonlySet<string> = new Set([
  'file:no-space',
  'library-unreadable',
  'library-unavailable'
])

/** True where the database did not take it: the same may be possible later. */
export const isOfDatabase = ({ code }: Problem): boolean => ofTheDatabase.has(code)
