import type { GatewayEvent, RecordingFacts } from '../../gateway/gateway-event.ts'
import type { ItemStore } from '../database/item-store.ts'
import type { ItemRow, RemoteFile } from './item-row.ts'

export interface Noting {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly owner: string
  readonly host: string
  readonly agentId: string
  readonly newId: () => string
}

/** Stops that came before their record: when each came, by task. */
export type EarlyStops = ReadonlyMap<string, number>

export interface Noted {
  /** Rows that are new or changed. */
  readonly rows: readonly ItemRow[]
  readonly earlyStops: EarlyStops
}

export const earlyStopLimit = 100

/** A gateway counts its tasks anew when it restarts: an older row of the same number is another. */
const sameTaskMs = 24 * 3_600_000

type Rows = Pick<ItemStore, 'ofTask' | 'ofKey'>

/**
 * What one event of the gateway changes. Record, its failure and its stop are joined by `taskId`
 * (cec_07_1383); they may come twice and in any order. Other events change nothing.
 */
export function noteEvent(
  known: Rows,
  event: GatewayEvent,
  { earlyStops, ...noting }: Noting & { earlyStops: EarlyStops }
): Noted {
  switch (event.type) {
    case 'recording-started':
      return noteRecord(known, event, { ...noting, earlyStops, failed: false })
    case 'recording-failed':
      return noteRecord(known, event, { ...noting, earlyStops, failed: true })
    case 'recording-stopped':
      if (event.taskId === null) return { rows: [], earlyStops }
      return noteStop(known, event.taskId, { ...noting, earlyStops })
    default:
      return { rows: [], earlyStops }
  }
}

type Taking = Noting & { readonly earlyStops: EarlyStops }

function noteRecord(
  store: Rows,
  facts: RecordingFacts,
  noting: Taking & { failed: boolean }
): Noted {
  const { owner, at, failed } = noting
  const { taskId } = facts
  const ofTask = taskId === null ? [] : store.ofTask(owner, taskId, at - sameTaskMs)
  const parts = partsOf(facts)
  const ofKeys = parts.flatMap(({ key }) => store.ofKey(owner, key))
  const meant = facts.fileName === null ? [...ofKeys, ...ofTask] : ofKeys
  const known = new Set(meant.map(({ key }) => key))
  const fresh =
    facts.fileName === null && known.size > 0 ? [] : parts.filter(({ key }) => !known.has(key))
  const changed = failed
    ? meant.filter((row) => !row.failed).map((row) => ({ ...row, failed: true }))
    : []
  const earlyStops = new Map(noting.earlyStops)
  const stoppedAt = taskId === null ? null : (earlyStops.get(taskId) ?? null)
  if (taskId !== null) earlyStops.delete(taskId)
  const made = fresh.map((part) => ({ ...newRow(facts, part, noting), stoppedAt, failed }))
  return { rows: [...changed, ...made], earlyStops }
}

function noteStop(store: Rows, taskId: string, { owner, at, ...taking }: Taking): Noted {
  const rows = store.ofTask(owner, taskId, at - sameTaskMs)
  if (rows.length > 0) {
    const running = rows.filter(({ stoppedAt }) => stoppedAt === null)
    const { earlyStops } = taking
    return { rows: running.map((row) => ({ ...row, stoppedAt: at })), earlyStops }
  }
  const earlyStops = new Map(taking.earlyStops)
  if (!earlyStops.has(taskId)) earlyStops.set(taskId, at)
  const [oldest] = earlyStops.keys()
  if (earlyStops.size > earlyStopLimit && oldest !== undefined) earlyStops.delete(oldest)
  return { rows: [], earlyStops }
}

interface Part {
  readonly key: string
  readonly remote: RemoteFile | null
}

function newRow(facts: RecordingFacts, { key, remote }: Part, noting: Noting): ItemRow {
  const { taskId, callId } = facts
  const { at, owner, host, agentId, newId } = noting
  const whose = { itemId: newId(), owner, host, agentId, callId, taskId, key, remote }
  const media = isAudio(facts) ? 'audio' : 'video'
  return { ...whose, media, knownBy: 'event', startedAt: at, ...untouched }
}

/** What a row is before anybody did anything about it. */
export const untouched = {
  stoppedAt: null,
  failed: false,
  position: null,
  save: { state: 'not-saved' },
  tags: [],
  note: '',
  hold: false
} as const satisfies Partial<ItemRow>

/** One row a file of the server, however often and by whom it is named. */
export const keyOf = (remote: RemoteFile): string =>
  remote.via === 'path'
    ? `path ${remote.recordId.replaceAll('\\', '/')}`
    : `conference ${remote.conferenceId} ${remote.recordId ?? ''}`

const isAudio = ({ media, source }: RecordingFacts): boolean =>
  media === 'audio' || source.kind === 'audio-file'

/** A conference server may announce several videos in one event: each is a recording of its own. */
function partsOf(facts: RecordingFacts): readonly Part[] {
  const { source, taskId, locationId } = facts
  const nameless = { key: JSON.stringify([taskId, facts.fileName ?? facts.serial]), remote: null }
  if (isAudio(facts)) return [nameless]
  const keyed = (remote: RemoteFile): Part => ({ key: keyOf(remote), remote })
  if (source.kind === 'conference') {
    const { conferenceId, recordIds } = source
    const ids = recordIds.length === 0 ? [null] : [...new Set(recordIds)]
    return ids.map((recordId) => keyed({ via: 'conference', conferenceId, recordId }))
  }
  if (source.kind !== 'video-file') return [nameless]
  return [keyed({ via: 'path', recordId: source.path, locationId })]
}
