import { randomUUID } from 'node:crypto'
import { readFile, unlink } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { pause, type Clock } from '../../clock.ts'
import { createNew, openNew, type OpenNew } from '../files/create-new.ts'
import { errorNumber, fileProblem } from '../files/file-problem.ts'
import { whileLocked } from '../files/locked.ts'

/** A lock that nobody changed for so long belongs to a PC that was switched off. */
const staleMs = 10_000
/** Longer than one stale lock; then the append is given up and can be repeated. */
const longestWaitMs = 30_000
const lookAgainMs = 25

export interface FolderLockDeps {
  readonly clock: Clock
  /** How the lock file is created. */
  readonly opening?: OpenNew
}

/**
 * Runs `task` while no other PC or process does so for the same lock file. Creating a file
 * exclusively is atomic on local disks and on SMB shares; there is nothing else that both have.
 * Throws `file:locked` after half a minute, `file:*` where the folder cannot be written to.
 */
export async function withFolderLock<Result>(
  path: string,
  { clock, opening = openNew }: FolderLockDeps,
  task: () => Promise<Result>
): Promise<Result> {
  const mark = JSON.stringify({ host: hostname(), pid: process.pid, id: randomUUID() })
  await take({ path, mark, clock, opening })
  try {
    return await task()
  } finally {
    await release(path, mark, clock).catch(() => undefined)
  }
}

/** Looked at each time: who waited for too long has taken it from us, and then it is theirs. */
function release(path: string, mark: string, clock: Clock): Promise<void> {
  const wait = { clock, folder: dirname(path), signal: null, forMs: staleMs }
  return whileLocked(async () => {
    if ((await readFile(path, 'utf8')) === mark) await unlink(path)
  }, wait)
}

interface Taking {
  readonly path: string
  readonly mark: string
  readonly clock: Clock
  readonly opening: OpenNew
}

async function take(taking: Taking): Promise<void> {
  const { path, clock } = taking
  const begun = clock.elapsed()
  let seen = { content: '', since: begun }
  while (!(await created(taking))) {
    const content = await contentOf(path)
    const now = clock.elapsed()
    if (content !== seen.content) seen = { content, since: now }
    if (isOfDeadProcess(content) || now - seen.since >= staleMs) {
      await unlink(path).catch(() => undefined)
    } else if (now - begun >= longestWaitMs) {
      throw new AppError('file:locked', 'The manifest is locked by another PC')
    } else {
      await pause(clock, lookAgainMs, new AbortController().signal)
    }
  }
}

async function created({ path, mark, clock, opening }: Taking): Promise<boolean> {
  try {
    const wait = { clock, signal: null, forMs: longestWaitMs }
    const handle = await createNew(path, wait, opening)
    try {
      await handle.writeFile(mark)
    } catch (error) {
      // On a full disk a lock can be made, but not marked: it would only be in the way.
      await unlink(path).catch(() => undefined)
      throw error
    } finally {
      await handle.close()
    }
    return true
  } catch (error) {
    if (errorNumber(error) === 'EEXIST') return false
    throw fileProblem(error, 'Locking the manifest')
  }
}

/** Empty where it is gone, or where its maker has not written to it yet. */
async function contentOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '')
}

/** A crash on this PC leaves its lock behind; nobody need wait for that. */
function isOfDeadProcess(content: string): boolean {
  const [, host, pid] = /^\{"host":"([^"]*)","pid":(\d+),/.exec(content) ?? []
  if (host !== hostname() || pid === undefined) return false
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return errorNumber(error) === 'ESRCH'
  }
}
