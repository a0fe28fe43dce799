import type { RecordingView } from '../../../../shared/model/recording.ts'

/** The recordings of one call, newest first; `callId` is null where the gateway named no call. */
export interface CallRecordings {
  readonly callId: string | null
  readonly rows: readonly RecordingView[]
}

/** Every recording, grouped by its call; the call with the newest recording stands first. */
export function recordingsByCall(all: readonly RecordingView[]): readonly CallRecordings[] {
  const groups = new Map<string | null, RecordingView[]>()
  for (const row of all.toSorted((a, b) => b.startedAt - a.startedAt)) {
    const rows = groups.get(row.callId)
    if (rows === undefined) groups.set(row.callId, [row])
    else rows.push(row)
  }
  return [...groups].map(([callId, rows]) => ({ callId, rows }))
}
