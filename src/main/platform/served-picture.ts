import { readFile } from 'node:fs/promises'
import type { Captures } from '../captures/captures.ts'
import type { ServedPicture } from './app-scheme.ts'

/** The bytes of a saved picture for our own page; null where there is none (any more). */
export async function servedPicture(
  captures: Pick<Captures, 'picture'>,
  captureId: string
): Promise<ServedPicture | null> {
  try {
    const { path, kind } = await captures.picture(captureId)
    return { bytes: new Uint8Array(await readFile(path)), type: kind }
  } catch {
    return null
  }
}
