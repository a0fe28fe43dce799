import { AppError } from '../../../shared/errors.ts'
import type { LengthProof } from '../../../shared/model/library.ts'
import type { Clock } from '../../clock.ts'
import type { GatewayBody } from '../../gateway/body.ts'
import type { BodyHead } from '../../gateway/body-head.ts'
import { requireSpace, type FreeBytes } from '../files/disk-space.ts'
import { fileKindOf, type FileKind } from '../files/file-kind.ts'
import { FileSink } from '../files/file-sink.ts'
import { structureOf } from '../files/file-structure.ts'
import { requireInPlace, type PartFile } from '../files/part-file.ts'
import { createAdmission } from './fetch-admission.ts'
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
  /** Told once nothing is written any more, also after a failure. */
  readonly onPoured: (poured: { bytes: number; kept: KeptPart | null }) => void
}

/**
 * Brings a body into its part file, flushed, and proves what can be proven of it: its length, its
 * kind, its structure. Throws `file:*`, `could-not-ask:*` and `gateway-refused`.
 */
export async function receive(receiving: Receiving): Promise<ArrivedFile> {
  const { job, body, part, freeBytes } = receiving
  const totalBytes = totalOf(body.head)
  if ((totalBytes ?? 0) > job.limits.maxBytes) throw tooLong(job.limits.maxBytes)
  const toCome = (totalBytes ?? part.bytes) - part.bytes
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
  { job, body, part, clock, onNews, onPoured }: Receiving,
  totalBytes: number | null
): Promise<{ kind: FileKind; sink: FileSink }> {
  const admission = createAdmission(job.family, body.head)
  const most = totalBytes ?? job.limits.maxBytes
  const sink = new FileSink({
    descriptor: part.handle.fd,
    startAt: part.bytes,
    hash: part.hash,
    admit: admission.admit,
    count: (bytes) => {
      if (bytes > most) throw tooLong(most)
    }
  })
  try {
    await pour({ body, sink, clock, limits: job.limits, totalBytes, onNews })
  } finally {
    const kept = keepable(body.head, { bytes: sink.writtenBytes, totalBytes })
    onPoured({ bytes: sink.bytes - part.bytes, kept })
  }
  const kind = admission.kind() ?? fileKindOf(part.head, job.family)
  if (kind === null) throw new AppError('file:not-a-video', 'Nothing was looked at')
  return { kind, sink }
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
