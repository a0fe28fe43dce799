import { open, rename, stat, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../../clock.ts'
import { errorNumber, fileProblem } from './file-problem.ts'
import { flushFolder } from './flush-folder.ts'
import { whileLocked } from './locked.ts'

/**
 * Writes a small file whole or not at all: a new file beside it, flushed, its size compared, then
 * renamed over the old one, and the folder flushed. The old file stays where anything fails (on a
 * full disk the usual packages rename a truncated file over the good one). Throws `file:*`.
 *
 * A file that is locked is tried again for a minute. The new file is `<path>.new`; one that a crash left is written anew. One writer a path at a time.
 */
export async function writeSmallFile(path: string, text: string, clock: Clock): Promise<void> {
  const fresh = `${path}.new`
  const folder = dirname(path)
  try {
    await writeFresh(fresh, text)
    try {
      await whileLocked(() => rename(fresh, path), { clock, folder, signal: null })
    } catch (error) {
      await unlink(fresh).catch(() => undefined)
      throw error
    }
    await flushFolder(folder)
  } catch (error) {
    throw fileProblem(error, 'Writing a small file')
  }
}

async function writeFresh(path: string, text: string): Promise<void> {
  const handle = await create(path)
  try {
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    // The system reported no error, and still the size has the last word.
    const { size } = await stat(path)
    if (size === Buffer.byteLength(text)) return
    throw new AppError('file:write-failed', 'The small file is shorter than what was written')
  } catch (error) {
    await unlink(path).catch(() => undefined)
    throw error
  }
}

/** Exclusively, so that no link that was planted there is followed. */
async function create(path: string) {
  try {
    return await open(path, 'wx', 0o600)
  } catch (error) {
    if (errorNumber(error) !== 'EEXIST') throw error
    await unlink(path)
    return open(path, 'wx', 0o600)
  }
}
