import { AppError } from '../../shared/errors.ts'
import {
  pageLimit,
  type LibraryItem,
  type LibraryPage,
  type QueuePause,
  type RecordIdDraft
} from '../../shared/model/library.ts'
import type { Clock } from '../clock.ts'
import type { ItemBook } from './items/item-book.ts'
import { askedRow, type PictureWish } from './items/asked-row.ts'
import { ownerOf, type ItemRow } from './items/item-row.ts'
import { lastUnsavedVideo } from './items/last-unsaved-video.ts'
import { placeFrom, placeText } from './items/page-place.ts'
import type { SeenEvent } from './items/event-intake.ts'
import { noteEvent, untouched, type EarlyStops } from './items/recording-events.ts'
import type { AgentPause } from './queue/agent-pause.ts'
import type { DiskGate } from './queue/disk-gate.ts'
import { moveUp } from './queue/move-up.ts'
import { isSaved } from './queue/save-record.ts'
import type { TransferQueue } from './queue/transfer-queue.ts'
import { patienceMs } from './rules/after-call.ts'
import type { RowOwner, WhoseRows } from './whose-rows.ts'

export interface LibraryDeps {
  readonly book: ItemBook
  readonly whose: WhoseRows
  readonly queue: TransferQueue
  readonly gate: DiskGate
  readonly agentPause: AgentPause
  readonly clock: Clock
  /** A new UUID each time. */
  readonly newId: () => string
  /** Whether the agent who is signed in may add a recording by its path. */
  readonly mayAdd: () => boolean
  /** Something of the library as a whole changed. */
  readonly onChange: () => void
}

/** The recordings and pictures that Callside knows of, and the way of each onto the disk. */
export class Library {
  readonly #deps: LibraryDeps
  #earlyStops: EarlyStops = new Map()

  constructor(deps: LibraryDeps) {
    this.#deps = deps
  }

