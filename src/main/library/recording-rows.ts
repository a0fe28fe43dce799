import type { RecordingSave, RecordingView } from '../../shared/model/recording.ts'
import type { GatewayEvent, RecordingFacts } from '../gateway/gateway-event.ts'
import type { RemoteFile } from './transfer.ts'
import { isUnderWay } from './save-state.ts'

/** One recording as main knows it; {@link viewOf} is what leaves main. */
export interface RecordingRow {
  readonly recordingId: string
  /** Tells whether two events speak of the same recording. */
  readonly key: string
  readonly taskId: string | null
  readonly callId: string | null
  readonly agentId: string
  readonly media: RecordingView['media']
  /** Null where nothing can be fetched: audio, or an event without a usable path. */
  readonly remote: RemoteFile | null
  readonly startedAt: number
  readonly stoppedAt: number | null
  readonly failed: boolean
  readonly save: RecordingSave
}

/** Everything known of the recordings since the sign-in, oldest first. */
export interface RecordingBook {
  readonly rows: readonly RecordingRow[]
  /** Stops that came before their record: when each came, by task. */
  readonly earlyStops: ReadonlyMap<string, number>
}

export interface Noting {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly agentId: string
  readonly newId: () => string
}

/** A shift brings some hundred recordings; beyond this the oldest at rest go. */
export const rowLimit = 1_000
export const earlyStopLimit = 100

export const emptyBook: RecordingBook = { rows: [], earlyStops: new Map() }

/**
 * Takes one event of the gateway into the book. Record, its failure and its stop are joined by
 * `taskId` (cec_07_1383); they may come twice and in any order. Other events change nothing.
 */
export function noteEvent(book: RecordingBook, event: GatewayEvent, noting: Noting): RecordingBook {
  switch (event.type) {
    case 'recording-started':
      return noteRecord(book, event, { ...noting, failed: false })
    case 'recording-failed':
      return noteRecord(book, event, { ...noting, failed: true })
    case 'recording-stopped':
      return event.taskId === null ? book : noteStop(book, event.taskId, noting.at)
    default:
      return book
  }
}

/** What may leave main: no path and no id of the gateway but the call's. */
export function viewOf(row: RecordingRow): RecordingView {
  const { recordingId, callId, agentId, media, startedAt, stoppedAt, failed, save } = row
  const source = row.remote?.via === 'conference' ? 'conference' : 'file'
  return { recordingId, callId, agentId, media, source, startedAt, stoppedAt, failed, save }
}

function noteRecord(
  book: RecordingBook,
  facts: RecordingFacts,
  noting: Noting & { failed: boolean }
): RecordingBook {
  const parts = partsOf(facts)
  const keys = new Set(parts.map(({ key }) => key))
  const meant = (row: RecordingRow): boolean => keys.has(row.key) || namesOnlyTask(facts, row)
  const known = new Set(book.rows.filter(meant).map(({ key }) => key))
  const fresh =
    facts.fileName === null && known.size > 0 ? [] : parts.filter(({ key }) => !known.has(key))
  const rows = book.rows.map((row) =>
    noting.failed && !row.failed && meant(row) ? { ...row, failed: true } : row
  )
  const stoppedAt = facts.taskId === null ? null : (book.earlyStops.get(facts.taskId) ?? null)
  const earlyStops = new Map(book.earlyStops)
  if (facts.taskId !== null) earlyStops.delete(facts.taskId)
  const made = fresh.map(({ key, remote }): RecordingRow => {
    const { taskId, callId } = facts
    const { at, agentId, failed } = noting
    const head = { recordingId: noting.newId(), key, taskId, callId, agentId, remote }
    const media = isAudio(facts) ? 'audio' : 'video'
    return { ...head, media, startedAt: at, stoppedAt, failed, save: { state: 'not-saved' } }
  })
  return { rows: withinLimit([...rows, ...made]), earlyStops }
}

function noteStop(book: RecordingBook, taskId: string, at: number): RecordingBook {
  if (book.rows.some((row) => row.taskId === taskId)) {
    const stop = (row: RecordingRow): RecordingRow =>
      row.taskId === taskId && row.stoppedAt === null ? { ...row, stoppedAt: at } : row
    return { ...book, rows: book.rows.map(stop) }
  }
  const earlyStops = new Map(book.earlyStops)
  if (!earlyStops.has(taskId)) earlyStops.set(taskId, at)
  const [oldest] = earlyStops.keys()
  if (earlyStops.size > earlyStopLimit && oldest !== undefined) earlyStops.delete(oldest)
  return { ...book, earlyStops }
}

/** A failure may come without the file that never was. */
const namesOnlyTask = ({ fileName, taskId }: RecordingFacts, row: RecordingRow): boolean =>
  fileName === null && taskId !== null && row.taskId === taskId

const isAudio = ({ media, source }: RecordingFacts): boolean =>
  media === 'audio' || source.kind === 'audio-file'

/** A conference server may announce several videos in one event: each is a recording of its own. */
function partsOf(facts: RecordingFacts): { key: string; remote: RemoteFile | null }[] {
  const { source, taskId, locationId } = facts
  const keyOf = (part: string | null): string =>
    JSON.stringify([taskId, facts.fileName ?? facts.serial, part])
  if (source.kind === 'conference' && !isAudio(facts)) {
    const { conferenceId, recordIds } = source
    return (recordIds.length === 0 ? [null] : [...new Set(recordIds)]).map((recordId) => ({
      key: keyOf(recordId),
      remote: { via: 'conference', conferenceId, recordId }
    }))
  }
  if (source.kind !== 'video-file' || isAudio(facts)) return [{ key: keyOf(null), remote: null }]
  return [{ key: keyOf(null), remote: { via: 'path', recordId: source.path, locationId } }]
}

function withinLimit(rows: readonly RecordingRow[]): readonly RecordingRow[] {
  let surplus = rows.length - rowLimit
  if (surplus <= 0) return rows
  return rows.filter((row) => isUnderWay(row.save) || (surplus -= 1) < 0)
}
