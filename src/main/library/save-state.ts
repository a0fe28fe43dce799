import { largeFileBytes } from '../../shared/model/library.ts'
import type { RecordingSave } from '../../shared/model/recording.ts'
import type { Problem } from '../../shared/model/problem.ts'

/** The parts of a save that only its end knows. */
export type SavedFacts = Omit<Extract<RecordingSave, { state: 'saved' }>, 'state'>

export type SaveEvent =
  | { type: 'asked' }
  /** `at` in milliseconds since 1970. */
  | { type: 'started'; at: number }
  | { type: 'received'; receivedBytes: number; totalBytes: number | null }
  | { type: 'verifying'; receivedBytes: number }
  | { type: 'saved'; facts: SavedFacts }
  | { type: 'failed'; problem: Problem }
  | { type: 'cancelled' }

const atRest = new Set<RecordingSave['state']>(['not-saved', 'saved', 'failed', 'cancelled'])

/** True while a save waits or runs: it can be cancelled, and not asked for again. */
export const isUnderWay = (save: RecordingSave): boolean => !atRest.has(save.state)

/**
 * not-saved, failed, cancelled, saved ─asked▶ queued ─started▶ saving ─verifying▶ verifying ─saved▶ saved
 * saving ─received▶ saving (bytes never go back; past 200 MB it is `large` and stays so)
 * queued, saving, verifying ─failed▶ failed
 * queued, saving, verifying ─cancelled▶ cancelled
 *
 * An event that does not fit the state is dropped: the last bytes of a transfer land after its end.
 */
export function advanceSave(now: RecordingSave, event: SaveEvent): RecordingSave {
  if (event.type === 'asked') return isUnderWay(now) ? now : { state: 'queued' }
  if (!isUnderWay(now)) return now
  if (event.type === 'failed') return { state: 'failed', problem: event.problem }
  if (event.type === 'cancelled') return { state: 'cancelled' }
  switch (now.state) {
    case 'queued':
      return event.type === 'started' ? begun(event.at) : now
    case 'saving':
      if (event.type === 'received') return received(now, event)
      if (event.type !== 'verifying') return now
      return { state: 'verifying', receivedBytes: event.receivedBytes }
    case 'verifying':
      return event.type === 'saved' ? { state: 'saved', ...event.facts } : now
    default:
      return now
  }
}

type Saving = Extract<RecordingSave, { state: 'saving' }>
type Received = Extract<SaveEvent, { type: 'received' }>

function begun(startedAt: number): Saving {
  return { state: 'saving', receivedBytes: 0, totalBytes: null, large: false, startedAt }
}

function received(now: Saving, { receivedBytes, totalBytes }: Received): RecordingSave {
  if (receivedBytes < now.receivedBytes) return now
  const most = Math.max(receivedBytes, totalBytes ?? 0)
  return { ...now, receivedBytes, totalBytes, large: now.large || most > largeFileBytes }
}
