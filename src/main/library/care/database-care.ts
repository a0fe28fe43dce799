import { basename } from 'node:path'
import type { LibraryView } from '../../../shared/model/library.ts'
import type { Tell } from '../../calls/timeline.ts'
import type { Clock } from '../../clock.ts'
import type { FileNews, LibraryFile } from '../database/library-file.ts'

export interface DatabaseCareDeps {
  readonly path: string
  readonly file: Pick<LibraryFile, 'away' | 'tryAgain' | 'setAside'>
  readonly clock: Clock
  /** How often a file that cannot be used is tried again. */
  readonly everyMs: number
  /** Reads back from the evidence what the new database lacks; gives how many rows. */
  readonly readBack: (signal: AbortSignal) => Promise<number>
  /** The database can be asked, for the first time or again. */
  readonly onUsable: (signal: AbortSignal) => Promise<void>
  /** What the view says changed; `rows` where other rows may be there than before. */
  readonly onChange: (rows: boolean) => void
  readonly tell: Tell
  readonly onBug: (thrown: unknown) => void
}

/**
 * Looks after the database's file: one that cannot be used is tried again by itself, one that was set
 * aside is made up for from the evidence, and each is said in Activity.
 */
export class DatabaseCare {
  readonly #deps: DatabaseCareDeps
  readonly #ending = new AbortController()
  #triedAt = 0
  /** What began anew and was not read back yet. */
  #owed: { setAside: string; rows: number } | null = null
  #rebuilt: LibraryView['rebuilt'] = null
  #settling: Promise<void> | null = null
  #cancelTimer = (): void => undefined

  constructor(deps: DatabaseCareDeps) {
    this.#deps = deps
  }

  get path(): string {
    return this.#deps.path
  }

  get rebuilt(): LibraryView['rebuilt'] {
    return this.#rebuilt
  }

  get unavailable(): LibraryView['unavailable'] {
    const { file, path } = this.#deps
    return file.away === null ? null : { reason: file.away, file: path, triedAt: this.#triedAt }
  }

  /** From now on whatever becomes usable is taken up. */
  start(): Promise<void> {
    this.#settling ??= Promise.resolve()
    return this.#settle()
  }

  /** Comes in the middle of a statement: what follows waits for its end. */
  readonly heard = (news: FileNews): void => {
    const { tell, path, clock } = this.#deps
    if (news.type === 'unreadable') {
      tell({ name: 'library-rows-unreadable', subject: String(news.rows) })
      return
    }
    if (news.type === 'away') {
      this.#triedAt = clock.now()
      tell({ name: 'library-unavailable', subject: path })
      this.#ring()
    }
    if (news.type === 'back') {
      this.#cancelTimer()
      tell({ name: 'library-back' })
    }
    if (news.type === 'replaced') {
      this.#owed = { setAside: basename(news.path), rows: news.rows }
    }
    queueMicrotask(() => {
      this.#deps.onChange(news.type !== 'away')
      if (this.#settling !== null) void this.#settle()
    })
  }

  /** True where it can be used now. */
  tryAgain(): boolean {
    this.#cancelTimer()
    if (this.#deps.file.tryAgain()) return true
    this.#triedAt = this.#deps.clock.now()
    this.#deps.onChange(false)
    this.#ring()
    return false
  }

  /** @throws `library-not-set-aside` */
  setAside(): void {
    this.#deps.file.setAside()
  }

  close(): void {
    this.#ending.abort()
    this.#cancelTimer()
  }

  #ring(): void {
    this.#cancelTimer()
    if (this.#ending.signal.aborted) return
    this.#cancelTimer = this.#deps.clock.after(this.#deps.everyMs, () => {
      this.tryAgain()
    })
  }

  /** One after the other: a file may be replaced while the one before is still read back. */
  #settle(): Promise<void> {
    const settled = (this.#settling ?? Promise.resolve())
      .then(() => this.#settleNow())
      .catch(this.#deps.onBug)
    this.#settling = settled
    return settled
  }

  async #settleNow(): Promise<void> {
    const { signal } = this.#ending
    if (signal.aborted || this.#deps.file.away !== null) return
    if (this.#owed !== null) await this.#makeUpFor(this.#owed)
    await this.#deps.onUsable(signal)
  }

  async #makeUpFor(owed: { setAside: string; rows: number }): Promise<void> {
    const { readBack, tell, onChange } = this.#deps
    // A folder that is out of reach just then gives nothing back; its files stay what they are.
    const read = await readBack(this.#ending.signal).catch(() => 0)
    this.#owed = this.#owed === owed ? null : this.#owed
    const { setAside, rows } = owed
    this.#rebuilt = { items: rows + read, setAside }
    tell({ name: 'library-rebuilt', subject: setAside })
    onChange(true)
  }
}
