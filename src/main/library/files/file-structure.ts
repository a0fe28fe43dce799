import { open, type FileHandle } from 'node:fs/promises'
import { AppError } from '../../../shared/errors.ts'
import type { FileKind } from './file-kind.ts'
import { checkMp4Boxes, type ByteSource } from './mp4-boxes.ts'

/**
 * Throws `file:truncated` where an MP4's own structure says that more should follow, and
 * `file:not-a-video` where it has none. Other kinds are known by their first bytes only.
 */
export async function checkStructure(path: string, kind: FileKind): Promise<void> {
  if (kind !== 'mp4') return
  const handle = await open(path, 'r')
  try {
    const verdict = await checkMp4Boxes(await bytesOf(handle))
    if (verdict === 'not-mp4') throw new AppError('file:not-a-video', 'The boxes do not tile')
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
