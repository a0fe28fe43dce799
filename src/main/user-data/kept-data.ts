import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** What a start knows of this user's folder and of others that use it. */
export interface LaunchFacts {
  /** Whether this process holds the lock that only one has. */
  readonly locked: boolean
  /** False where the folder is a substitute that is forgotten. */
  readonly lasting: boolean
  /** Tries whether files can be made in the folder. */
  readonly writable: () => boolean
}

/**
 * What becomes of a launch. The lock is a file in the folder: where none can be made, that it was not
 * given says nothing of another Callside, and an app that starts without keeping anything is more than
 * one that ends without a word.
 */
export function launchOf({
  locked,
  lasting,
  writable
}: LaunchFacts): 'start' | 'start-without-keeping' | 'leave-to-other' {
  if (!lasting) return 'start-without-keeping'
  if (locked) return 'start'
  return writable() ? 'leave-to-other' : 'start-without-keeping'
}

/** Whether files can be made in `folder`, which is made where it is missing. Tried: modes do not tell. */
export function canBeWritten(folder: string): boolean {
  const probe = join(folder, `.callside-${process.pid}`)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    closeSync(openSync(probe, 'w', 0o600))
    rmSync(probe)
    return true
  } catch {
    return false
  }
}
