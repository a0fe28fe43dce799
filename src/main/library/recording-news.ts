import type { RecordingSave } from '../../shared/model/recording.ts'
import type { Happening, Tell } from '../calls/timeline.ts'
import type { RecordingRow } from './recording-rows.ts'

/** Tells the timeline what an event changed: recordings that began, failed or stopped. */
export function tellChanges(
  before: readonly RecordingRow[],
  after: readonly RecordingRow[],
  tell: Tell
): void {
  const known = new Map(before.map((row) => [row.recordingId, row]))
  for (const row of after) {
    const was = known.get(row.recordingId)
    if (was === undefined) tell({ name: beganAs(row), ...callOf(row) })
    else if (row.failed && !was.failed) tell({ name: 'recording-failed', ...callOf(row) })
    if (row.stoppedAt !== null && (was?.stoppedAt ?? null) === null) {
      tell({ name: 'recording-stopped', ...callOf(row) })
    }
  }
}

/** Tells the timeline how a save ended, and once that it is a large one. */
export function tellSave(row: RecordingRow, before: RecordingSave, tell: Tell): void {
  const { save } = row
  if (isLarge(save) && !isLarge(before)) tell({ name: 'video-large', ...callOf(row) })
  if (save.state === before.state) return
  if (save.state === 'failed') {
    tell({ name: 'video-failed', problem: save.problem, ...callOf(row) })
  } else if (save.state === 'cancelled') {
    tell({ name: 'video-cancelled', ...callOf(row) })
  } else if (save.state === 'saved') {
    const name = save.lengthProof === 'none' ? 'video-saved-length-unproven' : 'video-saved'
    tell({ name, subject: save.fileName, ...callOf(row) })
  }
}

const beganAs = (row: RecordingRow): Happening['name'] =>
  row.failed ? 'recording-failed' : 'recording-started'

const callOf = ({ callId }: RecordingRow): { callId?: string } =>
  callId === null ? {} : { callId }

const isLarge = (save: RecordingSave): boolean => save.state === 'saving' && save.large
