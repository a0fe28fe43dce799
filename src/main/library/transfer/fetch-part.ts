import { join } from 'node:path'
import { requireFolder, requireSpace, type FreeBytes } from '../files/disk-space.ts'
import { fileKindOf } from '../files/file-kind.ts'
import {
  createPart,
  removePart,
  reopenPart,
  type PartFile,
  type PartWait
} from '../files/part-file.ts'
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
  wait: PartWait
): Promise<PartFile> {
  const { folder, partName, limits } = job
  await requireFolder(folder)
  requirePathLength(folder, partName, process.platform)
  await requireSpace(folder, limits.reserveBytes, freeBytes)
  const path = join(folder, partName)
  return (await continuedPart(job, path, wait)) ?? (await createPart(path, wait))
}

async function continuedPart(
  { resume, family }: FetchJob,
  path: string,
  wait: PartWait
): Promise<PartFile | null> {
  if (resume === null) return null
  const part = await reopenPart(path, resume.bytes, wait)
  if (part !== null && part.bytes > 0 && fileKindOf(part.head, family) !== null) return part
  await part?.handle.close()
  await removePart(path)
  return null
}
