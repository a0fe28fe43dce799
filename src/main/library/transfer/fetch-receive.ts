import { ftruncateSync } from 'node:fs'
import { AppError } from '../../../shared/errors.ts'
import type { LengthProof } from '../../../shared/model/library.ts'
import type { Clock } from '../../clock.ts'
import type { GatewayBody } from '../../gateway/body.ts'
import type { BodyHead } from '../../gateway/body-head.ts'
import type { DiskCalls } from '../files/disk-calls.ts'
import { NoSpaceError, requireSpace, type FreeBytes } from '../files/disk-space.ts'
import { fileKindOf, type FileKind } from '../files/file-kind.ts'
import { FileSink } from '../files/file-sink.ts'
import { structureOf } from '../files/file-structure.ts'
import { requireInPlace, type PartFile } from '../files/part-file.ts'
import { createAdmission, type Admission } from './fetch-admission.ts'
import { pour } from './fetch-pour.ts'
import { keepable } from './fetch-resume.ts'
import type { ArrivedFile, FetchJob, FetchNews, KeptPart } from './file-work.ts'

export interface Receiving {
  readonly job: FetchJob
  readonly body: GatewayBody
  /** Holds what the body continues; empty where the whole file comes. */
  readonly part: PartFile
  readonly clock: Clock
  readonly freeBytes: FreeBytes
  readonly onNews: (news: FetchNews) => void
  /** Told once, before the first byte is written: until then, what the part held is untouched. */
  readonly onAdmitted: () => void
  /** Told once nothing is written any more, also after a failure. */
  readonly onPoured: (poured: { bytes: number; kept: KeptPart | null }) => void
  readonly disk?: DiskCalls
}

/**
 * Brings a body into its part file, flushed, and proves what can be proven of it: its length, its
 * kind, its structure. Throws `file:*`, `could-not-ask:*` and `gateway-refused`.
 */
export async function receive(receiving: Receiving): Promise<ArrivedFile> {
  const { job, body, part, freeBytes } = receiving
  const totalBytes = totalOf(body.head)
  if ((totalBytes ?? 0) > job.limits.maxBytes) throw tooLong(job.limits.maxBytes)
  const toCome = Math.max(0, (totalBytes ?? 0) - part.occupiedBytes)
  await requireSpace(job.folder, toCome + job.limits.reserveBytes, freeBytes)
  const { kind, sink } = await pourInto(receiving, totalBytes)
  const { bytes } = sink
  if (bytes < (totalBytes ?? 0)) {
    throw new AppError('file:truncated', `${bytes} of ${totalBytes ?? 0} bytes came`)
  }
  const lengthProof = proofOf(body.head)
  await requireStructure(part, kind, lengthProof)
  await requireInPlace(part, bytes)
  return { bytes, sha256: sink.digest(), kind, lengthProof }
}

async function pourInto(
  receiving: Receiving,
  totalBytes: number | null
): Promise<{ kind: FileKind; sink: FileSink }> {
  const { job, body, part, clock, onNews, onPoured } = receiving
  const admission = createAdmission(job.family, body.head)
  const sink = sinkFor(receiving, admission, totalBytes ?? job.limits.maxBytes)
  if (part.bytes > 0) receiving.onAdmitted()
  try {
    await pour({ body, sink, clock, limits: job.limits, totalBytes, onNews })
  } catch (thrown) {
    // The part goes with this failure, so all of the file needs room another time.
    throw withNeed(thrown, (totalBytes ?? sink.bytes) + job.limits.reserveBytes)
  } finally {
    const kept = keepable(body.head, { bytes: sink.writtenBytes, totalBytes })
    onPoured({ bytes: sink.bytes - part.bytes, kept })
  }
  const kind = admission.kind() ?? fileKindOf(part.head, job.family)
  if (kind === null) throw new AppError('file:not-a-video', 'Nothing was looked at')
  return { kind, sink }
}

function sinkFor(
  { part, disk, onAdmitted }: Receiving,
  { admit }: Admission,
  most: number
): FileSink {
  const { fd } = part.handle
  return new FileSink({
    ...{ descriptor: fd, startAt: part.bytes, hash: part.hash },
    ...(disk === undefined ? {} : { disk }),
    admit: (head, whole) => {
      const wanted = admit(head, whole)
      if (wanted > 0) return wanted
      // What is left of an earlier state goes only now: a refusal does not cost it.
      ftruncateSync(fd, 0)
      onAdmitted()
      return 0
    },
    count: (bytes) => {
      if (bytes > most) throw tooLong(most)
    }
  })
}

function withNeed(thrown: unknown, neededBytes: number): AppError {
  const error = AppError.from(thrown)
  return error.code === 'file:no-space' ? new NoSpaceError(error.message, neededBytes) : error
}

/** Where the length is proven, a structure that does not end with it was wrong from the start. */
async function requireStructure(
  { handle }: PartFile,
  kind: FileKind,
  proof: LengthProof
): Promise<void> {
  const verdict = await structureOf(handle, kind)
  if (verdict === 'whole') return
  const cut = verdict === 'incomplete' && proof === 'none'
  const code = cut ? 'file:truncated' : 'file:damaged'
  throw new AppError(code, `The structure of the ${kind} is ${verdict}`)
}

/** A part of a file names the whole; a whole file is as long as its body. */
const totalOf = (head: BodyHead): number | null => head.contentRange?.total ?? head.length

function proofOf(head: BodyHead): LengthProof {
  if (totalOf(head) !== null) return 'content-length'
  return head.chunked ? 'chunked-end' : 'none'
}

const tooLong = (most: number): AppError =>
  new AppError('file:too-long', `It is longer than ${most} bytes`)
