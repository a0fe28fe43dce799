import { link, open, readdir, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { errorNumber, fileProblem } from './file-problem.ts'
import { numberedName } from './file-name.ts'

/** Gives a finished file its final name, without ever replacing another file. */
export interface FilePlacement {
  /**
   * Renames `partPath` to `name` in `folder`, or to the first free `name (2)`, `name (3)`, …
   * Returns the name it got. Throws `file:*`; then the part file is still where it was.
   */
  place(partPath: string, folder: string, name: string): Promise<string>
}

/** How a file system says that it has no hard links (exFAT, some network drives). */
const noHardLinks = new Set([
  ...['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EXDEV', 'ENOSYS', 'EMLINK', 'EINVAL', 'EISDIR', 'UNKNOWN']
])

/** How a file system says that a folder cannot be flushed by itself. */
const noFolderSync = new Set(['EINVAL', 'ENOTSUP', 'EPERM', 'EACCES', 'EISDIR', 'EBADF'])

/** How one more name is given to a file; exFAT and some network drives cannot. */
type Link = (existingPath: string, newPath: string) => Promise<void>

export function createFilePlacement(linkFile: Link = link): FilePlacement {
  // One at a time a folder: many equal names would otherwise race for each number in turn.
  const lastTurns = new Map<string, Promise<unknown>>()
  const claim: Claim = (partPath, target) => claimByLink(linkFile, partPath, target)

  return {
    async place(partPath, folder, name) {
      const before = lastTurns.get(folder) ?? Promise.resolve()
      const turn = before.then(() => placeNow(claim, { partPath, folder, name }))
      const settled = turn.catch(() => undefined)
      lastTurns.set(folder, settled)
      try {
        return await turn
      } catch (error) {
        throw fileProblem(error, 'Giving the file its name')
      } finally {
        if (lastTurns.get(folder) === settled) lastTurns.delete(folder)
      }
    }
  }
}

/** Takes a name for a file; false where the name is taken. */
type Claim = (partPath: string, target: string) => Promise<boolean>

interface Placing {
  readonly partPath: string
  readonly folder: string
  readonly name: string
}

async function placeNow(claim: Claim, { partPath, folder, name }: Placing): Promise<string> {
  let attempt = 1
  while (!(await claim(partPath, join(folder, numberedName(name, attempt))))) {
    attempt = await nextFree(folder, name, attempt + 1)
  }
  await flushFolder(folder)
  return numberedName(name, attempt)
}

/** The lowest number from `attempt` on that looks free; another process may still be faster. */
async function nextFree(folder: string, name: string, attempt: number): Promise<number> {
  const fold = (text: string): string => text.normalize('NFC').toLowerCase()
  const taken = new Set((await readdir(folder)).map(fold))
  let free = attempt
  while (taken.has(fold(numberedName(name, free)))) free += 1
  return free
}

/** A link either makes the whole file appear under the name or fails. */
async function claimByLink(linkFile: Link, partPath: string, target: string): Promise<boolean> {
  try {
    await linkFile(partPath, target)
  } catch (error) {
    const number = errorNumber(error)
    if (number === 'EEXIST') return false
    if (noHardLinks.has(number)) return claimByReservation(partPath, target)
    throw error
  }
  // The file is complete under its name; a second name that cannot be removed harms nobody.
  await unlink(partPath).catch(() => undefined)
  return true
}

/**
 * Without hard links: an empty file is created under the name (which fails where there is one),
 * then the part file is renamed over it. A crash between the two leaves that empty file.
 */
async function claimByReservation(partPath: string, target: string): Promise<boolean> {
  try {
    await (await open(target, 'wx', 0o600)).close()
  } catch (error) {
    if (errorNumber(error) === 'EEXIST') return false
    throw error
  }
  try {
    await rename(partPath, target)
  } catch (error) {
    await unlink(target).catch(() => undefined)
    throw error
  }
  return true
}

/** Makes the new name itself survive a power cut. Windows has no such call. */
async function flushFolder(folder: string): Promise<void> {
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
