import { randomBytes } from 'node:crypto'
import { open, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { pause, type Clock } from '../../clock.ts'
import { errorNumber, fileProblem } from './file-problem.ts'

/** Virus scanners let go of a file within this time; VS Code and graceful-fs wait as long. */
export const lockedForMs = 60_000

const pauseStepMs = 10
const longestPauseMs = 100

/**
 * How a system says that somebody has the file open. Windows: a sharing violation is EBUSY, denied
 * access EPERM; a folder without permission has the same numbers, which is why it is probed.
 */
const lockNumbers = new Set(['EBUSY', 'EPERM', 'EACCES'])

export interface LockWait {
  readonly clock: Clock
  /** Where the file is. */
  readonly folder: string
  /** Ends the waiting with `could-not-ask:cancelled`; null where it must not be ended. */
  readonly signal: AbortSignal | null
  /** How long it is waited for, in milliseconds; {@link lockedForMs} unless told. */
  readonly forMs?: number
}

/**
 * Tries again while the file is locked: after 10 ms, 20 ms, … 100 ms, then each 100 ms, for
 * {@link LockWait.forMs}; then `file:locked`. A folder in which no file can be created at all is not
 * waited for: its own problem is thrown at the first try. Other errors go through as they are.
 */
export async function whileLocked<T>(doing: () => Promise<T>, wait: LockWait): Promise<T> {
  const { clock, folder, forMs = lockedForMs } = wait
  const since = clock.elapsed()
  for (let tries = 1; ; tries += 1) {
    if (wait.signal?.aborted === true) throw cancelled()
    try {
      return await doing()
    } catch (error) {
      if (!lockNumbers.has(errorNumber(error))) throw error
      if (tries === 1) await requireWritable(folder)
      if (clock.elapsed() - since >= forMs) throw locked(error)
    }
    await pause(
      clock,
      Math.min(tries * pauseStepMs, longestPauseMs),
      wait.signal ?? new AbortController().signal
    )
  }
}

/** Throws `file:folder-unusable` where no file can be created in a folder. */
async function requireWritable(folder: string): Promise<void> {
  const probe = join(folder, `.callside-${randomBytes(6).toString('hex')}.probe`)
  try {
    await (await open(probe, 'wx', 0o600)).close()
  } catch (error) {
    const problem = fileProblem(error, 'Creating a file in the folder')
    if (problem.code === 'file:folder-unusable') throw problem
  }
  await unlink(probe).catch(() => undefined)
}

export function cancelled(): AppError {
  return new AppError('could-not-ask:cancelled', 'The work on the file was cancelled')
}

function locked(cause: unknown): AppError {
  return new AppError('file:locked', 'Somebody has had the file open all the time', { cause })
}
