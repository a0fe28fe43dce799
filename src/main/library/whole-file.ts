import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import { freeOnDisk, requireFolder, requireSpace, type FreeBytes } from './files/disk-space.ts'
import type { FileFamily } from './files/file-kind.ts'
import type { FileExtension } from './files/file-name.ts'
import { createFilePlacement, type FilePlacement } from './files/file-placement.ts'
import { fileProblem } from './files/file-problem.ts'
import { checkStructure } from './files/file-structure.ts'
import { removePart } from './files/part-file.ts'
import { receiveFile, type ArrivedFile } from './incoming-file.ts'
import type { OpenedBody } from './opened-body.ts'

export interface WholeFileJob {
  /** An existing folder. */
  readonly folder: string
  /** The name without a number; asked again once the kind of the file is known. */
  readonly nameFor: (extension: FileExtension) => string
  readonly family: FileFamily
  readonly open: (signal: AbortSignal) => Promise<OpenedBody>
}

export interface TransferProgress {
  readonly step: 'receiving' | 'verifying'
  readonly receivedBytes: number
  /** Null where the length was not announced. */
  readonly totalBytes: number | null
}

export type OnProgress = (progress: TransferProgress) => void

/** A file that is complete under its final name. */
export interface SavedFile extends ArrivedFile {
  readonly folder: string
  readonly fileName: string
}

export interface WholeFileDeps {
  readonly freeBytes?: FreeBytes
  /** What must stay free on the disk: one that is filled to the last byte stops the whole PC. */
  readonly reserveBytes?: number
  /** A body that goes on beyond this is ended. */
  readonly maxBytes?: number
}

const defaults = {
  freeBytes: freeOnDisk,
  reserveBytes: 512 * 1024 * 1024,
  maxBytes: 8 * 1024 * 1024 * 1024
} as const

interface Surroundings extends Required<WholeFileDeps> {
  readonly placement: FilePlacement
}

interface Watcher {
  readonly onProgress: OnProgress
  readonly signal: AbortSignal
}

/**
 * The one way a body becomes a file. It streams into `<name>.<random>.part` beside the target,
 * proves length, kind and structure, flushes, and only then gives the file its final name, without
 * ever replacing another: *a file with its final name is complete*. On failure or cancel the part
 * file is gone before the promise settles.
 *
 * `save` throws `file:*`, whatever `open` throws, or the reason of `signal`
 * (`could-not-ask:cancelled` where that is no AppError). Once the file has its name, `signal`
 * changes nothing any more. Progress is told for every chunk; who shows it thins it out.
 */
export function createWholeFiles(deps: WholeFileDeps = {}) {
  const surroundings = { ...defaults, ...deps, placement: createFilePlacement() }
  return {
    async save(job: WholeFileJob, onProgress: OnProgress, signal: AbortSignal): Promise<SavedFile> {
      try {
        stopIfAborted(signal)
        await requireFolder(job.folder)
        return await fetchInto(surroundings, job, { onProgress, signal })
      } catch (error) {
        throw signal.aborted ? endedBy(signal) : fileProblem(error, 'Saving')
      }
    }
  }
}

export type WholeFiles = ReturnType<typeof createWholeFiles>

async function fetchInto(
  surroundings: Surroundings,
  job: WholeFileJob,
  watcher: Watcher
): Promise<SavedFile> {
  const opened = await job.open(watcher.signal)
  // Without a listener, an error between here and the pipeline would end the process.
  opened.body.on('error', () => undefined)
  try {
    const needed = (opened.length ?? 0) + surroundings.reserveBytes
    await requireSpace(job.folder, needed, surroundings.freeBytes)
    return await keep(surroundings, job, { ...watcher, opened })
  } finally {
    opened.body.destroy()
  }
}

async function keep(
  { maxBytes, placement }: Surroundings,
  { folder, family, nameFor }: WholeFileJob,
  { opened, onProgress, signal }: Watcher & { opened: OpenedBody }
): Promise<SavedFile> {
  const partPath = join(folder, partName(nameFor('bin')))
  const tell = (step: TransferProgress['step'], receivedBytes: number): void => {
    onProgress({ step, receivedBytes, totalBytes: opened.length })
  }
  const onReceived = (bytes: number): void => {
    tell('receiving', bytes)
  }
  tell('receiving', 0)
  const arrived = await receiveFile({ opened, partPath, family, maxBytes, onReceived }, signal)
  try {
    tell('verifying', arrived.bytes)
    await checkStructure(partPath, arrived.kind)
    stopIfAborted(signal)
    const fileName = await placement.place(partPath, folder, nameFor(arrived.kind))
    return { ...arrived, folder, fileName }
  } catch (error) {
    await removePart(partPath)
    throw error
  }
}

function partName(name: string): string {
  return `${name.replace(/\.bin$/, '')}.${randomBytes(4).toString('hex')}.part`
}

function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw endedBy(signal)
}

function endedBy(signal: AbortSignal): AppError {
  const reason: unknown = signal.reason
  if (reason instanceof AppError) return reason
  return new AppError('could-not-ask:cancelled', 'The transfer was cancelled')
}
