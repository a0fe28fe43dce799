import { currentLanguage, m } from '../../../../shared/i18n/index.ts'
import type { TransferProgress } from '../../../../shared/model/library.ts'
import { bytesInWords } from '../../words/byte-words.ts'
import { lengthOfTime } from '../../words/time-words.ts'
import { queuePace } from './queue-pace.ts'

/** "12.4 MB of 48 MB · 25 % · 3.1 MB/s · about 0:11 left", as far as it is known. */
export function progressWords(progress: TransferProgress): string {
  const language = currentLanguage()
  const { receivedBytes, totalBytes, bytesPerSecond } = progress
  const { percent, leftMs } = queuePace(progress)
  const received = bytesInWords(receivedBytes, language)
  const parts = [
    totalBytes === null
      ? m.queue_progress_so_far({ received })
      : m.queue_progress({ received, total: bytesInWords(totalBytes, language) })
  ]
  if (percent !== null) parts.push(m.queue_percent({ percent }))
  if (bytesPerSecond !== null) {
    parts.push(m.queue_speed({ speed: bytesInWords(bytesPerSecond, language) }))
  }
  if (leftMs !== null) parts.push(m.queue_left({ time: lengthOfTime(leftMs) }))
  return parts.join(' · ')
}

/** "Next try in 0:42", counted up to whole seconds so that it never says 0:00 too early. */
export const nextTry = (retryAt: number, now: number): string =>
  retryAt <= now
    ? m.queue_trying_now()
    : m.queue_next_try({ time: lengthOfTime(Math.ceil((retryAt - now) / 1000) * 1000) })
