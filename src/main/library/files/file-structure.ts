import type { FileHandle } from 'node:fs/promises'
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
