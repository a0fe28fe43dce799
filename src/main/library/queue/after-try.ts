import { patientTry } from '../rules/after-call.ts'
import type { SaveFault } from '../saving/save-fault.ts'
import type { SaveEvent } from './advance.ts'
import { nextTry } from './next-try.ts'
import type { PartRecord } from './save-record.ts'

/** Why a running transfer was stopped by us: `hold` puts it back where it was in the queue. */
export type Stop = 'cancel' | 'pause' | 'hold'

export interface AfterTry {
  readonly stop: Stop | null
  /** True while the agent whose row it is is signed in. */
  readonly signedIn: boolean
  /** Tries so far, this one included. */
  readonly tries: number
  readonly patientUntil: number | null
  /** What is left on the disk by now. */
  readonly part: PartRecord | null
  /** Milliseconds since 1970. */
  readonly now: number
  /** 0 up to 1. */
  readonly random: number
}

/**
 * Where a row goes whose try ended without a saved file. All its bytes outlive whatever happened
 * while the file got its name; a sign-in that ended and a stop of ours are no fault of the file.
 */
export function eventAfter(fault: SaveFault, after: AfterTry): SaveEvent {
  const { problem, retryAfterMs } = fault
  const { stop, signedIn, part, tries, patientUntil, now, random } = after
  const bytesAreHere = fault.stage === 'naming' && !bytesAreGone.has(problem.code)
  if (stop === 'cancel') return { type: 'cancelled' }
  if (bytesAreHere) return { type: 'unnamed', problem }
  if (stop === 'pause') return { type: 'interrupted', to: 'paused', part }
  if (stop === 'hold' || !signedIn) {
    return { type: 'interrupted', to: signedIn ? 'queued' : 'waiting-sign-in', part }
  }
  const facts = { problem, tries, now, random }
  const retryAt = patientTry({ ...facts, patientUntil }) ?? nextTry({ ...facts, retryAfterMs })
  return { type: 'failed', problem, retryAt, part }
}

const bytesAreGone: ReadonlySet<string> = new Set(['file:missing', 'file:damaged'])
