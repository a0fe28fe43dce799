import { open, stat, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../../clock.ts'
import { fileProblem } from '../files/file-problem.ts'
import { flushFolder } from '../files/flush-folder.ts'
import { whileLocked } from '../files/locked.ts'
import { withFolderLock } from './folder-lock.ts'
import {
  chainStart,
  manifestLine,
  manifestName,
  readLine,
  type ManifestEntry,
  type ManifestNote
} from './manifest-entry.ts'

/** How much of the end is read before an append: some 150 lines, whatever the length of the file. */
const tailBytes = 65_536

/** Less than others wait before they take the folder's lock from us. */
const lockedManifestMs = 5_000

/** The end of a manifest: its last good lines, oldest first. */
interface Tail {
  readonly entries: readonly ManifestEntry[]
  /** False where a crash or a full disk cut the last line off. */
  readonly endsWithLine: boolean
  readonly empty: boolean
}

/**
 * Adds a line to the manifest of a folder and flushes it. The end is read from the disk each time,
 * under a lock, because other PCs may share the folder. A cut last line is closed with a line feed,
 * and the chain goes on from the last good one. `saved` is noted once for the same file.
 */
export async function appendToManifest(
  folder: string,
  note: ManifestNote,
  clock: Clock
): Promise<void> {
  const path = join(folder, manifestName)
  await withFolderLock(`${path}.lock`, { clock }, async () => {
    const isNew = !(await exists(path))
    try {
      const handle = await whileLocked(() => open(path, 'a+', 0o600), {
        ...{ clock, folder, signal: null, forMs: lockedManifestMs }
      })
      try {
        const tail = await readTail(handle)
        if (isNotedAlready(note, tail)) return
        await addLine(handle, tail, (end) => manifestLine(note, end, clock.now()))
      } finally {
        await handle.close()
      }
      if (isNew) await flushFolder(folder)
    } catch (error) {
      throw fileProblem(error, 'Writing the manifest')
    }
  })
}

async function addLine(
  handle: FileHandle,
  tail: Tail,
  lineAfter: (end: { seq: number; hash: string }) => string
): Promise<void> {
  const line = lineAfter(tail.entries.at(-1) ?? { seq: 0, hash: chainStart })
  const bytes = Buffer.from(`${tail.endsWithLine || tail.empty ? '' : '\n'}${line}\n`)
  const { bytesWritten } = await handle.write(bytes)
  // What a full disk cut off is no entry: the next append closes it.
  if (bytesWritten < bytes.length) throw new AppError('file:no-space', 'The line was cut off')
  await handle.sync()
}

async function readTail(handle: FileHandle): Promise<Tail> {
  const { size } = await handle.stat()
  const length = Math.min(size, tailBytes)
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, size - length)
  const text = buffer.toString('utf8', 0, bytesRead)
  const lines = text.split('\n')
  // The first may have begun before what was read; then its hash does not fit and it is passed over.
  const entries = lines.flatMap((line) => {
    const read = readLine(line)
    return 'entry' in read ? [read.entry] : []
  })
  return { entries, endsWithLine: text.endsWith('\n'), empty: size === 0 }
}

/** A crash between the append and the row that says so makes the start append it again. */
function isNotedAlready({ what, file, itemId, sha256 }: ManifestNote, { entries }: Tail): boolean {
  if (what !== 'saved') return false
  const last = entries.findLast(
    (entry) => entry.file === file && (entry.what === 'saved' || entry.what === 'deleted')
  )
  return last?.what === 'saved' && last.itemId === itemId && last.sha256 === sha256
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false
  )
}
