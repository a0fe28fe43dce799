import { randomBytes } from 'node:crypto'
import { open, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileProblem } from './file-problem.ts'

/**
 * Writes an empty file into a folder and takes it away again: the only sure way to know whether that
 * is possible. A right may be missing, or a drive read-only, whatever it says of itself.
 * @throws `file:folder-unusable`, `file:no-space`
 */
export async function requireWritable(folder: string): Promise<void> {
  const probe = join(folder, `.callside-${randomBytes(6).toString('hex')}.tmp`)
  try {
    await (await open(probe, 'wx', 0o600)).close()
    await unlink(probe)
  } catch (thrown) {
    throw fileProblem(thrown, 'Writing to the folder')
  }
}
