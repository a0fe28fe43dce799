import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { requireFolder } from '../files/disk-space.ts'
import { errorNumber, fileProblem } from '../files/file-problem.ts'
import type { UnnamedFile } from '../queue/save-record.ts'
import type { FileWork } from '../transfer/file-work.ts'

/**
 * Where the bytes of a file are that was about to get its name: still in the part file, or under
 * the name already. Only a file that holds exactly what arrived counts as the latter. Throws
 * `file:missing` where they are nowhere, `file:damaged` where another content has that name, and
 * `file:folder-unusable` where nobody can look.
 */
export async function whereIs(
  save: UnnamedFile,
  work: Pick<FileWork, 'hash'>,
  signal: AbortSignal
): Promise<'part' | 'name'> {
  const { folder, partName } = save.part
  await requireFolder(folder)
  if ((await sizeOf(join(folder, partName))) === save.bytes) return 'part'
  const path = join(folder, save.fileName)
  const size = await sizeOf(path)
  if (size === null) throw new AppError('file:missing', 'Neither the part nor the file is there')
  if (size === save.bytes) {
    const { sha256 } = await work.hash(path, { onNews: () => undefined, signal })
    if (sha256 === save.sha256) return 'name'
  }
  throw new AppError('file:damaged', 'The file does not hold what arrived')
}

/** Null where there is nothing; throws `file:*` where nobody can tell. */
export async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size
  } catch (thrown) {
    if (errorNumber(thrown) === 'ENOENT') return null
    throw fileProblem(thrown, 'Looking for the file')
  }
}
