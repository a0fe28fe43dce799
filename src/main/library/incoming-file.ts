import { pipeline } from 'node:stream/promises'
import { AppError } from '../../shared/errors.ts'
import type { LengthProof } from '../../shared/model/library.ts'
import { fileKindOf, type FileFamily, type FileKind } from './files/file-kind.ts'
import { FileSink } from './files/file-sink.ts'
import { fileProblem } from './files/file-problem.ts'
import { createPart, removePart } from './files/part-file.ts'
import type { OpenedBody } from './opened-body.ts'

export interface IncomingFileOptions {
  readonly opened: OpenedBody
  readonly partPath: string
  readonly family: FileFamily
  /** A body that goes on beyond this is ended with `file:too-long`. */
  readonly maxBytes: number
  readonly onReceived: (receivedBytes: number) => void
}

/** What is known of a body once it has arrived whole and is flushed to the disk. */
export interface ArrivedFile {
  readonly bytes: number
  readonly sha256: string
  readonly kind: FileKind
  readonly lengthProof: LengthProof
}

/** Failures of the connection: what they mean depends on how much had come. */
const brokenOff = new Set(['could-not-ask:unreachable', 'could-not-ask:unexpected-answer'])

/**
 * Streams a body into a new file and flushes it. Throws `file:empty`, `file:truncated`,
 * `file:too-long` or `file:not-a-video` (by its first bytes, before anything is written); when it
 * has settled, the file is closed, and after a failure it is gone.
 */
export async function receiveFile(
  options: IncomingFileOptions,
  signal: AbortSignal
): Promise<ArrivedFile> {
  const { opened } = options
  const seen: { kind: FileKind | null } = { kind: null }
  const part = await createPart(options.partPath).catch((error: unknown) => {
    throw fileProblem(error, 'Creating the file')
  })
  const sink = new FileSink({
    ...{ descriptor: part.handle.fd, startAt: 0, hash: part.hash },
    admit: (head) => {
      seen.kind = requireKind(head, options)
      return 0
    },
    count: (receivedBytes) => {
      requireRoom(receivedBytes, options)
      options.onReceived(receivedBytes)
    }
  })
  const closed = new Promise((resolve) => sink.once('close', resolve))
  try {
    await pipeline(opened.body, sink, { signal })
    await closed
    const bytes = sink.bytes
    if (bytes < (opened.length ?? 0)) throw truncated(bytes, opened)
    // `admit` has run by now: an empty body ends there.
    if (seen.kind === null) throw new AppError('file:not-a-video', 'Nothing was looked at')
    return { bytes, sha256: sink.digest(), kind: seen.kind, lengthProof: proofOf(opened) }
  } catch (error) {
    await closed
    await removePart(options.partPath)
    throw bodyProblem(error, sink.bytes, opened)
  } finally {
    await part.handle.close()
  }
}

function requireKind(head: Buffer, { family, opened }: IncomingFileOptions): FileKind {
  if (head.length === 0) {
    if ((opened.length ?? 0) > 0) throw truncated(0, opened)
    throw new AppError('file:empty', 'The body is empty')
  }
  const kind = fileKindOf(head, family)
  if (kind !== null) return kind
  if (head.length < (opened.length ?? 0) && head.length < 12) throw truncated(head.length, opened)
  const label = opened.contentType.slice(0, 80)
  throw new AppError('file:not-a-video', `The body (${label}) does not begin like a ${family}`)
}

function requireRoom(receivedBytes: number, { opened, maxBytes }: IncomingFileOptions): void {
  const most = opened.length ?? maxBytes
  if (receivedBytes <= Math.min(most, maxBytes)) return
  throw new AppError('file:too-long', `More than ${most} bytes came`)
}

function bodyProblem(error: unknown, bytes: number, opened: OpenedBody): AppError {
  if (error instanceof AppError && !brokenOff.has(error.code)) return error
  if (opened.length !== null && bytes >= opened.length) {
    return new AppError('file:too-long', `${bytes} of ${opened.length} bytes, and more`)
  }
  return truncated(bytes, opened)
}

function truncated(bytes: number, opened: OpenedBody): AppError {
  const announced = opened.length === null ? 'an unknown number of' : String(opened.length)
  return new AppError('file:truncated', `${bytes} of ${announced} bytes came`)
}

function proofOf({ length, chunked }: OpenedBody): LengthProof {
  if (length !== null) return 'content-length'
  return chunked ? 'chunked-end' : 'none'
}
