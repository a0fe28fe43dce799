import { join } from 'node:path'
import { requireFolder, requireSpace, type FreeBytes } from '../files/disk-space.ts'
import { fileKindOf } from '../files/file-kind.ts'
import { createPart, removePart, reopenPart, type PartFile } from '../files/part-file.ts'
import { requirePathLength } from '../files/path-length.ts'
import type { FetchJob } from './file-work.ts'

/**
 * Everything that the disk can refuse before the gateway is asked: the folder, the length of the
 * path, room for the reserve, and the part file itself, so that a folder without permission costs
 * no request. Opens the part to be continued, or creates one where there is none that will do.
 */
export async function preparePart(
  job: FetchJob,
  freeBytes: FreeBytes,
  signal: AbortSignal
): Promise<PartFile> {
  const { folder, partName, limits } = job
  await requireFolder(folder)
  requirePathLength(folder, partName, process.platform)
  await requireSpace(folder, limits.reserveBytes, freeBytes)
  const path = join(folder, partName)
  return (await continuedPart(job, path, signal)) ?? (await createPart(path))
}

async function continuedPart(
  { resume, family }: FetchJob,
  path: string,
  signal: AbortSignal
): Promise<PartFile | null> {
  if (resume === null) return null
  const part = await reopenPart(path, resume.bytes, signal)
  if (part !== null && part.bytes > 0 && fileKindOf(part.head, family) !== null) return part
  await part?.handle.close()
  await removePart(path)
  return null
}
