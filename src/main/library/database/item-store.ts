import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { queueStates, type SaveRecord } from '../queue/save-record.ts'
import type { ItemRow, RowScope } from '../items/item-row.ts'
import { columnsOf, placeColumnsOf } from './item-columns.ts'
import type { LibraryFile } from './library-file.ts'
import type { OpenFile } from './open-file.ts'
import { readableRows } from './readable-rows.ts'
import { questionMarks, type Statements } from './statements.ts'

type State = SaveRecord['state']

/** A place in a list that is ordered by time: the last row that was given. */
export interface Place {
  readonly startedAt: number
  readonly itemId: string
}

/** `paused`: the agent paused everything. `litter`: part files that are still to be removed. */
export type Mark = 'paused' | 'litter'

/**
 * The one owner of the library's rows. What was put is on the disk when `put` returns; throws
 * `file:no-space` where the disk is full, `library-unavailable` while the file cannot be used and
 * `library-unreadable` for any other fault of it; then nothing has changed. A row that cannot be read
 * is in no answer, and takes nobody's place.
 */
export interface ItemStore {
  /** Adds or replaces rows, all or none. */
  put(...rows: readonly ItemRow[]): void
  /** Writes the save and the place of rows that are there, all or none: a third of the work of `put`. */
  move(...rows: readonly ItemRow[]): void
  remove(itemId: string): void
  find(itemId: string): ItemRow | null
  /** Newest first, from behind `after`. */
  page(scope: RowScope, after: Place | null, limit: number): ItemRow[]
  /** All rows that may be meant by an event: those of its task or key that began since `since`. */
  ofTask(owner: string, taskId: string, since: number): ItemRow[]
  ofKey(owner: string, key: string): ItemRow[]
  /** Rows in these states, in the order of the queue; of everybody where `owner` is null. */
  inStates(states: readonly State[], owner: string | null): ItemRow[]
  /** The ids alone, newest first. */
  idsInStates(states: readonly State[], scope: RowScope): string[]
  /** The first rows in the queue that may begin. */
  nextQueued(owner: string, media: ItemRow['media'], limit: number): ItemRow[]
  /** The row of that owner that waits right before this place in the queue. */
  waitingBefore(owner: string, position: number): ItemRow | null
  /** Saved rows of everybody by their id, from behind `after`: for work that visits them all. */
  savedAfter(after: string, limit: number): ItemRow[]
  /** Rows of videos of this owner that nobody decided about, from `since` on. */
  undecided(owner: string, since: number): ItemRow[]
  /** When the next waiting row of this owner is due; null where none waits. */
  nextRetryAt(owner: string): number | null
  /** The highest position in the queue; 0 where it is empty. */
  lastPosition(): number
  count(): number
  /** A small fact about the library as a whole; null where it was never set. */
  mark(name: Mark): string | null
  setMark(name: Mark, value: string | null): void
  close(): void
}

/** How the store reaches the database. */
export type FileUse = Pick<LibraryFile, 'use' | 'close'>

export function createItemStore(file: FileUse): ItemStore {
  const all = (which: Which, ...given: SQLInputValue[]): ItemRow[] =>
    file.use((open) => readableRows(open, which(open.ask), given))
  return {
    ...writesOf(file),
    find: (itemId) => all((ask) => ask.byId, itemId)[0] ?? null,
    page: (scope, after, limit) => all(pageOf(scope, after), ...pageValues(scope, after), limit),
    ofTask: (owner, taskId, since) => all((ask) => ask.byTask, owner, taskId, since),
    ofKey: (owner, key) => all((ask) => ask.byKey, owner, key),
    inStates(states, owner) {
      const whose = owner === null ? '' : 'AND owner = ?'
      const where = `state IN (${questionMarks(states.length)}) ${whose}`
      const given = owner === null ? [...states] : [...states, owner]
      return all((ask) => ask.select(`${where} ORDER BY position, started_at`), ...given)
    },
    idsInStates: (states, scope) => file.use(({ database }) => idsOf(database, states, scope)),
    nextQueued: (owner, media, limit) => all((ask) => ask.queued, owner, media, limit),
    waitingBefore: (owner, position) => all((ask) => ask.waitingBefore, owner, position)[0] ?? null,
    savedAfter: (after, limit) => all((ask) => ask.savedAfter, after, limit),
    undecided: (owner, since) => all((ask) => ask.undecided, owner, since),
    ...factsOf(file),
    close() {
      file.close()
    }
  }
}

