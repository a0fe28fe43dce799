import { open, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { whileLocked, type LockWait } from './locked.ts'

/** Opens a file that must not exist; a test can make it fail as a file system would. */
export type OpenNew = (path: string) => Promise<FileHandle>

/** Readable by this account only. Exclusively, so that no link that was planted there is followed. */
export const openNew: OpenNew = (path) => open(path, 'wx+', 0o600)

/**
 * Creates a file that must not exist. A name whose file is deleted and still open somewhere is not
 * free yet: Windows answers EPERM, EACCES or EBUSY for it, never EEXIST, and then it is waited for.
 * Throws the system's EEXIST where the name is taken, and what {@link whileLocked} throws.
 */
export function createNew(
  path: string,
  wait: Omit<LockWait, 'folder'>,
  opening: OpenNew = openNew
): Promise<FileHandle> {
  return whileLocked(() => opening(path), { ...wait, folder: dirname(path) })
}
