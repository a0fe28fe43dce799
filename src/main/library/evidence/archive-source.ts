import { createHash } from 'node:crypto'
import { lstat, open, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { AppError } from '../../../shared/errors.ts'
import { fileProblem } from '../files/file-problem.ts'
import type { CaseFile } from '../transfer/file-work.ts'
import { lookAtFile } from './check-file.ts'

/** Bytes that are read at once. */
const pieceBytes = 256 * 1024

/** A file as it was before the archive began. */
export interface ArchiveSource {
  readonly file: CaseFile
  readonly path: string
  readonly bytes: number
  readonly modifiedAt: Date
}

/** Looks at a file. Throws `file:missing` (also for a link or a folder), `file:folder-unusable`. */
export async function sourceOf(file: CaseFile): Promise<ArchiveSource> {
  const path = join(file.folder, file.fileName)
  try {
    const found = await lstat(path)
    if (!found.isFile()) throw new AppError('file:missing', 'It is no file')
    return { file, path, bytes: found.size, modifiedAt: found.mtime }
  } catch (error) {
    throw await missingOr(error, file)
  }
}

/**
 * The bytes of a file. Ends with `file:changed` where they are more or fewer than before, or not
 * those that the case names, with `file:missing` where the file is gone by now.
 */
export function bytesOf(source: ArchiveSource, signal: AbortSignal): Readable {
  return Readable.from(pieces(source), { objectMode: false, highWaterMark: pieceBytes, signal })
}

async function* pieces(source: ArchiveSource): AsyncGenerator<Buffer> {
  try {
    const handle = await open(source.path, 'r')
    try {
      yield* provenPieces(handle, source)
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw await missingOr(error, source.file)
  }
}

async function* provenPieces(
  handle: FileHandle,
  { file, bytes }: ArchiveSource
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  let read = 0
  for (;;) {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(pieceBytes))
    if (bytesRead === 0) break
    const piece = buffer.subarray(0, bytesRead)
    hash.update(piece)
    read += bytesRead
    if (read > bytes) throw changed('It has grown')
    yield piece
  }
  if (read < bytes) throw changed('It has become shorter')
  if (file.sha256 !== null && hash.digest('hex') !== file.sha256) throw changed('Its bytes differ')
}

const changed = (how: string): AppError => new AppError('file:changed', how)

/** A file that is gone and a folder that is gone have the same error number. */
async function missingOr(error: unknown, { folder, fileName }: CaseFile): Promise<AppError> {
  const problem = fileProblem(error, 'Reading the file')
  if (problem.code !== 'file:folder-unusable') return problem
  const gone = (await lookAtFile(folder, fileName, 0)) === 'missing'
  return gone ? new AppError('file:missing', 'The file is gone', { cause: error }) : problem
}
