import { createHash } from 'node:crypto'
import { lstat, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { HashedFile, Watch } from '../transfer/file-work.ts'
import { requireFolder } from './disk-space.ts'
import { errorNumber, fileProblem } from './file-problem.ts'
import { cancelled } from './locked.ts'

/** Bytes that are read at once: 2 GiB/s of hashing make half a millisecond of it. */
const pieceBytes = 1024 * 1024

/**
 * Size and SHA-256 of a file as it is now, read once from start to end. Throws `file:missing` (also
 * for what is by now a link or a folder), `file:folder-unusable`, `file:write-failed` where it
 * cannot be read, and `could-not-ask:cancelled`.
 */
export async function hashFile(
  path: string,
  watch: Watch<{ readonly readBytes: number }>
): Promise<HashedFile> {
  try {
    return await hashed(path, watch)
  } catch (error) {
    throw await readProblem(error, path)
  }
}

async function hashed(
  path: string,
  { signal, onNews }: Watch<{ readonly readBytes: number }>
): Promise<HashedFile> {
  if (!(await lstat(path)).isFile()) throw missing()
  const file = await open(path, 'r')
  try {
    const hash = createHash('sha256')
    const piece = Buffer.allocUnsafe(pieceBytes)
    for (let bytes = 0; ;) {
      if (signal.aborted) throw cancelled()
      const { bytesRead } = await file.read(piece, 0, pieceBytes, null)
      if (bytesRead === 0) return { bytes, sha256: hash.digest('hex') }
      hash.update(piece.subarray(0, bytesRead))
      bytes += bytesRead
      onNews({ readBytes: bytes })
    }
  } finally {
    await file.close()
  }
}

async function readProblem(error: unknown, path: string): Promise<AppError> {
  if (errorNumber(error) !== 'ENOENT') return fileProblem(error, 'Reading the file')
  try {
    await requireFolder(dirname(path))
    return missing()
  } catch (folderProblem) {
    return fileProblem(folderProblem, 'Looking for the file')
  }
}

const missing = (): AppError => new AppError('file:missing', 'The file is not where it was saved')
