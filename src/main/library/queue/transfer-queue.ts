import { problemOf } from '../../../shared/model/problem.ts'
import type { Clock } from '../../clock.ts'
import type { ItemBook } from '../items/item-book.ts'
import type { ItemRow } from '../items/item-row.ts'
import { isVerifying, type Saver } from '../saving/saver.ts'
import type { FetchNews } from '../transfer/file-work.ts'
import type { DiskGate } from './disk-gate.ts'
import type { AgentPause } from './agent-pause.ts'
import type { Stop } from './after-try.ts'
import { DueRows } from './due-rows.ts'
import type { Litter } from './litter.ts'
import { RunningSaves, type Running } from './running-saves.ts'
import { isWaiting, partOf } from './save-record.ts'
import { settleTry } from './settle-try.ts'
import { unfinishedRows } from './unfinished.ts'

export interface TransferQueueDeps {
  readonly book: ItemBook
  readonly saver: Saver
  readonly litter: Litter
  readonly gate: DiskGate
  readonly agentPause: AgentPause
  readonly clock: Clock
  /** 0 up to 1. */
  readonly random: () => number
  /** Whose rows may run: the agent who is signed in; null where nobody is. */
  readonly owner: () => string | null
  /** False while the session hears nothing from the gateway. */
  readonly isReachable: () => boolean
  /** Lets the rows say who waits for a sign-in. Throws what the database throws. */
  readonly settleOwners: () => void
  readonly videosAtOnce: () => number
  readonly onNews: (itemId: string, news: FetchNews) => void
  /** A fault of our own, for the log. */
  readonly onBug: (thrown: unknown) => void
}

/** Pictures are small, and the agent waits for them: videos never stand in their way. */
const picturesAtOnce = 2

/**
 * Runs what is in the queue: in order, some at a time, of the agent who is signed in. It holds no
 * list of its own; the database does, so that nothing can be in one and not in the other.
 */
export class TransferQueue {
  readonly #deps: TransferQueueDeps
  readonly #running: RunningSaves
  readonly #due: DueRows
  #phase: 'starting' | 'open' | 'closed' = 'starting'

  constructor(deps: TransferQueueDeps) {
    this.#deps = deps
    this.#due = new DueRows(deps, this.wake)
    this.#running = new RunningSaves(this.wake)
  }

  /** Sets right what a crash left, then begins to run. */
  async start(): Promise<void> {
    // First of all: what the sweep clears away tells which rows had begun to let go of their part.
    const recovered = this.recover()
    // Not waited for: a virus scanner may keep a file for a minute.
    void this.#deps.litter.sweep().catch(this.databaseFailed)
    await recovered
    if (this.#phase === 'starting') this.#phase = 'open'
    this.wake()
  }

  /** Rows that say what is not so: after a crash, or after the database was full. */
  async recover(): Promise<void> {
    for (const row of this.#unfinished()) {
      const isOurs = this.#phase !== 'closed' && !this.#running.has(row.itemId)
      if (isOurs) await this.#recoverOne(row)
    }
  }

  /** Starts whatever can start now. Call it whenever something may have changed. */
  readonly wake = (): void => {
    const owner = this.#deps.owner()
    if (this.#phase !== 'open' || owner === null) return
    try {
      this.#due.wake(owner)
      if (this.#isHeld()) return
      this.#nameTheRest()
      this.#startNext(owner, 'video', this.#deps.videosAtOnce())
      this.#startNext(owner, 'picture', picturesAtOnce)
    } catch (thrown) {
      this.databaseFailed(thrown)
    }
  }

  cancel(row: ItemRow): void {
    if (this.#stop(row.itemId, 'cancel')) return
    const forget = (): void => {
      this.#deps.book.advance(row.itemId, { type: 'cancelled' })
    }
    void this.#run(row, () => this.#deps.litter.remove(partOf(row.save), forget))
  }

  /** Bytes that can be continued are kept. A file that is getting its name is not stopped. */
  pause(row: ItemRow): void {
    if (this.#stop(row.itemId, 'pause')) return
    this.#deps.book.advance(row.itemId, { type: 'paused' })
  }

  /** The agent paused everything: what runs goes back to its place in the queue. */
  hold(): void {
    for (const itemId of this.#running.ids()) this.#stop(itemId, 'hold')
  }

  /** Ends every transfer and waits until its row says so. */
  async close(): Promise<void> {
    this.#phase = 'closed'
    this.#due.end()
    this.hold()
    await this.#running.allEnded()
  }

  /** Files whose bytes are all here: the process that names them died, or the agent asks again. */
  #nameTheRest(): void {
    for (const row of this.#deps.book.store.inStates(['verifying'], null)) {
      if (!this.#running.has(row.itemId)) void this.#recoverOne(row)
    }
  }

  #startNext(owner: string, media: ItemRow['media'], atOnce: number): void {
    const { store } = this.#deps.book
    const busy = this.#running.count(media)
    let free = atOnce - busy
    if (free <= 0) return
    for (const row of store.nextQueued(owner, media, atOnce + busy)) {
      if (free === 0) return
      if (this.#running.has(row.itemId)) continue
      free -= 1
      void this.#run(row, (running) => this.#save(row, running))
    }
  }

  #run(row: ItemRow, work: (running: Running) => Promise<void>): Promise<void> {
    return this.#running.start(row, (running) =>
      work(running).catch((thrown: unknown) => {
        this.databaseFailed(thrown)
      })
    )
  }

  async #save(row: ItemRow, running: Running): Promise<void> {
    if (!isWaiting(row.save)) return
    const { saver, onNews } = this.#deps
    const watch = { signal: running.signal, onNews: onNews.bind(null, row.itemId) }
    const fault = await saver.save({ ...row, save: row.save }, watch)
    if (fault !== null) await settleTry(this.#deps, row.itemId, { fault, stop: running.stop() })
  }

  async #recoverOne(row: ItemRow): Promise<void> {
    await this.#run(row, async (running) => {
      if (isVerifying(row)) {
        const fault = await this.#deps.saver.finish(row, running.signal)
        if (fault !== null) await settleTry(this.#deps, row.itemId, { fault, stop: running.stop() })
      } else if (row.save.state === 'downloading') {
        // Never continued: a later answer may have begun anew in it, with another state of the file.
        await this.#deps.litter.remove(row.save.part, () => {
          const to = row.owner === this.#deps.owner() ? 'queued' : 'waiting-sign-in'
          this.#deps.book.advance(row.itemId, { type: 'interrupted', to, part: null })
        })
      }
    })
  }

  /** A try that begins while nothing can be reached would only be spent. */
  #isHeld(): boolean {
    const { gate, agentPause, isReachable } = this.#deps
    return gate.pause !== null || agentPause.isOn || !isReachable()
  }

  #stop(itemId: string, stop: Stop): boolean {
    // Giving a file its name is a matter of moments: only "cancel" ends that.
    const state = stop === 'cancel' ? null : this.#deps.book.look(itemId)?.save.state
    if (state === 'verifying') return this.#running.has(itemId)
    return this.#running.stop(itemId, stop)
  }

  #unfinished(): readonly ItemRow[] {
    try {
      this.#deps.settleOwners()
      return unfinishedRows(this.#deps.book, this.#deps.litter)
    } catch (thrown) {
      this.databaseFailed(thrown)
      return []
    }
  }

  /** Rows keep what they said last; they are set right when the gate opens, or the file is back. */
  readonly databaseFailed = (thrown: unknown): void => {
    if (problemOf(thrown).code === 'library-unavailable') return
    this.#deps.gate.close(problemOf(thrown), null)
    this.#deps.onBug(thrown)
  }
}
