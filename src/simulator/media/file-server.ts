import { readFile } from 'node:fs/promises'
import type { MediaFile, PracticeMedia } from '../options.ts'
import type { ServedFile } from './served-file.ts'
import {
  assertReachable,
  makePadding,
  paddedVideo,
  plainFile,
  sha256OfFile
} from './served-file.ts'

/** What the mounted file server of the site holds, by path (`Y:/1/0/…mp4`). */
export interface FileServer {
  /** @param bytes null: the size of the playable file. */
  addVideo(path: string, bytes: number | null): void
  addPicture(path: string): void
  find(path: string): ServedFile | null
  isPicture(path: string): boolean
  /** In hexadecimal; worked out once. */
  sha256Of(path: string): Promise<string>
}

async function load(files: readonly MediaFile[], what: string): Promise<Buffer[]> {
  if (files.length === 0) throw new Error(`The practice gateway needs at least one ${what}`)
  const bytes: Buffer[] = []
  for (const file of files) {
    bytes.push('path' in file ? await readFile(file.path) : Buffer.from(file.bytes))
  }
  return bytes
}

/**
 * Reads the media; no file is read after that.
 * @param usualBytes size that recordings will ask for, so that an impossible one fails here.
 * @throws RangeError when no video can have that size.
 */
export async function createFileServer(
  media: PracticeMedia,
  usualBytes: number | null
): Promise<FileServer> {
  const videos = await load(media.videos, 'video')
  for (const playable of videos) assertReachable(playable.length, usualBytes ?? playable.length)
  const pictures = await load(media.pictures, 'picture')
  const padding = makePadding()
  const files = new Map<string, ServedFile>()
  const shown = new Set<string>()
  const hashes = new Map<string, Promise<string>>()
  let videosMade = 0

  const inTurn = (from: readonly Buffer[], turn: number): Buffer => {
    const file = from[turn % from.length]
    if (file === undefined) throw new Error('No media')
    return file
  }

  return {
    addVideo: (path, bytes) => {
      const playable = inTurn(videos, videosMade)
      const totalBytes = bytes ?? playable.length
      videosMade += 1
      files.set(path, paddedVideo({ playable, padding, totalBytes, seed: videosMade * 4_099 }))
    },
    addPicture: (path) => {
      files.set(path, plainFile(inTurn(pictures, shown.size)))
      shown.add(path)
    },
    find: (path) => files.get(path) ?? null,
    isPicture: (path) => shown.has(path),
    sha256Of: (path) => {
      const file = files.get(path)
      if (file === undefined) return Promise.reject(new Error(`No file ${path}`))
      const hash = hashes.get(path) ?? sha256OfFile(file)
      hashes.set(path, hash)
      return hash
    }
  }
}
