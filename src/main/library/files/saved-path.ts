import { realpath, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'

/**
 * The absolute path of a file that was saved as `fileName` in `folder`. Throws `not-found` where it
 * is gone, is no file, or is by now a link that leads out of its folder.
 */
export async function savedPath(folder: string, fileName: string): Promise<string> {
  try {
    const path = await realpath(join(folder, fileName))
    const inside = dirname(path) === (await realpath(folder))
    if (inside && (await stat(path)).isFile()) return path
  } catch {
    // Gone or out of reach: said below.
  }
  throw new AppError('not-found', 'The saved file is not where it was saved')
}
