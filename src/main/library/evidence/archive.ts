import { rename, stat, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { AppError } from '../../../shared/errors.ts'
import { systemClock, type Clock } from '../../clock.ts'
import { createNew } from '../files/create-new.ts'
import { freeOnDisk, requireFolder, requireSpace } from '../files/disk-space.ts'
import { errorNumber, fileProblem } from '../files/file-problem.ts'
import { flushFolder } from '../files/flush-folder.ts'
import { cancelled, whileLocked } from '../files/locked.ts'
import { removeFile } from '../files/remove-file.ts'
import type { ArchiveJob, FileWork, Watch } from '../transfer/file-work.ts'
import { bytesOf, sourceOf, type ArchiveSource } from './archive-source.ts'
import { requireSafeEntries } from './entry-name.ts'

/** Headers and the list at the end need less than this for each entry. */
const entryOverheadBytes = 2_048
const mostPartNames = 100

type ArchiveWatch = Watch<{ readonly writtenBytes: number }>

/**
 * Writes a case as one ZIP archive, streamed: files as they are, texts compressed, sizes beyond
 * 4 GiB as ZIP64. It is written beside its place under another name, flushed and then renamed, so
 * that what carries the chosen name is whole. Each file is hashed on its way in: one that is not
 * what the case says (`file:changed`), or is gone (`file:missing`), ends it, and nothing is left.
 */
export function createArchive(clock: Clock = systemClock): FileWork['archive'] {
  return async (job, watch) => {
    const { signal } = watch
    if (signal.aborted) throw cancelled()
    requireSafeEntries([...job.texts, ...job.files].map(({ entryName }) => entryName))
    const folder = dirname(job.path)
    await requireFolder(folder)
    const sources = await Promise.all(job.files.map(sourceOf))
    await requireSpace(folder, neededBytes(job, sources), freeOnDisk)
    const part = await createPart(job.path, clock)
    try {
      const bytes = await write({ job, sources, part }, watch)
      await whileLocked(() => rename(part.path, job.path), { clock, folder, signal })
      await flushFolder(folder)
      return { bytes }
    } catch (error) {
      await removeFile(part.path, { clock, signal: null }).catch(() => undefined)
      throw fileProblem(error, 'Writing the archive')
    }
  }
}

interface Part {
  readonly path: string
  readonly handle: FileHandle
}

/** A new file beside the archive's place; one that is there already is nobody's to remove. */
async function createPart(path: string, clock: Clock): Promise<Part> {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? `${path}.part` : `${path}.${number}.part`
    try {
      return { path: name, handle: await createNew(name, { clock, signal: null }) }
    } catch (error) {
      if (errorNumber(error) === 'EEXIST' && number < mostPartNames) continue
      throw fileProblem(error, 'Creating the archive')
    }
  }
}

interface Writing {
  readonly job: ArchiveJob
  readonly sources: readonly ArchiveSource[]
  readonly part: Part
}

async function write({ job, sources, part }: Writing, watch: ArchiveWatch): Promise<number> {
  // The library does not listen to its sources: their errors are caught here and end everything.
  const failing = new AbortController()
  const signal = AbortSignal.any([watch.signal, failing.signal])
  const zip = zipOf(job, sources, {
    signal,
    fail: (error) => {
      failing.abort(error)
    }
  })
  let written = 0
  async function* counted(chunks: AsyncIterable<string | Buffer>): AsyncGenerator<string | Buffer> {
    for await (const chunk of chunks) {
      yield chunk
      written += Buffer.byteLength(chunk)
      watch.onNews({ writtenBytes: written })
    }
  }
  try {
    const file = part.handle.createWriteStream({ flush: true, highWaterMark: 1024 * 1024 })
    await pipeline(zip.outputStream, counted, file, { signal })
  } catch (error) {
    if (watch.signal.aborted) throw cancelled()
    throw failing.signal.aborted ? AppError.from(failing.signal.reason) : error
  }
  const { size } = await stat(part.path)
  if (size !== written) throw new AppError('file:write-failed', 'The archive was cut off')
  return written
}

interface ZipWatch {
  readonly signal: AbortSignal
  readonly fail: (error: unknown) => void
}

function zipOf(
  { texts }: ArchiveJob,
  sources: readonly ArchiveSource[],
  { signal, fail }: ZipWatch
): ZipFile {
  const zip = new ZipFile()
  zip.on('error', fail)
  for (const { entryName, text } of texts) zip.addBuffer(Buffer.from(text), entryName)
  for (const source of sources) {
    const options = { compress: false, size: source.bytes, mtime: source.modifiedAt }
    zip.addReadStreamLazy(source.file.entryName, options, (give) => {
      const bytes = bytesOf(source, signal)
      bytes.on('error', fail)
      give(null, bytes)
    })
  }
  zip.end()
  return zip
}

function neededBytes({ texts }: ArchiveJob, sources: readonly ArchiveSource[]): number {
  const inTexts = texts.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)
  const inFiles = sources.reduce((sum, { bytes }) => sum + bytes, 0)
  return inTexts + inFiles + (texts.length + sources.length) * entryOverheadBytes
}
