import { open } from 'node:fs/promises'
import { errorNumber } from './file-problem.ts'

/** How a file system says that a folder cannot be flushed by itself. */
const noFolderSync = new Set(['EINVAL', 'ENOTSUP', 'EPERM', 'EACCES', 'EISDIR', 'EBADF'])

/** Makes new and removed names of a folder survive a power cut. Windows has no such call. */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  try {
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (!noFolderSync.has(errorNumber(error))) throw error
  }
}
