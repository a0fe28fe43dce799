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
export function resultCode(thrown: unknown): number {
  const code: unknown = thrown instanceof Error ? Reflect.get(thrown, 'errcode') : null
  return typeof code === 'number' ? code & 0xff : 0
}

/** Why the file cannot be used just now; null where it is reached, and is not what it should be. */
export function awayReason(thrown: unknown): LibraryAwayReason | null {
  if (thrown instanceof DatabaseAway) return thrown.reason
  return reasons.get(resultCode(thrown)) ?? null
}

/** The same of a call of the system, such as making the folder. */
export const systemReason = (thrown: unknown): LibraryAwayReason =>
  codes.get(thrown instanceof Error ? Reflect.get(thrown, 'code') : null) ?? 'failed'

/** True where what was read shows that the file is damaged. */
export const isDamage = (thrown: unknown): boolean => damaged.has(resultCode(thrown))

export const isFull = (thrown: unknown): boolean => resultCode(thrown) === 13
export const isLocked = (thrown: unknown): boolean => awayReason(thrown) === 'locked'

const ofTheDatabase: ReadonlySet<string> = new Set([
  'file:no-space',
  'library-unreadable',
  'library-unavailable'
])

/** True where the database did not take it: the same may be possible later. */
export const isOfDatabase = ({ code }: Problem): boolean => ofTheDatabase.has(code)
