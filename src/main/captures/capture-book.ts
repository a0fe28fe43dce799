import { AppError } from '../../shared/errors.ts'
import type { CaptureView } from '../../shared/model/capture.ts'
import type { Tell } from '../calls/timeline.ts'
import { createListeners } from '../listeners.ts'
import { tellCapture } from './capture-news.ts'
import { captureLimit, viewOf, type CaptureRow } from './capture-rows.ts'
import { advanceCapture, type CaptureEvent } from './capture-state.ts'

/** The rows of the shift, oldest first: the only place where one changes, is told and published. */
export interface CaptureBook {
  rows(): readonly CaptureRow[]
  list(): readonly CaptureView[]
  onChange(listener: (rows: readonly CaptureView[]) => void): () => void
  add(row: CaptureRow): void
  find(captureId: string): CaptureRow | undefined
  /** Throws `not-found`. */
  require(captureId: string): CaptureRow
  /** True where the event fitted the row's state; a row that is gone takes no step any more. */
  advance(captureId: string, event: CaptureEvent): boolean
  clear(): void
}

export function createCaptureBook(tell: Tell): CaptureBook {
  const changes = createListeners<readonly CaptureView[]>()
  let rows: readonly CaptureRow[] = []
  const find = (captureId: string): CaptureRow | undefined =>
    rows.find((row) => row.captureId === captureId)
  const replace = (next: readonly CaptureRow[]): void => {
    rows = next
    changes.tell(rows.map(viewOf))
  }

  return {
    rows: () => rows,
    list: () => rows.map(viewOf),
    onChange: changes.add,
    find,
    add(row) {
      tell({ name: 'capture-asked', callId: row.callId })
      replace([...rows.slice(-(captureLimit - 1)), row])
    },
    require(captureId) {
      const row = find(captureId)
      if (row === undefined) throw new AppError('not-found', 'There is no such capture')
      return row
    },
    advance(captureId, event) {
      const row = find(captureId)
      if (row === undefined) return false
      const state = advanceCapture(row.state, event)
      if (state === row.state) return false
      tellCapture(row.callId, event, { state, tell })
      replace(rows.map((known) => (known === row ? { ...row, state } : known)))
      return true
    },
    clear() {
      replace([])
    }
  }
}
