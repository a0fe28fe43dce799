import { lstat, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Placing } from '../transfer/file-work.ts'
import { openNew, type OpenNew } from './create-new.ts'
import { errorNumber } from './file-problem.ts'

/**
 * How a name is taken where there are no hard links (exFAT, some network drives): a small file is
 * created exclusively under it, and then the part file is renamed over that. The small file says
 * whose it is, so nobody else's file is ever taken for it, not even an empty one.
 *
 * A crash in between leaves it there. Placing the same part again takes it over. Where the crash
 * came before its text was written it is empty: only who recorded the name before it was asked for
 * can tell that it is ours, so the sweep at the next start calls {@link clearReservation}.
 *
 * Does not wait: a name that Windows does not give yet is the caller's to ask for again.
 */
export async function reserveName(
  placing: Placing,
  opening: OpenNew = openNew
): Promise<'reserved' | 'taken'> {
  try {
    const file = await opening(join(placing.folder, placing.fileName))
    try {
      await file.writeFile(markOf(placing))
    } finally {
      await file.close()
    }
    return 'reserved'
  } catch (error) {
    if (errorNumber(error) === 'EEXIST') return 'taken'
    throw error
  }
}

/** True where the file under the final name is what {@link reserveName} made for this part. */
export async function isReservation(placing: Placing): Promise<boolean> {
  return (await heldBy(placing)) === markOf(placing)
}

/**
 * Removes what a crash left under a recorded name that its part never got: the reservation, or an
 * empty file in its place. Anything else there stays. To be called only for a name that was
 * recorded, whose part is still there, and which was not placed.
 */
export async function clearReservation(placing: Placing): Promise<void> {
  const held = await heldBy(placing)
  // A crash may also have cut the text.
  if (held !== null && markOf(placing).startsWith(held)) {
    await unlink(join(placing.folder, placing.fileName)).catch(() => undefined)
  }
}

/** The text of a small regular file; null for anything else, a link above all. */
async function heldBy({ folder, fileName }: Placing): Promise<string | null> {
  const path = join(folder, fileName)
  try {
    const found = await lstat(path)
    return found.isFile() && found.size <= 1_024 ? await readFile(path, 'utf8') : null
  } catch {
    return null
  }
}

const markOf = ({ partName }: Placing): string =>
  `Callside keeps this name for ${JSON.stringify(partName)}.\n`
