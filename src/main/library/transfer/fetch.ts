import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../../clock.ts'
import {
  createOpenBody,
  type GatewayBody,
  type OpenBody,
  type OpenOptions
} from '../../gateway/body.ts'
import { endedBy } from '../../gateway/body-failure.ts'
import { ServerBusyError } from '../../gateway/body-head.ts'
import { freeOnDisk, NoSpaceError, requireFolder, type FreeBytes } from '../files/disk-space.ts'
import type { DiskCalls } from '../files/disk-calls.ts'
import { fileProblem } from '../files/file-problem.ts'
import { dropPart, rewound, settleAt, type PartFile, type PartWait } from '../files/part-file.ts'
import { preparePart } from './fetch-part.ts'
import { receive } from './fetch-receive.ts'
import { answerToResume, ifRangeOf, brokenOff } from './fetch-resume.ts'
import type {
  ArrivedFile,
  FetchEnd,
  FetchJob,
  FetchNews,
  FileWork,
  KeptPart,
  Watch
} from './file-work.ts'

export interface FetchDeps {
  readonly clock: Clock
  /** Free bytes in a folder; the system's own figure unless a test hands in another. */
  readonly freeBytes?: FreeBytes
  /** How a file is written; tests hand in a disk that misbehaves. */
  readonly disk?: DiskCalls
  /** How a part is opened again; tests hand in a file that somebody holds. */
  readonly openPart?: NonNullable<PartWait['opening']>
}

/** Fetches single files, each whole or not at all; its connections end with their files. */
export function createFetch(deps: FetchDeps): FileWork['fetch'] {
  const surroundings = { freeBytes: freeOnDisk, ...deps, openBody: createOpenBody(deps.clock) }
  return (job, watch) => new Fetch(surroundings, job, watch).run()
}

interface Surroundings extends FetchDeps {
  readonly freeBytes: FreeBytes
  readonly openBody: OpenBody
}

/** One job, from the first look at the folder to the end that tells everything. */
class Fetch {
  readonly #surroundings: Surroundings
  readonly #job: FetchJob
  readonly #watch: Watch<FetchNews>
  #part: PartFile | null = null
  /** What could be continued if it ended now. */
  #kept: KeptPart | null = null
  /** False while nothing of an answer can have reached the part file. */
  #admitted = false
  #receivedBytes = 0
  #setGuid: string | null = null
  #startedAgain = false

  constructor(surroundings: Surroundings, job: FetchJob, watch: Watch<FetchNews>) {
    this.#surroundings = surroundings
    this.#job = job
    this.#watch = watch
  }

  async run(): Promise<FetchEnd> {
    try {
      const file = await this.#fetch()
      await this.#part?.handle.close()
      return this.#endWith({ file, error: null })
    } catch (thrown) {
      const error = await this.#explain(thrown)
      await this.#leavePart(error)
      return this.#endWith({ file: null, error })
    }
  }

  async #fetch(): Promise<ArrivedFile> {
    const { signal } = this.#watch
    stopIfAborted(signal)
    const { clock, freeBytes, openPart: opening } = this.#surroundings
    const wait = { clock, signal, ...(opening && { opening }) }
    // Until it was looked at, nothing is known against what an earlier try left.
    this.#kept = this.#job.resume
    this.#part = await preparePart(this.#job, freeBytes, wait)
    if (this.#part.bytes === 0) this.#kept = null
    this.#startedAgain = this.#part.bytes === 0 && this.#job.resume !== null
    const body = await this.#open(this.#part)
    try {
      const file = await this.#receive(body)
      stopIfAborted(signal)
      return file
    } finally {
      body.close()
    }
  }

  /** The answer to a request for the rest, where it proves itself; else the whole file. */
  async #open(part: PartFile): Promise<GatewayBody> {
    const kept = this.#kept
    if (kept === null) return this.#ask(null)
    const body = await this.#ask({ from: kept.bytes, ifRange: ifRangeOf(kept.validator) })
    const answer = answerToResume(body.head, kept)
    if (answer === 'continues') return body
    this.#part = rewound(part)
    // The whole file may still turn out to be a refusal, which says nothing against the part.
    if (answer === 'begins-anew') return body
    this.#startedAgain = true
    this.#kept = null
    body.close()
    return this.#ask(null)
  }

  #ask(range: OpenOptions['range']): Promise<GatewayBody> {
    const { request, limits } = this.#job
    const onSetGuid = (value: string): void => {
      this.#setGuid = value
    }
    const options = { headMs: limits.headMs, range, onSetGuid }
    return this.#surroundings.openBody(request, options, this.#watch.signal)
  }

  #receive(body: GatewayBody): Promise<ArrivedFile> {
    const part = this.#part
    if (part === null) throw new AppError('unexpected', 'A body without a file')
    return receive({
      ...this.#surroundings,
      ...{ job: this.#job, body, part, onNews: this.#watch.onNews },
      onAdmitted: () => {
        this.#admitted = true
        this.#startedAgain = this.#job.resume !== null && part.bytes === 0
      },
      onPoured: ({ bytes, kept }) => {
        this.#receivedBytes += bytes
        if (this.#admitted) this.#kept = kept
      }
    })
  }

  /** Where writing failed, the folder may be gone: then that is what has to be said. */
  async #explain(thrown: unknown): Promise<AppError> {
    const { signal } = this.#watch
    if (signal.aborted) return endedBy(signal)
    const error = fileProblem(thrown, 'Saving')
    if (!error.code.startsWith('file:') || this.#part === null) return error
    return requireFolder(this.#job.folder).then(
      () => error,
      (missing: unknown) => AppError.from(missing)
    )
  }

  /** Flushes and keeps the part where it can be continued; removes it where not. */
  async #leavePart(error: AppError): Promise<void> {
    const part = this.#part
    if (part === null) return
    const kept = !this.#admitted || brokenOff.has(error.code) ? this.#kept : null
    this.#kept = await this.#settle(part, kept).catch(() => null)
    if (this.#kept === null) await dropPart(part)
    else await part.handle.close().catch(() => undefined)
  }

  async #settle(part: PartFile, kept: KeptPart | null): Promise<KeptPart | null> {
    if (kept !== null) await settleAt(part, kept.bytes)
    return kept
  }

  #endWith(outcome: { file: ArrivedFile | null; error: AppError | null }): FetchEnd {
    const { error } = outcome
    return {
      ...outcome,
      kept: error === null ? null : this.#kept,
      receivedBytes: this.#receivedBytes,
      setGuid: this.#setGuid,
      startedAgain: this.#startedAgain,
      retryAfterMs: error instanceof ServerBusyError ? error.retryAfterMs : null,
      neededBytes: error instanceof NoSpaceError ? error.neededBytes : null
    }
  }
}

function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw endedBy(signal)
}
