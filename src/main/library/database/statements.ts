import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { queueStates } from '../queue/save-record.ts'
import { columnNames } from './item-columns.ts'

/** `?, ?, ?`: as many values as are given. */
export const questionMarks = (count: number): string => Array(count).fill('?').join(', ')

/** Everything that is asked often, compiled once. */
export function prepareStatements(database: DatabaseSync) {
  const select = (rest: string): StatementSync =>
    database.prepare(`SELECT ${columnNames.join(', ')} FROM item ${rest}`)
  return { select, ...reading(select), ...writing(database), ...counting(database) }
}

export type Statements = ReturnType<typeof prepareStatements>

const reading = (select: (rest: string) => StatementSync) => ({
  byId: select('WHERE item_id = ?'),
  firstPage: select('WHERE owner = ? ORDER BY started_at DESC, item_id LIMIT ?'),
  laterPage: select(
    `WHERE owner = ? AND (started_at < ? OR (started_at = ? AND item_id > ?))
       ORDER BY started_at DESC, item_id LIMIT ?`
  ),
  ...readingOfHost(select),
  byTask: select('WHERE owner = ? AND task_id = ? AND started_at >= ? ORDER BY started_at'),
  byKey: select('WHERE owner = ? AND key = ? ORDER BY started_at'),
  queued: select(
    `WHERE state = 'queued' AND owner = ? AND media = ? AND position IS NOT NULL
       ORDER BY position LIMIT ?`
  ),
  waitingBefore: select(
    `WHERE owner = ? AND position < ? AND position IS NOT NULL
       AND state IN ('queued', 'waiting-sign-in', 'waiting', 'paused')
       ORDER BY position DESC LIMIT 1`
  ),
  savedAfter: select(
    `WHERE item_id > ? AND state IN ('saved', 'saved-unproven') ORDER BY item_id LIMIT ?`
  ),
  undecided: select(
    `WHERE owner = ? AND started_at >= ? AND state = 'not-saved' AND media = 'video'
       ORDER BY started_at`
  )
})

/**
 * Rows of all agents of a host, found in `item_by_time` alone: it knows them by the owners' range.
 * Only those of the page are then read. At 10,000 rows a page of 500 takes 7 ms more of the
 * processor than one agent's (2 cores at half speed); an index of their own would save 6 of them,
 * and make an older Callside set the database aside.
 */
const readingOfHost = (select: (rest: string) => StatementSync) => {
  const page = (behind: string): StatementSync =>
    select(
      `WHERE item_id IN (
         SELECT item_id FROM item WHERE owner >= ? AND owner < ? ${behind}
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

const counting = (database: DatabaseSync) => ({
  due: database.prepare(
    `SELECT min(retry_at) AS at FROM item
       WHERE state = 'waiting' AND owner = ? AND position IS NOT NULL`
  ),
  last: database.prepare(
    `SELECT max(position) AS position FROM item
       WHERE state IN (${questionMarks(queueStates.length)}) AND position IS NOT NULL`
  ),
  mark: database.prepare('SELECT value FROM mark WHERE name = ?'),
  total: database.prepare('SELECT count(*) AS count FROM item')
})
