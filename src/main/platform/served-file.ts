import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { FileExtension } from '../library/files/file-name.ts'
import type { LocalFile, SavedFiles } from '../library/saved-files.ts'
import { byteRange } from '../desktop/byte-range.ts'

const types: Readonly<Record<FileExtension, string>> = {
  mp4: 'video/mp4',
  webm: 'video/webm',
  mkv: 'video/x-matroska',
  avi: 'video/x-msvideo',
  wav: 'audio/wav',
  bin: 'application/octet-stream',
  jpg: 'image/jpeg',
  png: 'image/png'
}

/**
 * A saved video or picture for our own page, by the id of its row; null where there is none (any
 * more). A part of it where the page asks for one: that is how a player seeks.
 */
export async function servedFile(
  savedFiles: Pick<SavedFiles, 'find'>,
  itemId: string,
  request: Request
): Promise<{ status: number; headers: Record<string, string>; body: ReadableStream } | null> {
  let file: LocalFile
  try {
    file = await savedFiles.find(itemId)
  } catch {
    return null
  }
  const { path, kind } = file
  // As long as it is now: somebody may have changed it since it was saved.
  const bytes = await stat(path).then(
    ({ size }) => size,
    () => 0
  )
  if (bytes === 0) return null
  const headers = { 'content-type': types[kind], 'accept-ranges': 'bytes' }
  const range = byteRange(request.headers.get('range'), bytes)
  const { start, end } = range ?? { start: 0, end: bytes - 1 }
  const stream = createReadStream(path, { start, end })
  // Node and the page's types are the same thing under two names.
  const body = Readable.toWeb(stream) as ReadableStream
  const length = { 'content-length': String(end - start + 1) }
  if (range === null) return { status: 200, headers: { ...headers, ...length }, body }
  const part = { 'content-range': `bytes ${start}-${end}/${bytes}` }
  return { status: 206, headers: { ...headers, ...length, ...part }, body }
}
