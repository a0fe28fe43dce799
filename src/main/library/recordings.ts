import { AppError } from '../../shared/errors.ts'
import { problemOf } from '../../shared/model/problem.ts'
import { largeFileBytes } from '../../shared/model/library.ts'
import type { RecordingView } from '../../shared/model/recording.ts'
import type { Tell } from '../calls/timeline.ts'
import type { Clock } from '../clock.ts'
import type { GatewayEvent } from '../gateway/gateway-event.ts'
import { createListeners } from '../listeners.ts'
import type { RequireSignedIn } from '../session/signed-in.ts'
import { tellChanges, tellSave } from './recording-news.ts'
import { emptyBook, noteEvent, viewOf, type RecordingRow } from './recording-rows.ts'
import { advanceSave, isUnderWay, type SaveEvent } from './save-state.ts'
import { savedPath } from './files/saved-path.ts'
import { createTransferQueue } from './transfer-queue.ts'
import type { RemoteFile, Transfer } from './transfer.ts'
import type { SavedFile, TransferProgress } from './whole-file.ts'

export interface RecordingsDeps {
  readonly signedIn: RequireSignedIn
  readonly transfer: Transfer
  /** The folder that files are saved in now. It must exist. */
  readonly folder: () => string
  readonly clock: Clock
  readonly tell: Tell
  /** A new UUID each time. */
  readonly newId: () => string
}

/** Two transfers at once: more would bring no speed, and calls and events go first. */
const transfersAtOnce = 2

/** Progress of a row is told at most four times a second. */
const progressEveryMs = 250

/** The recordings of the signed-in agent, known from events since the sign-in, and saving them. */
export interface Recordings {
  /** Takes an event of the gateway; those that are not about recordings change nothing. */
  handle(event: GatewayEvent): void
  list(): readonly RecordingView[]
  onChange(listener: (rows: readonly RecordingView[]) => void): () => void
  /**
   * Begins to save a video, or lines it up; returns at once and the row tells the rest. Throws
   * `not-found`, `not-now:recording-is-audio`, `not-now:already-saving`, `could-not-ask:signed-out`.
   */
  save(recordingId: string): void
  /** Ends a save; where none is under way nothing happens. Throws `not-found`. */
  cancel(recordingId: string): void
  /** The saved file's absolute path. Throws `not-found` where there is none (any more). */
  pathOf(recordingId: string): Promise<string>
  /** Forgets everything: the rows belong to the agent who was signed in. */
  clear(): void
  /** Ends every transfer and waits until its part file is gone. */
  close(): Promise<void>
}

export function createRecordings(deps: RecordingsDeps): Recordings {
  return new RecordingLibrary(deps)
}

class RecordingLibrary implements Recordings {
  readonly #deps: RecordingsDeps
  readonly #changes = createListeners<readonly RecordingView[]>()
  readonly #queue = createTransferQueue(transfersAtOnce)
  /** Where each saved file is, by row. */
  readonly #files = new Map<string, SavedFile>()
  #book = emptyBook

  readonly onChange = this.#changes.add

  constructor(deps: RecordingsDeps) {
    this.#deps = deps
  }

