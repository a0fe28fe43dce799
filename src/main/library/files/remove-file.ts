import { unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorNumber, fileProblem } from './file-problem.ts'
import { whileLocked, type LockWait } from './locked.ts'

/**
 * Removes a file; one that is gone already is fine, its folder being gone too. A link is removed
 * itself, never what it leads to. One that is locked is tried again for 60 s, then `file:locked`.
 */
export async function removeFile(path: string, wait: Omit<LockWait, 'folder'>): Promise<void> {
  try {
    await whileLocked(() => unlink(path), { ...wait, folder: dirname(path) })
  } catch (error) {
    if (errorNumber(error) !== 'ENOENT') throw fileProblem(error, 'Removing the file')
  }
}
