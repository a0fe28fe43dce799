import type { TransferProgress } from '../../../../shared/model/library.ts'

export interface QueuePace {
  /** 0 to 100; null where the gateway did not say how long the file is. */
  percent: number | null
  /** How long the rest takes at this speed, in milliseconds; null where that is not known. */
  leftMs: number | null
}

export function queuePace({
  receivedBytes,
  totalBytes,
  bytesPerSecond
}: TransferProgress): QueuePace {
  if (totalBytes === null) return { percent: null, leftMs: null }
  // A file may turn out longer than announced; main ends that, here it is simply all there.
  const rest = Math.max(0, totalBytes - receivedBytes)
  return {
    percent: totalBytes === 0 ? 100 : Math.floor(((totalBytes - rest) / totalBytes) * 100),
    leftMs: bytesPerSecond === null || bytesPerSecond <= 0 ? null : (rest / bytesPerSecond) * 1000
  }
}
