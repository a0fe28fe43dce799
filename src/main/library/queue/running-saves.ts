import { AppError } from '../../../shared/errors.ts'
import type { ItemRow } from '../items/item-row.ts'
import type { Stop } from './after-try.ts'

/** One save that is under way in this process. */
export interface Running {
  readonly media: ItemRow['media']
  readonly signal: AbortSignal
  /** Set once we stopped it ourselves. */
  readonly stop: () => Stop | null
}

interface Entry {
  readonly media: ItemRow['media']
  readonly controller: AbortController
  stop: Stop | null
  ended: Promise<void>
}

/** The saves that are under way; each row once. */
export class RunningSaves {
  readonly #entries = new Map<string, Entry>()
  readonly #onEnd: () => void

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd
  }

  has(itemId: string): boolean {
    return this.#entries.has(itemId)
  }

  ids(): string[] {
    return [...this.#entries.keys()]
  }

  count(media: ItemRow['media']): number {
    return [...this.#entries.values()].filter((entry) => entry.media === media).length
  }

  /** Runs `work` for a row; resolves when it is over. `work` reports its own failure. */
  start({ itemId, media }: ItemRow, work: (running: Running) => Promise<void>): Promise<void> {
    const controller = new AbortController()
    const entry: Entry = { media, controller, stop: null, ended: Promise.resolve() }
    this.#entries.set(itemId, entry)
    const running = { media, signal: controller.signal, stop: () => entry.stop }
    entry.ended = work(running).finally(() => {
      this.#entries.delete(itemId)
      this.#onEnd()
    })
    return entry.ended
  }

  /** False where the row is not running. */
  stop(itemId: string, stop: Stop): boolean {
    const entry = this.#entries.get(itemId)
    if (entry === undefined) return false
    entry.stop = stop
    entry.controller.abort(new AppError('could-not-ask:cancelled', 'The transfer was stopped'))
    return true
  }

  async allEnded(): Promise<void> {
    await Promise.all([...this.#entries.values()].map(({ ended }) => ended))
  }
}
