import { createHash, type Hash } from 'node:crypto'
import { constants } from 'node:fs'
import { open, rm, stat, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { createNew } from './create-new.ts'
import { headBytes } from './file-kind.ts'
import { errorNumber } from './file-problem.ts'
import { whileLocked, type LockWait } from './locked.ts'

/** A file that is not whole yet, open for writing and held by nobody else. */
export interface PartFile {
  readonly path: string
  readonly handle: FileHandle
  /** How many bytes of it count. */
  readonly bytes: number
  /** How many bytes of the disk it held when it was opened. */
  readonly occupiedBytes: number
  /** A SHA-256 that has seen those bytes. */
  readonly hash: Hash
  /** The first of those bytes, up to {@link headBytes}. */
  readonly head: Buffer
}

/** Links at the end of the path are not followed: they would lead to somebody else's file. */
const noLinks = constants.O_NOFOLLOW

const readBytes = 1024 * 1024

/** How long a part is waited for, and how a part that is there is opened. */
export interface PartWait extends Omit<LockWait, 'folder' | 'signal'> {
  readonly signal: AbortSignal
  /** A test can make it fail as a file system would. */
  readonly opening?: (path: string, flags: number) => Promise<FileHandle>
}

/** Creates a file that must not exist, readable by this account only. */
export async function createPart(path: string, wait: PartWait): Promise<PartFile> {
  const handle = await createNew(path, wait)
  return { path, handle, occupiedBytes: 0, ...nothing() }
}

/**
 * Opens a part again, counts and hashes its first `bytes` and drops what follows them. Null where
 * it is gone, is no file of its own, or is shorter. One that is locked is waited for, then
 * `file:locked`: nothing is said against its bytes. Ends with `signal`'s reason.
 */
export async function reopenPart(
  path: string,
  bytes: number,
  wait: PartWait
): Promise<PartFile | null> {
  const handle = await openPart(path, wait)
  if (handle === null) return null
  try {
    const found = await handle.stat()
    if (found.isFile() && found.nlink === 1 && found.size >= bytes) {
      const seen = await hashFirst(handle, bytes, wait.signal)
      await handle.truncate(bytes)
      return { path, handle, bytes, occupiedBytes: bytes, ...seen }
    }
  } catch (thrown) {
    await handle.close()
    throw thrown
  }
  await handle.close()
  return null
}

/** Null where nothing that can be continued is there. */
async function openPart(path: string, wait: PartWait): Promise<FileHandle | null> {
  const { opening = open } = wait
  // Windows has no such flag, and needs a privilege to make a link.
  const flags = constants.O_RDWR | (process.platform === 'win32' ? 0 : noLinks)
  try {
    return await whileLocked(() => opening(path, flags), { ...wait, folder: dirname(path) })
  } catch (error) {
    if (noPart.has(errorNumber(error))) return null
    throw error
  }
}

/** Nothing is there, or a link, or a folder. */
const noPart: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'EISDIR', 'ENXIO'])

/** The same file, none of whose bytes count; they stay on the disk until they are written over. */
export const rewound = (part: PartFile): PartFile => ({ ...part, ...nothing() })

/** Drops what lies beyond `bytes` and flushes the rest: what is left can be continued. */
export async function settleAt({ handle }: PartFile, bytes: number): Promise<void> {
  await handle.truncate(bytes)
  await handle.sync()
}

/** Removes a file that never got its name; one that is locked just then stays. */
export async function removePart(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => undefined)
}

/**
 * Throws `file:write-failed` where the file does not hold exactly `bytes`, and what the system says
 * where its path leads to another one by now (its folder was removed or its drive unplugged).
 */
export async function requireInPlace({ path, handle }: PartFile, bytes: number): Promise<void> {
  const { size } = await handle.stat()
  if (size !== bytes) {
    throw new AppError('file:write-failed', `The file holds ${size}, not ${bytes} bytes`)
  }
  if (await isInPlace(path, handle)) return
  throw new AppError('file:write-failed', 'Another file is in its place')
}

/** Closes a part and removes it, unless another file has taken its place; a locked one stays. */
export async function dropPart({ path, handle }: PartFile): Promise<void> {
  const ours = await isInPlace(path, handle).catch(() => false)
  await handle.close().catch(() => undefined)
  if (ours) await removePart(path)
}

async function isInPlace(path: string, handle: FileHandle): Promise<boolean> {
  const ours = await handle.stat({ bigint: true })
  const there = await stat(path, { bigint: true })
  return there.ino === ours.ino && there.dev === ours.dev
}

async function hashFirst(handle: FileHandle, bytes: number, signal: AbortSignal) {
  const hash = createHash('sha256')
  const buffer = Buffer.alloc(Math.min(bytes, readBytes))
  let head = Buffer.alloc(0)
  for (let at = 0; at < bytes;) {
    signal.throwIfAborted()
    const length = Math.min(buffer.length, bytes - at)
    const { bytesRead } = await handle.read(buffer, 0, length, at)
    if (bytesRead === 0) throw new AppError('file:write-failed', 'The part cannot be read')
    if (at === 0) head = Buffer.from(buffer.subarray(0, Math.min(bytesRead, headBytes)))
    hash.update(buffer.subarray(0, bytesRead))
    at += bytesRead
  }
  return { hash, head }
}

const nothing = () => ({ bytes: 0, hash: createHash('sha256'), head: Buffer.alloc(0) })
