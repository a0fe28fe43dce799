import type { RecordingSave } from '../../../../shared/model/recording.ts'

export type Saving = Extract<RecordingSave, { state: 'saving' }>

export interface SavePace {
  /** 0 to 100; null where the gateway did not say how long the file is. */
  percent: number | null
  /** Since the start, waits included, so that a transfer that stands still slows down. */
  bytesPerSecond: number | null
  /** How long the rest takes at that speed, in milliseconds. */
  leftMs: number | null
}

/** Before this a speed would be a guess, in milliseconds. */
const settlingMs = 1_000

/** How fast a video is being saved at `now` (milliseconds since 1970). */
export function savePace(save: Saving, now: number): SavePace {
  const { receivedBytes, totalBytes, startedAt } = save
  const elapsedMs = now - startedAt
  const bytesPerSecond =
    elapsedMs < settlingMs || receivedBytes === 0 ? null : (receivedBytes / elapsedMs) * 1000
  if (totalBytes === null) return { percent: null, bytesPerSecond, leftMs: null }
  // A file may turn out longer than announced; main ends that, here it is simply all there.
  const rest = Math.max(0, totalBytes - receivedBytes)
  return {
    percent: totalBytes === 0 ? 100 : Math.floor(((totalBytes - rest) / totalBytes) * 100),
    bytesPerSecond,
    leftMs: bytesPerSecond === null ? null : (rest / bytesPerSecond) * 1000
  }
}
