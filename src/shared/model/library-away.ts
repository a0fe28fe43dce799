import * as v from 'valibot'
import { instant } from './ids.ts'

/**
 * Why the library's database cannot be used: another program holds it; something else stands in its
 * place; this account may not read or write it; the disk is full; or the disk says no more than that
 * it failed.
 */
export const libraryAwayReasons = [
  'locked',
  'not-a-file',
  'forbidden',
  'no-space',
  'failed'
] as const
export type LibraryAwayReason = (typeof libraryAwayReasons)[number]

/** A database that cannot be used: which, why, and when that was seen last. */
export const libraryAway = v.object({
  reason: v.picklist(libraryAwayReasons),
  file: v.string(),
  triedAt: instant
})
