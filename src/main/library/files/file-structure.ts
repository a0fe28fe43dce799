import { open, type FileHandle } from 'node:fs/promises'
import { AppError } from '../../../shared/errors.ts'
import type { FileKind } from './file-kind.ts'
import { checkMp4Boxes, type ByteSource } from './mp4-boxes.ts'
import { checkRiffSize } from './riff-size.ts'

/**
 * `whole`: it ends where its own structure says, or has none that we know. `incomplete`: more
 * should follow. `damaged`: its bytes contradict it.
 */
export type StructureVerdict = 'whole' | 'incomplete' | 'damaged'

/** Looks at an MP4's boxes or an AVI's sizes; other kinds are known by their first bytes only. */
export async function structureOf(handle: FileHandle, kind: FileKind): Promise<StructureVerdict> {
  if (kind === 'mp4') {
    const verdict = await checkMp4Boxes(await bytesOf(handle))
    return verdict === 'not-mp4' ? 'damaged' : verdict
  }
  if (kind !== 'avi') return 'whole'
  const verdict = await checkRiffSize(await bytesOf(handle))
  if (verdict === 'excess') return 'damaged'
  return verdict === 'unsaid' ? 'whole' : verdict
}

/**
 * Throws `file:truncated` where an MP4's own structure says that more should follow, and
 * `file:not-a-video` where it has none.
 */
export async function checkStructure(path: string, kind: FileKind): Promise<void> {
  const handle = await open(path, 'r')
  try {
    const verdict = await structureOf(handle, kind)
    if (verdict === 'damaged') throw new AppError('file:not-a-video', 'The boxes do not tile')
    if (verdict === 'incomplete') throw new AppError('file:truncated', 'The boxes are incomplete')
  } finally {
    await handle.close()
  }
}

async function bytesOf(handle: FileHandle): Promise<ByteSource> {
  const { size } = await handle.stat()
  return {
    size,
    async read(position, length) {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position)
      return buffer.subarray(0, bytesRead)
    }
  }
}
