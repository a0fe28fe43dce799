import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Film } from './film.ts'

export interface VideoFacts extends Film {
  file: string
  bytes: number
  sha256: string
  /** The type of each top-level box, in order; together they are the whole file. */
  boxes: readonly string[]
}

export interface PictureFacts {
  file: string
  bytes: number
  sha256: string
}

/** The films that the practice gateway serves. */
const served = resolve(import.meta.dirname, '../../src/simulator/media')

/** Checks a saved video against what the gateway serves, and its boxes; `film` is what played of it. */
export async function verifyVideo(file: string, film: Film): Promise<VideoFacts> {
  const content = readFileSync(file)
  const sha256 = hashOf(content)
  if (!servedHashes('.mp4').has(sha256)) throw new Error('The video is not what the gateway served')
  const boxes = await boxesOf(file, content.length)
  return { file, bytes: content.length, sha256, boxes, ...film }
}

/** Checks a saved picture against those that the gateway serves. */
export function verifyPicture(file: string): PictureFacts {
  const content = readFileSync(file)
  const sha256 = hashOf(content)
  if (!servedHashes('.jpg').has(sha256))
    throw new Error('The picture is not what the gateway served')
  return { file, bytes: content.length, sha256 }
}

const hashOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex')

const servedHashes = (extension: string): ReadonlySet<string> =>
  new Set(
    readdirSync(served)
      .filter((name) => name.endsWith(extension))
      .map((name) => hashOf(readFileSync(join(served, name))))
  )

/** Walks the top-level boxes (ISO 14496-12: 32-bit length, type); they must end where the file ends. */
async function boxesOf(path: string, bytes: number): Promise<string[]> {
  const file = await open(path)
  try {
    const boxes: string[] = []
    const head = Buffer.alloc(8)
    let at = 0
    while (at < bytes) {
      await file.read(head, 0, 8, at)
      const size = head.readUInt32BE(0)
      if (size < 8) throw new Error(`Box at byte ${at} has no length`)
      boxes.push(head.toString('latin1', 4, 8))
      at += size
    }
    if (at !== bytes) throw new Error('The boxes of the video do not fill the file')
    return boxes
  } finally {
    await file.close()
  }
}