type Which = (ask: Statements) => StatementSync

function pageOf(scope: RowScope, after: Place | null): Which {
  if ('owner' in scope) return (ask) => (after === null ? ask.firstPage : ask.laterPage)
  return (ask) => (after === null ? ask.firstPageOfHost : ask.laterPageOfHost)
}

function pageValues(scope: RowScope, after: Place | null): SQLInputValue[] {
  const whose = whoseValues(scope)
  return after === null ? [...whose] : [...whose, after.startedAt, after.startedAt, after.itemId]
}

/** Each is one commit. */
const writesOf = (file: FileUse): Pick<ItemStore, 'put' | 'move' | 'remove'> => ({
  put(...rows) {
    write(file, rows.length, ({ ask }) => {
      for (const row of rows) ask.insert.run(columnsOf(row))
    })
  },
  move(...rows) {
    write(file, rows.length, ({ ask }) => {
      for (const row of rows) ask.move.run(placeColumnsOf(row))
    })
  },
  remove(itemId) {
    write(file, 1, ({ ask }) => {
      ask.erase.run(itemId)
    })
  }
})

function write(file: FileUse, rows: number, work: (open: OpenFile) => void): void {
  file.use((open) => {
    inOneStep(open.database, rows, () => {
      work(open)
    })
    open.skipNone()
  })
}

/** What is asked of the library as a whole. */
const factsOf = (
  file: FileUse
): Pick<ItemStore, 'mark' | 'setMark' | 'count' | 'lastPosition' | 'nextRetryAt'> => ({
  nextRetryAt: (owner) => file.use(({ ask }) => numberIn(ask.due.get(owner), 'at')),
  lastPosition: () =>
    file.use(({ ask }) => numberIn(ask.last.get(...queueStates), 'position') ?? 0),
  count: () => file.use(({ ask }) => numberIn(ask.total.get(), 'count') ?? 0),
  mark: (name) => file.use(({ ask }) => textIn(ask.mark.get(name), 'value')),
  setMark(name, value) {
    file.use(({ ask }) => {
      if (value === null) ask.unmark.run(name)
      else ask.setMark.run(name, value)
    })
  }
})

/** An owner begins with its host and a blank (`ownerOf`); `!` is what comes right after a blank. */
const whoseValues = (scope: RowScope): readonly string[] =>
  'owner' in scope ? [scope.owner] : [`${scope.host} `, `${scope.host}!`]

function idsOf(database: DatabaseSync, states: readonly State[], scope: RowScope): string[] {
  const whose = 'owner' in scope ? 'owner = ?' : 'owner >= ? AND owner < ?'
  const where = `WHERE ${whose} AND state IN (${questionMarks(states.length)})`
  const sql = `SELECT item_id FROM item ${where} ORDER BY started_at DESC, item_id`
  const rows = database.prepare(sql).all(...whoseValues(scope), ...states)
  return rows.map((row) => textIn(row, 'item_id') ?? '')
}

/** One commit, and one flush, for all of it. */
function inOneStep(database: DatabaseSync, rows: number, work: () => void): void {
  if (rows < 2) {
    work()
    return
  }
  database.exec('BEGIN IMMEDIATE')
  try {
    work()
    database.exec('COMMIT')
  } catch (thrown) {
    // A full disk may have ended the transaction already.
    if (database.isTransaction) database.exec('ROLLBACK')
    throw thrown
  }
}

function numberIn(row: Record<string, unknown> | undefined, name: string): number | null {
  const value = row?.[name]
  return typeof value === 'number' ? value : null
}

function textIn(row: Record<string, unknown> | undefined, name: string): string | null {
  const value = row?.[name]
  return typeof value === 'string' ? value : null
}
