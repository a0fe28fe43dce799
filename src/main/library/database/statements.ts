import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { queueStates } from '../queue/save-record.ts'
import { columnNames } from './item-columns.ts'

/** `?, ?, ?`: as many values as are given. */
export const questionMarks = (count: number): string => Array(count).fill('?').join(', ')

/**
 * Rows that were found unreadable are in no list, so that none of them takes the place of another.
 * Which they are is known while the database is open; in the file they stay as they are.
 */
const readable = 'item.rowid NOT IN temp.unreadable'

/** Everything that is asked often, compiled once. Throws where the columns are others than ours. */
export function prepareStatements(database: DatabaseSync) {
  database.exec('CREATE TEMP TABLE IF NOT EXISTS unreadable (row INTEGER PRIMARY KEY)')
  const select = (where: string): StatementSync =>
    database.prepare(
      `SELECT ${columnNames.join(', ')}, rowid AS row FROM item WHERE ${readable} AND ${where}`
    )
  return {
    ...{ select, ...reading(select), ...writing(database), ...counting(database) },
    skip: database.prepare('INSERT OR IGNORE INTO temp.unreadable (row) VALUES (?)'),
    skipNone: database.prepare('DELETE FROM temp.unreadable')
  }
}

export type Statements = ReturnType<typeof prepareStatements>

const reading = (select: (where: string) => StatementSync) => ({
  byId: select('item_id = ?'),
  firstPage: select('owner = ? ORDER BY started_at DESC, item_id LIMIT ?'),
  laterPage: select(
    `owner = ? AND (started_at < ? OR (started_at = ? AND item_id > ?))
       ORDER BY started_at DESC, item_id LIMIT ?`
  ),
  ...readingOfHost(select),
  byTask: select('owner = ? AND task_id = ? AND started_at >= ? ORDER BY started_at'),
  byKey: select('owner = ? AND key = ? ORDER BY started_at'),
  queued: select(
    `state = 'queued' AND owner = ? AND media = ? AND position IS NOT NULL
       ORDER BY position LIMIT ?`
  ),
  waitingBefore: select(
    `owner = ? AND position < ? AND position IS NOT NULL
       AND state IN ('queued', 'waiting-sign-in', 'waiting', 'paused')
       ORDER BY position DESC LIMIT 1`
  ),
  savedAfter: select(
    `item_id > ? AND state IN ('saved', 'saved-unproven') ORDER BY item_id LIMIT ?`
  ),
  undecided: select(
    `owner = ? AND started_at >= ? AND state = 'not-saved' AND media = 'video'
       ORDER BY started_at`
  )
})

/**
 * Rows of all agents of a host, found in `item_by_time` alone: it knows them by the owners' range.
 * Only those of the page are then read. At 10,000 rows a page of 500 takes 7 ms more of the
 * processor than one agent's (2 cores at half speed); an index of their own would save 6 of them,
 * and make an older Callside set the database aside.
 */
const readingOfHost = (select: (where: string) => StatementSync) => {
  const page = (behind: string): StatementSync =>
    select(
      `item_id IN (
         SELECT item_id FROM item WHERE ${readable} AND owner >= ? AND owner < ? ${behind}
           ORDER BY started_at DESC, item_id LIMIT ?
       ) ORDER BY started_at DESC, item_id`
    )
  return {
    firstPageOfHost: page(''),
    laterPageOfHost: page('AND (started_at < ? OR (started_at = ? AND item_id > ?))')
  }
}

function writing(database: DatabaseSync) {
  const columns = columnNames.join(', ')
  const values = columnNames.map((name) => `$${name}`).join(', ')
  return {
    insert: database.prepare(`INSERT OR REPLACE INTO item (${columns}) VALUES (${values})`),
    move: database.prepare(
      `UPDATE item SET state = $state, retry_at = $retry_at, save = $save, position = $position
         WHERE item_id = $item_id`
    ),
    erase: database.prepare('DELETE FROM item WHERE item_id = ?'),
    setMark: database.prepare('INSERT OR REPLACE INTO mark (name, value) VALUES (?, ?)'),
    unmark: database.prepare('DELETE FROM mark WHERE name = ?')
  }
}

/** Beyond it JavaScript does not count exactly, and `node:sqlite` throws. */
const largest = String(Number.MAX_SAFE_INTEGER)

const counting = (database: DatabaseSync) => ({
  due: database.prepare(
    `SELECT min(retry_at) AS at FROM item
       WHERE ${readable} AND state = 'waiting' AND owner = ? AND position IS NOT NULL
         AND retry_at BETWEEN 0 AND ${largest}`
  ),
  last: database.prepare(
    `SELECT max(position) AS position FROM item
       WHERE state IN (${questionMarks(queueStates.length)}) AND position IS NOT NULL
         AND ${readable} AND position BETWEEN -${largest} AND ${largest}`
  ),
  mark: database.prepare('SELECT value FROM mark WHERE name = ?'),
  total: database.prepare('SELECT count(*) AS count FROM item')
})
