import type { LibraryWork } from '../../../shared/model/library.ts'
import type { ItemRow } from '../items/item-row.ts'
import { isSaved } from '../queue/save-record.ts'
import type { WhoseRows } from '../whose-rows.ts'
import { checkWhole, lookQuickly, type CheckDeps } from './check-files.ts'
import { LongWork } from './long-work.ts'

/** Rows that are visited in one go; in between the event loop belongs to others. */
const batchRows = 100

const dayMs = 86_400_000
/** How often the schedule is looked at. */
const scheduleEveryMs = 3_600_000

export interface VerificationDeps extends CheckDeps {
  /** Days after which a file is read again by itself; 0 never. */
  readonly everyDays: () => number
  readonly onChange: () => void
  readonly whose: Pick<WhoseRows, 'own'>
}

/** Looks whether saved files are still what was saved: now, and by itself. */
export class Verification {
  readonly #deps: VerificationDeps
  readonly #work: LongWork
  /** Of the schedule: it runs unasked, so nobody is told of its progress. */
  readonly #quiet = new LongWork(() => undefined)
  #cancelTimer = (): void => undefined
  readonly #ending = new AbortController()

  constructor(deps: VerificationDeps) {
    this.#deps = deps
    this.#work = new LongWork(deps.onChange, deps.whose.own)
  }

  get view(): LibraryWork | null {
    return this.#work.view
  }

  get isRunning(): boolean {
    return this.#work.isRunning
  }

  /** Reads these files whole, one after the other. */
  verify(itemIds: readonly string[]): void {
    void this.#work.start(null, async ({ signal, told }) => {
      let findings = 0
      told({ total: itemIds.length, files: itemIds.length })
      for (const [index, itemId] of itemIds.entries()) {
        if (signal.aborted) return
        const check = await checkWhole(this.#deps, itemId, signal)
        if (check !== 'unchanged' && check !== 'unchecked') findings += 1
        told({ done: index + 1, findings })
      }
    })
  }

  cancel(): void {
    this.#work.cancel()
  }

  /** A quick look at every file, once after the start, and the schedule from then on. */
  async start(): Promise<void> {
    try {
      await this.#visit(
        () => true,
        (row) => lookQuickly(this.#deps, row)
      )
    } finally {
      // Also where the database went away meanwhile.
      if (!this.#ending.signal.aborted) this.#follow()
    }
  }

  async close(): Promise<void> {
    this.#ending.abort()
    this.#cancelTimer()
    await Promise.all([this.#work.close(), this.#quiet.close()])
  }

  #follow(): void {
    void this.#quiet.start(null, ({ signal }) => this.#verifyDue(signal))
    this.#cancelTimer = this.#deps.clock.after(scheduleEveryMs, () => {
      this.#follow()
    })
  }

  async #verifyDue(signal: AbortSignal): Promise<void> {
    const { everyDays, clock } = this.#deps
    const days = everyDays()
    if (days === 0) return
    const before = clock.now() - days * dayMs
    const isDue = ({ save }: ItemRow): boolean =>
      isSaved(save) && (save.file.checkedAt ?? save.file.savedAt) <= before
    await this.#visit(isDue, async ({ itemId }) => {
      if (!signal.aborted) await checkWhole(this.#deps, itemId, signal)
    })
  }

  async #visit(
    isMeant: (row: ItemRow) => boolean,
    visit: (row: ItemRow) => Promise<void>
  ): Promise<void> {
    const { store } = this.#deps.book
    for (let after = ''; ;) {
      const rows = store.savedAfter(after, batchRows)
      for (const row of rows) {
        if (this.#ending.signal.aborted) return
        if (isMeant(row)) await visit(row)
      }
      const last = rows.at(-1)
      if (last === undefined) return
      after = last.itemId
    }
  }
}