  handle(event: GatewayEvent): void {
    const { clock, newId, tell } = this.#deps
    const agentId = event.type.startsWith('recording-') ? this.#agentId() : null
    if (agentId === null) return
    const before = this.#book
    this.#book = noteEvent(before, event, { at: clock.now(), agentId, newId })
    tellChanges(before.rows, this.#book.rows, tell)
    if (this.#book.rows !== before.rows) this.#publish()
  }

  list(): readonly RecordingView[] {
    return this.#book.rows.map(viewOf)
  }

  save(recordingId: string): void {
    const row = this.#require(recordingId)
    if (row.media === 'audio') {
      throw new AppError('not-now:recording-is-audio', 'Audio recordings are not saved')
    }
    const { remote } = row
    if (remote === null) throw new AppError('not-found', 'The recording came without a usable path')
    if (isUnderWay(row.save)) throw new AppError('not-now:already-saving', 'It is being saved')
    // Only to say so at once: each transfer asks again when its turn comes.
    this.#deps.signedIn()
    this.#advance(recordingId, { type: 'asked' })
    this.#queue.add(recordingId, (signal) => this.#run(recordingId, remote, signal))
  }

  cancel(recordingId: string): void {
    this.#require(recordingId)
    const neverRan = this.#queue.cancel(recordingId)
    if (neverRan) this.#advance(recordingId, { type: 'cancelled' })
  }

  async pathOf(recordingId: string): Promise<string> {
    const file = this.#files.get(this.#require(recordingId).recordingId)
    if (file === undefined) throw new AppError('not-found', 'The recording was not saved')
    return savedPath(file.folder, file.fileName)
  }

  clear(): void {
    this.#book = emptyBook
    this.#files.clear()
    void this.#queue.clear()
    this.#publish()
  }

  close(): Promise<void> {
    return this.#queue.clear()
  }

  async #run(recordingId: string, remote: RemoteFile, signal: AbortSignal): Promise<void> {
    const { clock, folder, transfer } = this.#deps
    try {
      const { callId, agentId, startedAt, stoppedAt } = this.#require(recordingId)
      this.#advance(recordingId, { type: 'started', at: clock.now() })
      const serverPath = remote.via === 'path' ? remote.recordId : remote.conferenceId
      const subject = { at: startedAt, agentId, callId, serverPath }
      const job = { remote, family: 'video', folder: folder(), subject } as const
      const file = await transfer(job, this.#follow(recordingId), signal)
      const { fileName, bytes, sha256, lengthProof } = file
      const savedAt = clock.now()
      const mayHaveGrown = stoppedAt === null
      this.#files.set(recordingId, file)
      const facts = { fileName, bytes, sha256, lengthProof, mayHaveGrown, savedAt }
      this.#advance(recordingId, { type: 'saved', facts })
    } catch (error) {
      const ended = signal.aborted && AppError.from(error).code === 'could-not-ask:cancelled'
      const problem = problemOf(error)
      this.#advance(recordingId, ended ? { type: 'cancelled' } : { type: 'failed', problem })
    }
  }

  /** Notes the steps of a transfer: bytes at most every {@link progressEveryMs}, the rest at once. */
  #follow(recordingId: string): (progress: TransferProgress) => void {
    const { clock } = this.#deps
    let notedAt = -Infinity
    let large = false
    return ({ step, receivedBytes, totalBytes }) => {
      if (step === 'verifying') {
        this.#advance(recordingId, { type: 'verifying', receivedBytes })
        return
      }
      const isLarge = Math.max(receivedBytes, totalBytes ?? 0) > largeFileBytes
      if (large === isLarge && clock.elapsed() - notedAt < progressEveryMs) return
      notedAt = clock.elapsed()
      large = isLarge
      this.#advance(recordingId, { type: 'received', receivedBytes, totalBytes })
    }
  }

  /** A row that is gone by now (another agent signed in) takes no step any more. */
  #advance(recordingId: string, event: SaveEvent): void {
    const row = this.#book.rows.find((known) => known.recordingId === recordingId)
    if (row === undefined) return
    const save = advanceSave(row.save, event)
    if (save === row.save) return
    const next = { ...row, save }
    const rows = this.#book.rows.map((known) => (known === row ? next : known))
    this.#book = { ...this.#book, rows }
    tellSave(next, row.save, this.#deps.tell)
    this.#publish()
  }

  /** Null where the sign-in has just ended: what still comes in belongs to nobody. */
  #agentId(): string | null {
    try {
      return this.#deps.signedIn().agentId
    } catch {
      return null
    }
  }

  #require(recordingId: string): RecordingRow {
    const row = this.#book.rows.find((known) => known.recordingId === recordingId)
    if (row === undefined) throw new AppError('not-found', 'There is no such recording')
    return row
  }

  #publish(): void {
    this.#changes.tell(this.list())
  }
}
