import { rename, stat, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../../clock.ts'
import { createNew } from './create-new.ts'
import { errorNumber, fileProblem } from './file-problem.ts'
import { flushFolder } from './flush-folder.ts'
import { whileLocked } from './locked.ts'
import { removeFile } from './remove-file.ts'

/**
 * Writes a small file whole or not at all: a new file beside it, flushed, its size compared, then
 * renamed over the old one, and the folder flushed. The old file stays where anything fails (on a
 * full disk the usual packages rename a truncated file over the good one). Throws `file:*`.
 *
 * A file that is locked is tried again for a minute. The new file is `<path>.new`; one that a crash
 * left is written anew. One writer a path at a time.
 */
export async function writeSmallFile(path: string, text: string, clock: Clock): Promise<void> {
  const fresh = `${path}.new`
  const folder = dirname(path)
  try {
    await writeFresh(fresh, text, clock)
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

async function writeFresh(path: string, text: string, clock: Clock): Promise<void> {
  const handle = await create(path, clock)
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

async function create(path: string, clock: Clock) {
  const wait = { clock, signal: null }
  try {
    return await createNew(path, wait)
  } catch (error) {
    if (errorNumber(error) !== 'EEXIST') throw error
    await removeFile(path, wait)
    return createNew(path, wait)
  }
}
