import * as v from 'valibot'
import { agentId, callId, instant, rowId } from '../../../shared/model/ids.ts'
import type { ItemRow } from '../items/item-row.ts'
import { saveRecord, type SaveRecord } from '../queue/save-record.ts'

const remote = v.variant('via', [
  v.object({ via: v.literal('path'), recordId: v.string(), locationId: v.nullable(v.string()) }),
  v.object({
    via: v.literal('conference'),
    conferenceId: v.string(),
    recordId: v.nullable(v.string())
  })
])

/** A save that cannot be read costs itself, and says so, never the list. */
const unreadable: SaveRecord = {
  ...{ state: 'needs-attention', problem: { code: 'library-unreadable' }, tries: 0, unnamed: null }
}

const json = v.pipe(v.string(), v.parseJson())
/** Read as a bigint where another row's number is too large for JavaScript. */
const integer = v.pipe(v.union([v.number(), v.bigint()]), v.transform(Number), v.safeInteger())
const moment = v.pipe(integer, instant)
const flag = v.pipe(
  integer,
  v.transform((value) => value !== 0)
)

/** As strict as what leaves main: one row that a screen could not be told of would cost its whole page. */
const columns = v.object({
  item_id: rowId,
  owner: v.string(),
  agent_id: agentId,
  host: v.string(),
  call_id: v.nullable(callId),
  media: v.picklist(['video', 'audio', 'picture']),
  known_by: v.picklist(['event', 'record-id', 'evidence']),
  key: v.string(),
  task_id: v.nullable(v.string()),
  remote: v.fallback(v.nullable(v.pipe(json, remote)), null),
  started_at: moment,
  stopped_at: v.nullable(moment),
  failed: flag,
  position: v.nullable(integer),
  save: v.fallback(v.pipe(json, saveRecord), unreadable),
  tags: v.fallback(v.pipe(json, v.array(v.string())), []),
  note: v.string(),
  hold: flag
})

/** A row as SQLite gives it; null where it cannot be one of ours. */
export function rowFrom(raw: unknown): ItemRow | null {
  const read = v.safeParse(columns, raw)
  if (!read.success) return null
  const { item_id, agent_id, call_id, known_by, task_id, started_at, stopped_at, ...same } =
    read.output
  return {
    ...same,
    itemId: item_id,
    agentId: agent_id,
    callId: call_id,
    knownBy: known_by,
    taskId: task_id,
    startedAt: started_at,
    stoppedAt: stopped_at
  }
}

/** A row as SQLite takes it, by the names of its columns. */
export function columnsOf(row: ItemRow): Record<string, string | number | null> {
  return {
    ...placeColumnsOf(row),
    owner: row.owner,
    agent_id: row.agentId,
    host: row.host,
    call_id: row.callId,
    media: row.media,
    known_by: row.knownBy,
    key: row.key,
    task_id: row.taskId,
    remote: row.remote === null ? null : JSON.stringify(row.remote),
    started_at: row.startedAt,
    stopped_at: row.stoppedAt,
    failed: Number(row.failed),
    tags: JSON.stringify(row.tags),
    note: row.note,
    hold: Number(row.hold)
  }
}

/** What changes while a row moves through the queue, and which row it is. */
export function placeColumnsOf({ itemId, save, position }: ItemRow) {
  return {
    item_id: itemId,
    position,
    state: save.state,
    retry_at: save.state === 'waiting' ? save.retryAt : null,
    save: JSON.stringify(save)
  }
}

/** Every column, in one order. */
export const columnNames = [...Object.keys(columns.entries), 'state', 'retry_at']
