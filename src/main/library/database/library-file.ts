import type { DatabaseSync } from 'node:sqlite'
import { AppError } from '../../../shared/errors.ts'
import type { LibraryAwayReason } from '../../../shared/model/library-away.ts'
import type { ItemRow } from '../items/item-row.ts'
import { awayReason, isDamage, isFull, isLocked } from './database-fault.ts'
import { columnsOf } from './item-columns.ts'
import {
  beginAnew,
  isWhole,
  openDatabase,
  type OpenedDatabase,
  type SetAside
} from './open-database.ts'
import { openFile, type OpenFile } from './open-file.ts'
import { nothingSalvaged, salvage } from './salvage.ts'

/** What happened to the file, for whoever shows it. */
export type FileNews =
  /** It cannot be used. */
  | { readonly type: 'away' }
  /** It can be used again. */
  | { readonly type: 'back' }
  /** It was set aside and a new one began, with so many rows that could still be read. */
  | { readonly type: 'replaced'; readonly path: string; readonly rows: number }
  /** So many more rows cannot be read. */
  | { readonly type: 'unreadable'; readonly rows: number }

export interface LibraryFileDeps {
  readonly path: string
  readonly now: () => number
  /** Rows of transfers that are under way: a new file begins with them, whatever was read. */
  readonly running: () => readonly ItemRow[]
  /** Told in the middle of a statement: it must not ask the database. */
  readonly onNews: (news: FileNews) => void
}

/** Somebody waits, and it is tried again by itself. */
const retryPatienceMs = 100

/**
 * The database file as the library uses it: open, or away with the reason. What is asked of a file
 * that turns out to be damaged is asked again of the one that takes its place.
 */
export class LibraryFile {
  readonly #deps: LibraryFileDeps
  #open: OpenFile | null = null
  #away: LibraryAwayReason | null = null
  /** What is to be entered into the file that took another's place: the disk was full then. */
  #owed: SetAside | null = null
  #isClosed = false

  constructor(deps: LibraryFileDeps) {
    this.#deps = deps
  }

  /** Why it cannot be used; null while it can. */
  get away(): LibraryAwayReason | null {
    return this.#away
  }

  /** Opens it; what came of it is in {@link away}. Nothing happens where it is open. */
  open(patienceMs?: number): void {
    const { path } = this.#deps
    this.#take(() => openDatabase(path, this.#stamp(), patienceMs))
  }

  /** True where it can be used now. */
  tryAgain(): boolean {
    this.open(retryPatienceMs)
    return this.#open !== null
  }

  /** Sets aside what cannot be used, and begins anew. @throws `library-not-set-aside` */
  setAside(): void {
    if (this.#open !== null) return
    this.#take(() => beginAnew(this.#deps.path, this.#stamp(), nothingSalvaged))
    if (this.away !== null) {
      throw new AppError('library-not-set-aside', 'The library database could not be set aside')
    }
  }

  /** Compares indexes and rows; a file that is not whole is replaced. */
  check(): void {
    if (this.#open === null) return
    this.use(({ database }) => {
      if (!isWhole(database)) this.#replace(database)
    })
  }

  /** @throws `library-unavailable`, `file:no-space`, `library-unreadable` */
  use<T>(work: (open: OpenFile) => T): T {
    const open = this.#required()
    try {
      return work(open)
    } catch (thrown) {
      if (!isDamage(thrown)) throw this.#failed(thrown)
      this.#replace(open.database)
    }
    try {
      return work(this.#required())
    } catch (thrown) {
      throw this.#failed(thrown)
    }
  }

  close(): void {
    this.#isClosed = true
    this.#letGo()
  }

  #required(): OpenFile {
    if (this.#open !== null) return this.#open
    throw new AppError('library-unavailable', 'The library database cannot be used now')
  }

  #failed(thrown: unknown): AppError {
    if (thrown instanceof AppError) return thrown
    if (isLocked(thrown)) {
      this.#leave('locked')
      return new AppError('library-unavailable', 'Another program holds it', { cause: thrown })
    }
    const code = isFull(thrown) ? 'file:no-space' : 'library-unreadable'
    return new AppError(code, 'The library database', { cause: thrown })
  }

  /** What can still be read goes into the file that takes its place. */
  #replace(database: DatabaseSync): void {
    const left = salvage(database)
    this.#letGo()
    this.#take(() => beginAnew(this.#deps.path, this.#stamp(), left))
  }

  #take(opening: () => OpenedDatabase): void {
    if (this.#open !== null || this.#isClosed) return
    const wasAway = this.#away !== null
    try {
      const opened = opening()
      this.#open = openFile(opened, (rows) => {
        this.#deps.onNews({ type: 'unreadable', rows })
      })
      this.#away = null
      this.#owed = opened.setAside ?? this.#owed
      if (this.#owed !== null) this.#enter(this.#open, this.#owed)
    } catch (thrown) {
      this.#leave(awayReason(thrown) ?? 'failed')
      return
    }
    if (wasAway) this.#deps.onNews({ type: 'back' })
  }

  /** Rows of transfers that run are entered as they are now. */
  #enter({ database, ask }: OpenFile, { path, rows, marks }: SetAside): void {
    database.exec('BEGIN IMMEDIATE')
    for (const row of [...rows, ...this.#deps.running()]) ask.insert.run(columnsOf(row))
    for (const [name, value] of marks) ask.setMark.run(name, value)
    database.exec('COMMIT')
    this.#owed = null
    this.#deps.onNews({ type: 'replaced', path, rows: rows.length })
  }

  #leave(reason: LibraryAwayReason): void {
    this.#letGo()
    const isNew = this.#away !== reason
    this.#away = reason
    if (isNew) this.#deps.onNews({ type: 'away' })
  }

  #letGo(): void {
    try {
      this.#open?.database.close()
    } catch {
      // What it had to flush stays in its WAL.
    }
    this.#open = null
  }

  #stamp(): string {
    return String(this.#deps.now())
  }
}
