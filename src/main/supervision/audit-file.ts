import { open, stat, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import { systemClock } from '../clock.ts'
import { flushFolder } from '../library/files/flush-folder.ts'
import { whileLocked } from '../library/files/locked.ts'

/** How much of the end is read: some 250 lines. */
const tailBytes = 65_536

/** An inspector waits for the line: a scanner lets go within this time, or the request is not sent. */
const lockedForMs = 5_000

/** Lines that are only ever added, one after the other. */
export interface AuditFile {
  /** Adds one line and waits until the disk has it. Throws where it cannot be written whole. */
  append(line: string): Promise<void>
  /** The last whole lines, oldest first; none where there is no file. Throws where it cannot be read. */
  tail(): Promise<readonly string[]>
}

/**
 * A file of the agent's account alone (0600). A last line that a crash or a full disk cut off stays
 * as it is: the next append begins a line of its own. One PC and one process write it.
 */
export function createAuditFile(path: string): AuditFile {
  let before: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = before.then(work)
    before = done.catch(() => undefined)
    return done
  }
  return {
    append: (line) => inTurn(() => append(path, line)),
    tail: () => inTurn(() => readTail(path))
  }
}

async function append(path: string, line: string): Promise<void> {
  const isNew = !(await exists(path))
  const wait = { clock: systemClock, folder: dirname(path), signal: null, forMs: lockedForMs }
  const handle = await whileLocked(() => open(path, 'a+', 0o600), wait)
  try {
    const bytes = Buffer.from(`${(await endsMidLine(handle)) ? '\n' : ''}${line}\n`)
    const { bytesWritten } = await handle.write(bytes)
    if (bytesWritten < bytes.length) throw new AppError('file:no-space', 'The line was cut off')
    await handle.sync()
  } finally {
    await handle.close()
  }
  if (isNew) await flushFolder(dirname(path))
}

async function endsMidLine(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat()
  if (size === 0) return false
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1)
  return buffer.toString('latin1') !== '\n'
}

async function readTail(path: string): Promise<readonly string[]> {
  if (!(await exists(path))) return []
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    const length = Math.min(size, tailBytes)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, size - length)
    const lines = buffer.toString('utf8', 0, bytesRead).split('\n')
    // The first may have begun before what was read, the last may be cut: neither is whole.
    return lines.slice(size > length ? 1 : 0).filter((line) => line !== '')
  } finally {
    await handle.close()
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false
  )
