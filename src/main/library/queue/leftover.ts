import { join } from 'node:path'
import type { FileWork } from '../transfer/file-work.ts'
import type { PartRecord } from './save-record.ts'

/** Null once the part file is gone; one that is locked just then is remembered, and tried later. */
export async function removeLeftover(
  work: Pick<FileWork, 'remove'>,
  part: PartRecord | null
): Promise<PartRecord | null> {
  if (part === null) return null
  try {
    await work.remove(join(part.folder, part.partName))
    return null
  } catch {
    return { ...part, kept: null }
  }
}
