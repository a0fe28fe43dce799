import { stat, statfs } from 'node:fs/promises'
import { AppError } from '../../../shared/errors.ts'
import { fileProblem } from './file-problem.ts'

/** Bytes free for this account in a folder; null where the system does not say. */
export type FreeBytes = (folder: string) => Promise<number | null>

export const freeOnDisk: FreeBytes = async (folder) => {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch {
    return null
  }
}

/** Throws `file:folder-unusable` where `folder` is missing or is no folder. */
export async function requireFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch((error: unknown) => {
    throw fileProblem(error, 'Looking at the folder')
  })
  if (!found.isDirectory()) throw new AppError('file:folder-unusable', 'It is no folder')
}

/** Not enough room; `neededBytes` must be free before another try makes sense. */
export class NoSpaceError extends AppError {
  readonly neededBytes: number

  constructor(message: string, neededBytes: number) {
    super('file:no-space', message)
    this.neededBytes = neededBytes
  }
}

/** Throws {@link NoSpaceError}, before the first byte is written, where `neededBytes` are not free. */
export async function requireSpace(
  folder: string,
  neededBytes: number,
  freeBytes: FreeBytes
): Promise<void> {
  const free = await freeBytes(folder)
  if (free === null || free >= neededBytes) return
  throw new NoSpaceError(`${neededBytes} bytes are needed, ${free} are free`, neededBytes)
}
