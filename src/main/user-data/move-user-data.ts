import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as v from 'valibot'
import { realMoveCalls, type MoveCalls } from './move-calls.ts'
import { isOurs, isWorkedWith, type UserDataPlace } from './user-data-place.ts'

/** A file of the old folder, as it was when it was copied. */
const copied = v.object({ name: v.string(), bytes: v.number(), modifiedAt: v.number() })
type Copied = v.InferOutput<typeof copied>

/** Lies in the new folder until the old one is gone. */
const markName = 'moved-from.json'
const mark = v.object({ from: v.string(), files: v.array(copied) })

/** On Windows Chromium holds it open while an app uses the folder, and it ends with the app. */
const inUseName = 'lockfile'

export interface UserDataInForce {
  readonly folder: string
  /** Why the app goes on with the old folder; null where nothing was to be moved, or it was. */
  readonly notMoved: 'in-use' | 'failed' | null
}

/**
 * Brings what earlier versions kept elsewhere to its new place, once, whole or not at all: copied
 * into a folder beside the new place, flushed, and renamed into it; only then the old one is removed.
 * So a crash at any point leaves the old in force or the new, never parts of both. What fails leaves
 * the old in force. Only files of ours are taken along ({@link isOurs}).
 */
export function moveUserData(
  { folder, formerly }: UserDataPlace,
  calls: MoveCalls = realMoveCalls
): UserDataInForce {
  const moved: UserDataInForce = { folder, notMoved: null }
  if (formerly === null) return moved
  if (isWorkedWith(namesIn(folder))) {
    finish(folder, formerly, calls)
    return moved
  }
  if (!isWorkedWith(namesIn(formerly))) return moved
  if (existsSync(join(formerly, inUseName))) return { folder: formerly, notMoved: 'in-use' }
  try {
    bring(formerly, folder, calls)
  } catch {
    // Another start may have done it in the same moment.
    if (!isWorkedWith(namesIn(folder))) return { folder: formerly, notMoved: 'failed' }
  }
  finish(folder, formerly, calls)
  return moved
}

/** Which folder is in force, for those who only look: nothing is moved. */
export function userDataInForce({ folder, formerly }: UserDataPlace): string {
  if (formerly === null || isWorkedWith(namesIn(folder))) return folder
  return isWorkedWith(namesIn(formerly)) ? formerly : folder
}

function bring(from: string, to: string, calls: MoveCalls): void {
  const beside = `${to}.moving-${randomBytes(6).toString('hex')}`
  try {
    calls.makeFolder(dirname(to))
    calls.makeFolder(beside)
    const files = filesOf(from)
    if (files.some(({ name }) => name.includes('/'))) calls.makeFolder(join(beside, 'logs'))
    for (const { name } of files) calls.copy(join(from, name), join(beside, name))
    calls.write(join(beside, markName), JSON.stringify({ from, files }))
    // Nothing of ours is in it: Chromium's, or empty.
    if (existsSync(to)) calls.rename(to, `${beside}-before`)
    calls.rename(beside, to)
  } catch (thrown) {
    quietly(() => {
      calls.remove(beside)
    })
    throw thrown
  }
}

/** Removes the old folder, unless somebody has worked with it since; the next start tries again. */
function finish(folder: string, formerly: string, calls: MoveCalls): void {
  const path = join(folder, markName)
  if (!existsSync(path)) return
  quietly(() => {
    const { from, files } = v.parse(mark, JSON.parse(readFileSync(path, 'utf8')))
    if (from === formerly && isAsCopied(formerly, files)) calls.remove(formerly)
    calls.remove(path)
    for (const name of namesIn(dirname(folder))) {
      if (isLeftOver(join(dirname(folder), name), folder)) calls.remove(join(dirname(folder), name))
    }
  })
}

/** What a try that was broken off left beside the new place. */
const isLeftOver = (path: string, folder: string): boolean =>
  path.startsWith(`${folder}.moving-`) &&
  /^[0-9a-f]{12}(?:-before)?$/.test(path.slice(folder.length + 8))

function isAsCopied(from: string, files: readonly Copied[]): boolean {
  const known = new Map(files.map((file) => [file.name, file]))
  return filesOf(from).every(({ name, bytes, modifiedAt }) => {
    const before = known.get(name)
    return before?.bytes === bytes && before.modifiedAt === modifiedAt
  })
}

/** Our files of a folder, by their names in it, those in `logs` included. */
function filesOf(folder: string): Copied[] {
  const names = namesIn(folder).filter(isOurs)
  const all = names.flatMap((name) =>
    name === 'logs' ? namesIn(join(folder, name)).map((log) => `${name}/${log}`) : [name]
  )
  return all.flatMap((name) => {
    const found = statSync(join(folder, name))
    return found.isFile() ? [{ name, bytes: found.size, modifiedAt: found.mtimeMs }] : []
  })
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
}

function quietly(doing: () => void): void {
  try {
    doing()
  } catch {
    // Tried again at the next start.
  }
}
