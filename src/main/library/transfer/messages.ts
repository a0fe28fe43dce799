import * as v from 'valibot'
import { AppError, errorCodes } from '../../../shared/errors.ts'
import { certificateFacts, proxyFacts } from '../../../shared/model/connection-facts.ts'
import { lengthProofs } from '../../../shared/model/library.ts'
import type { FileKind } from '../files/file-kind.ts'
import type { ArchiveJob, FetchEnd, FetchJob, Placing, Placed, HashedFile } from './file-work.ts'

/** What each job is given. Plain data: a structured clone of it is as good as itself. */
export interface JobInputs {
  fetch: FetchJob
  place: Placing
  hash: { readonly path: string }
  remove: { readonly path: string }
  archive: ArchiveJob
}
export type JobName = keyof JobInputs

/** One job, whichever it is. */
export type AnyJob = {
  [Name in JobName]: { readonly name: Name; readonly input: JobInputs[Name] }
}[JobName]

/** What main says to the file process. */
export type Order =
  | { readonly type: 'job'; readonly id: number; readonly job: AnyJob }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'close' }

const count = v.pipe(v.number(), v.minValue(0))
const bytes = v.pipe(count, v.integer())
const id = v.pipe(v.number(), v.integer())

/** What of an AppError crosses: neither its text nor its stack, which may name files. */
const wireError = v.object({
  code: v.picklist(errorCodes),
  retcode: v.exactOptional(v.string()),
  gatewayText: v.exactOptional(v.string()),
  certificate: v.exactOptional(certificateFacts),
  proxy: v.exactOptional(proxyFacts)
})
export type WireError = v.InferOutput<typeof wireError>

export function toWire({ code, retcode, gatewayText, certificate, proxy }: AppError): WireError {
  return {
    code,
    ...(retcode === undefined ? {} : { retcode }),
    ...(gatewayText === undefined ? {} : { gatewayText }),
    ...(certificate === undefined ? {} : { certificate }),
    ...(proxy === undefined ? {} : { proxy })
  }
}

export function fromWire({ code, ...details }: WireError): AppError {
  return new AppError(code, `The file process reported ${code}`, details)
}

/** Longest list of places that crosses, in UTF-16 units. */
export const framesLimit = 4_000

/** What the file process says to main. */
export const report = v.variant('type', [
  v.object({ type: v.literal('done'), id, value: v.unknown() }),
  v.object({ type: v.literal('failed'), id, error: wireError }),
  /** The last news of every job that had some since the message before. */
  v.object({
    type: v.literal('news'),
    news: v.array(v.object({ id, value: v.unknown() }))
  }),
  /** Nobody caught something: the places of our own code. The process ends right after it. */
  v.object({ type: v.literal('fault'), frames: v.pipe(v.string(), v.maxLength(framesLimit)) }),
  /** Every job is over and no file is open: the process can be ended. */
  v.object({ type: v.literal('closed') })
])
export type Report = v.InferOutput<typeof report>

const validator = v.union([v.object({ etag: v.string() }), v.object({ lastModified: v.string() })])
const kinds: readonly FileKind[] = ['mp4', 'avi', 'mkv', 'webm', 'jpg', 'png']

const fetchEnd = v.object({
  error: v.nullable(v.pipe(wireError, v.transform(fromWire))),
  receivedBytes: bytes,
  setGuid: v.nullable(v.string()),
  file: v.nullable(
    v.object({
      bytes,
      sha256: v.string(),
      kind: v.picklist(kinds),
      lengthProof: v.picklist(lengthProofs)
    })
  ),
  kept: v.nullable(v.object({ bytes, totalBytes: bytes, validator })),
  retryAfterMs: v.nullable(count),
  neededBytes: v.nullable(bytes),
  startedAgain: v.boolean()
}) satisfies v.GenericSchema<unknown, FetchEnd>

const placed = v.variant('placed', [
  v.object({ placed: v.literal(true) }),
  v.object({ placed: v.literal(false), freeName: v.string() })
]) satisfies v.GenericSchema<unknown, Placed>

/** What each job tells meanwhile and at its end; main checks both. */
export const replies = {
  fetch: {
    news: v.object({
      receivedBytes: bytes,
      totalBytes: v.nullable(bytes),
      bytesPerSecond: v.nullable(count)
    }),
    end: fetchEnd
  },
  place: { news: v.never(), end: placed },
  hash: {
    news: v.object({ readBytes: bytes }),
    end: v.object({ bytes, sha256: v.string() }) satisfies v.GenericSchema<unknown, HashedFile>
  },
  remove: { news: v.never(), end: v.undefined() },
  archive: { news: v.object({ writtenBytes: bytes }), end: v.object({ bytes }) }
} satisfies Record<JobName, { news: v.GenericSchema; end: v.GenericSchema }>
