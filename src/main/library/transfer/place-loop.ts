import { AppError } from '../../../shared/errors.ts'
import type { FileWork, Placing } from './file-work.ts'

/** So many names that were each taken at the last moment are no coincidence. */
export const mostNames = 1_000

/** A placing that can be called off until the file has its name. */
export type EndablePlacing = Placing & { readonly signal: AbortSignal }

/**
 * Gives a part file the first free name, beginning with `fileName`; returns the one it got.
 * `record` sees each name before it is tried, so that a crash at any point leaves behind which file
 * to look for. Throws what `FileWork.place` throws and whatever `record` throws, and
 * `file:folder-unusable` after {@link mostNames} names.
 */
export async function placeUnderFreeName(
  work: Pick<FileWork, 'place'>,
  { signal, ...placing }: EndablePlacing,
  record: (fileName: string) => void
): Promise<string> {
  let { fileName } = placing
  for (let attempt = 0; attempt < mostNames; attempt += 1) {
    record(fileName)
    const placed = await work.place({ ...placing, fileName }, signal)
    if (placed.placed) return fileName
    fileName = placed.freeName
  }
  throw new AppError('file:folder-unusable', `${mostNames} names were taken one after the other`)
}
