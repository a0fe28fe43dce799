import { link, lstat, readdir, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../../clock.ts'
import type { Placed, Placing } from '../transfer/file-work.ts'
import { openNew, type OpenNew } from './create-new.ts'
import { requireFolder } from './disk-space.ts'
import { errorNumber, fileProblem } from './file-problem.ts'
import { flushFolder } from './flush-folder.ts'
import { createPromisedNames, foldedName, nextFreeName, type PromisedNames } from './free-name.ts'
import { whileLocked } from './locked.ts'
import { isReservation, reserveName } from './reservation.ts'
import { isSameFile } from './same-file.ts'
import { createTurns } from './turns.ts'

/** The calls that give and take names; a test can make them fail as a file system would. */
export interface NamingCalls {
  readonly link: (from: string, to: string) => Promise<void>
  readonly rename: (from: string, to: string) => Promise<void>
  readonly unlink: (path: string) => Promise<void>
  readonly flushFolder: (folder: string) => Promise<void>
  readonly openNew: OpenNew
}

export interface FilePlacementDeps {
  readonly clock: Clock
  readonly calls?: Partial<NamingCalls>
}

/** How one try ended; `linked` means that the part's own name is still there as well. */
type Try = 'linked' | 'renamed' | { readonly freeName: string }

/** How a file system says that it has no hard links. EPERM on Linux; the rest elsewhere. */
const noHardLinks = new Set([
  ...['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EXDEV', 'ENOSYS', 'EMLINK', 'EINVAL', 'EISDIR', 'UNKNOWN']
])

interface Surroundings {
  readonly clock: Clock
  readonly calls: NamingCalls
  readonly promised: PromisedNames
}

/**
 * Gives part files their final names as `FileWork.place` says, never in the way of another file:
 * also not of one whose name differs by case or accents only. A hard link and then the end of the
 * part's own name; without hard links a reservation (`reservation.ts`) and a rename. A crash in
 * between is made good by placing again. Links are never followed and never replaced.
 */
export function createFilePlacement({ clock, calls }: FilePlacementDeps) {
  const surroundings: Surroundings = {
    clock,
    calls: { link, rename, unlink, flushFolder, openNew, ...calls },
    promised: createPromisedNames()
  }
  const turns = createTurns()

  return {
    async place(placing: Placing, signal: AbortSignal): Promise<Placed> {
      const { folder } = placing
      // Looking and taking are one step a folder; waiting for a lock is no part of it.
      const tryOnce = (): Promise<Try> => turns.take(folder, () => tryName(surroundings, placing))
      try {
        const tried = await whileLocked(tryOnce, { clock, folder, signal })
        if (typeof tried === 'object') return { placed: false, ...tried }
        await finish(surroundings, placing, tried)
        return { placed: true }
      } catch (error) {
        throw fileProblem(error, 'Giving the file its name')
      }
    }
  }
}

async function tryName({ calls, promised }: Surroundings, placing: Placing): Promise<Try> {
  const { folder, partName, fileName } = placing
  await requirePart(placing)
  const names = await readdir(folder)
  const folded = new Set(names.map(foldedName))
  const taken = (): Try => {
    const isTaken = (name: string): boolean => folded.has(name) || promised.isKept(name, partName)
    const freeName = nextFreeName(fileName, isTaken)
    promised.give(partName, freeName)
    return { freeName }
  }
  if (!folded.has(foldedName(fileName))) {
    const way = await claim(calls, placing)
    if (way !== 'taken') return way
  }
  // Ours already, where a try was broken off after its decisive step or in the middle of it.
  if (await isSameFile(join(folder, partName), join(folder, fileName))) return 'linked'
  return (await isReservation(placing)) ? renamed(calls, placing) : taken()
}

async function claim(
  calls: NamingCalls,
  placing: Placing
): Promise<'linked' | 'renamed' | 'taken'> {
  const { folder, partName, fileName } = placing
  try {
    await calls.link(join(folder, partName), join(folder, fileName))
    return 'linked'
  } catch (error) {
    const number = errorNumber(error)
    if (number === 'EEXIST') return 'taken'
    if (!noHardLinks.has(number)) throw error
  }
  return (await reserveName(placing, calls.openNew)) === 'taken' ? 'taken' : renamed(calls, placing)
}

/** Takes the place of the reservation, or gives it back. */
async function renamed(calls: NamingCalls, placing: Placing): Promise<'renamed'> {
  const target = join(placing.folder, placing.fileName)
  try {
    await calls.rename(join(placing.folder, placing.partName), target)
    return 'renamed'
  } catch (error) {
    // Looked at again: a drive can carry a rename out and still report that it failed.
    if (await isReservation(placing)) await unlink(target).catch(() => undefined)
    throw error
  }
}

/** The name survives a power cut before the part's own name goes; from here on nothing ends it. */
async function finish(
  { clock, calls, promised }: Surroundings,
  { folder, partName }: Placing,
  way: 'linked' | 'renamed'
): Promise<void> {
  promised.drop(partName)
  await calls.flushFolder(folder)
  if (way === 'renamed') return
  const wait = { clock, folder, signal: null }
  await whileLocked(() => calls.unlink(join(folder, partName)), wait)
}

/** A part that is gone or has become a link or folder is not what was fetched. */
async function requirePart({ folder, partName }: Placing): Promise<void> {
  await requireFolder(folder)
  const part = await lstat(join(folder, partName)).catch((error: unknown) => {
    if (errorNumber(error) === 'ENOENT') return null
    throw error
  })
  if (part?.isFile() !== true) throw new AppError('file:missing', 'The part file is not there')
}