  /** Takes an event of the gateway; those that are not about recordings change nothing. */
  note({ event, agent, at }: SeenEvent): void {
    const { book, newId } = this.#deps
    const owner = ownerOf(agent.host, agent.agentId)
    const noting = { at, owner, ...agent, newId, earlyStops: this.#earlyStops }
    const { rows, earlyStops } = noteEvent(book.store, event, noting)
    this.#earlyStops = earlyStops
    if (rows.length > 0) book.put(...rows)
  }

  /** An agent signed in, or (null) the sign-in ended. */
  signedInAs(agent: RowOwner | null): void {
    this.#earlyStops = new Map()
    try {
      this.#deps.whose.change(agent)
    } finally {
      // Whoever signed in is signed in, also where no row could say so.
      this.#deps.onChange()
      this.#deps.queue.wake()
    }
  }

  /** The session lost the gateway, or hears it again: nothing is tried in between. */
  reached(isReachable: boolean): void {
    const { whose, onChange, queue } = this.#deps
    if (whose.isReachable() === isReachable) return
    whose.reached(isReachable)
    onChange()
    queue.wake()
  }

  /** Why no transfer begins; null where nothing holds them back. */
  get pause(): QueuePause | null {
    const { agentPause, gate, whose } = this.#deps
    if (agentPause.isOn) return { by: 'agent' }
    return gate.pause ?? (whose.isReachable() ? null : { by: 'gateway' })
  }

  /** @throws `invalid-input` for a place that was never given */
  page(after: string | null): LibraryPage {
    const { book, whose } = this.#deps
    const place = placeFrom(after)
    const { scope, epoch } = whose
    const rows = scope === null ? [] : book.store.page(scope, place, pageLimit)
    const last = rows.length < pageLimit ? undefined : rows.at(-1)
    const items = rows.map(whose.viewOf)
    return { epoch, items, next: last === undefined ? null : placeText(last) }
  }

  /**
   * Saves an item, tries it again now, resumes it or finishes it, whatever its state asks for.
   * @throws `not-found`, `not-now:of-another-agent`, `not-now:recording-is-audio`,
   * `not-now:already-saving`
   */
  save(itemId: string): void {
    const row = this.#deps.whose.requireOwn(itemId)
    if (row.media === 'audio') {
      throw new AppError('not-now:recording-is-audio', 'Audio recordings are not saved')
    }
    if (row.remote === null) throw new AppError('not-found', 'It came without a usable path')
    if (busy.has(row.save.state)) throw new AppError('not-now:already-saving', 'It is being saved')
    this.ask(isSaved(row.save) ? this.#again(row) : row)
  }

  /** Puts a row into the queue; one that belongs to nobody signed in waits for that. */
  ask(row: ItemRow): void {
    const { book, clock, whose, queue } = this.#deps
    const at = clock.now()
    const patientUntil = row.knownBy === 'event' ? at + patienceMs : null
    book.advance(row.itemId, { type: 'asked', at, patientUntil })
    if (whose.running() !== row.owner) book.advance(row.itemId, { type: 'signed-out' })
    queue.wake()
  }

  /** Fetches the picture of a capture; once for each capture. */
  addPicture({ itemId, callId, at, remote }: PictureWish): void {
    const { book, whose } = this.#deps
    const agent = whose.signedIn
    if (agent === null || book.store.find(itemId) !== null) return
    const file = { itemId, callId, media: 'picture', knownBy: 'event', at, remote } as const
    const row = askedRow(agent, file)
    book.put(row)
    this.ask(row)
  }

  /** @throws `not-now:not-allowed-to-add`, `could-not-ask:signed-out` */
  addByRecordId({ recordId, locationId, callId }: RecordIdDraft): LibraryItem {
    const { book, whose, mayAdd, newId, clock } = this.#deps
    const agent = whose.signedIn
    if (agent === null) throw new AppError('could-not-ask:signed-out', 'Nobody is signed in')
    if (!mayAdd()) throw new AppError('not-now:not-allowed-to-add', 'Policy does not allow it')
    const remote = { via: 'path', recordId, locationId } as const
    const file = { itemId: newId(), callId, media: 'video', knownBy: 'record-id' } as const
    const row = askedRow(agent, { ...file, at: clock.now(), remote })
    const known = book.store.ofKey(row.owner, row.key)[0]
    if (known !== undefined) return whose.viewOf(known)
    book.put(row)
    this.ask(row)
    return whose.viewOf(book.require(row.itemId))
  }

  /** Nothing happens where it does not wait or run. @throws `not-found`, `not-now:of-another-agent` */
  hold(itemId: string): void {
    this.#deps.queue.pause(this.#deps.whose.requireOwn(itemId))
  }

  /** @throws `not-found`, `not-now:of-another-agent` */
  cancel(itemId: string): void {
    this.#deps.queue.cancel(this.#deps.whose.requireOwn(itemId))
  }

  /** @throws `not-found`, `not-now:of-another-agent` */
  moveUp(itemId: string): void {
    moveUp(this.#deps.book, this.#deps.whose.requireOwn(itemId))
  }

  /** Holds everything back, over a restart too, until {@link resumeAll}. */
  pauseAll(): void {
    this.#deps.agentPause.set(true)
    this.#deps.queue.hold()
    this.#deps.onChange()
  }

  resumeAll(): void {
    this.#deps.agentPause.set(false)
    void this.#deps.gate.look()
    this.#deps.onChange()
    this.#deps.queue.wake()
  }

  /** The video that "save the last video" means; null where there is none. */
  lastUnsavedVideo(): LibraryItem | null {
    const { book, whose } = this.#deps
    const row = lastUnsavedVideo(book, whose.own())
    return row === null ? null : whose.viewOf(row)
  }

  /** Each saved file has a row of its own: saving again does not let go of the first. */
  #again(row: ItemRow): ItemRow {
    const fresh = { ...row, ...untouched, itemId: this.#deps.newId() }
    const { startedAt, stoppedAt, failed } = row
    const again = { ...fresh, startedAt, stoppedAt, failed }
    this.#deps.book.put(again)
    return again
  }
}

const busy: ReadonlySet<string> = new Set(['queued', 'downloading', 'verifying'])
