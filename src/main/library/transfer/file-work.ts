import type { LengthProof } from '../../../shared/model/library.ts'
import type { LentEnd, LentRequest } from '../../gateway/lent-request.ts'
import type { FileFamily, FileKind } from '../files/file-kind.ts'

/** How a server names one state of a file. Only strong ones are ever kept (RFC 9110, 8.8.1). */
export type Validator = { readonly etag: string } | { readonly lastModified: string }

/** A part file whose bytes are on the disk and can be continued. */
export interface KeptPart {
  readonly bytes: number
  /** The announced length of the whole file. */
  readonly totalBytes: number
  readonly validator: Validator
}

/** One file to be fetched: plain data, so that it can be handed to another process. */
export interface FetchJob {
  readonly request: LentRequest
  readonly family: FileFamily
  /** An existing folder on the local disk. */
  readonly folder: string
  /** The name of the part file in `folder`; recorded before this job is given. */
  readonly partName: string
  /** Continues this part where the server proves that it is the same file; null begins anew. */
  readonly resume: KeptPart | null
  readonly limits: FetchLimits
}

/** Bounds of one transfer. */
export interface FetchLimits {
  /** A body that goes on beyond this is ended (`file:too-long`). */
  readonly maxBytes: number
  /** What must stay free on the disk beside the file. */
  readonly reserveBytes: number
  /** How long the head of the answer may take. */
  readonly headMs: number
  /** No byte for so long: `could-not-ask:stalled`. */
  readonly silenceMs: number
  /** Fewer than `slowBytesPerSecond` over this time: `could-not-ask:stalled`. */
  readonly slowMs: number
  readonly slowBytesPerSecond: number
}

export const defaultLimits: FetchLimits = {
  maxBytes: 8 * 1024 ** 3,
  reserveBytes: 512 * 1024 ** 2,
  headMs: 60_000,
  silenceMs: 30_000,
  slowMs: 60_000,
  slowBytesPerSecond: 1_024
}

/** Tells of one transfer. `received` comes at most ten times a second, merged with the others. */
export interface FetchNews {
  readonly receivedBytes: number
  readonly totalBytes: number | null
  /** Over the last five seconds; null before there is a speed. */
  readonly bytesPerSecond: number | null
}

/** A body that arrived whole and lies flushed in its part file. */
export interface ArrivedFile {
  readonly bytes: number
  /** In hex. */
  readonly sha256: string
  readonly kind: FileKind
  readonly lengthProof: LengthProof
}

/** How a fetch ended. `error` is null exactly where `file` is not. */
export interface FetchEnd extends LentEnd {
  readonly file: ArrivedFile | null
  /**
   * What is left of the part file and worth continuing; null where it was removed. A part that was
   * to be continued stays, whatever the gateway said, until a byte of an answer was used: whoever
   * does not try again has to remove it.
   */
  readonly kept: KeptPart | null
  /** How long the server asks to wait (`Retry-After`), in milliseconds. */
  readonly retryAfterMs: number | null
  /** Where the disk was too full: how much must be free before another try; else null. */
  readonly neededBytes: number | null
  /** True where `resume` was given and could not be used. */
  readonly startedAgain: boolean
}

export interface Placing {
  readonly folder: string
  readonly partName: string
  /** The final name; recorded before this is asked. */
  readonly fileName: string
}

/** `placed`: the file has its name and the folder is flushed. Else the name is taken, and a free one. */
export type Placed =
  { readonly placed: true } | { readonly placed: false; readonly freeName: string }

/** What a saved file holds now. */
export interface HashedFile {
  readonly bytes: number
  readonly sha256: string
}

export interface CaseFile {
  readonly folder: string
  readonly fileName: string
  /** Its name in the archive. */
  readonly entryName: string
  /** What it must hold, in hex: anything else ends the archive (`file:changed`). Null: whatever it holds. */
  readonly sha256: string | null
}

export interface ArchiveJob {
  /** Where the archive goes: chosen by the agent in a dialog of main. Replaced if it exists. */
  readonly path: string
  readonly files: readonly CaseFile[]
  /** Small texts that main made: report, sidecars, manifest. */
  readonly texts: readonly { readonly entryName: string; readonly text: string }[]
}

export interface Watch<News> {
  readonly onNews: (news: News) => void
  readonly signal: AbortSignal
}

/**
 * All work on large files, in one process of its own: sockets, hashing and writing are never split
 * over processes (split, 8 transfers took 792 MiB; together 212 MiB). Main, tests and that process
 * know it by this interface only. Everything throws AppErrors; when `signal` aborts, promptly
 * `could-not-ask:cancelled`; when the process itself dies, `transfer-ended`.
 */
export interface FileWork {
  /**
   * Fetches a body into a new part file, proves its length, kind and structure, and flushes it.
   * Never rejects but for `transfer-ended`: the end tells everything. The part file is gone by then
   * unless `kept` or `file` is set.
   */
  fetch(job: FetchJob, watch: Watch<FetchNews>): Promise<FetchEnd>
  /**
   * Gives a part file its final name without ever replacing another file. A file that is locked (a
   * virus scanner) is tried again for 60 s: `file:locked`, and the part stays. `file:*` otherwise.
   */
  place(placing: Placing, signal: AbortSignal): Promise<Placed>
  /** Reads a file whole. Throws `file:missing`, `file:folder-unusable`, `file:write-failed`. */
  hash(path: string, watch: Watch<{ readonly readBytes: number }>): Promise<HashedFile>
  /** Removes a file of ours; one that is gone already is fine. Locked ones as in {@link place}. */
  remove(path: string): Promise<void>
  /** Streams files and texts into one ZIP archive; nothing is left behind where it fails. */
  archive(
    job: ArchiveJob,
    watch: Watch<{ readonly writtenBytes: number }>
  ): Promise<{ bytes: number }>
  /** Ends everything and waits until no part file is open. */
  close(): Promise<void>
}
