import { currentLanguage, m } from '../../../../shared/i18n/index.ts'
import type {
  LengthProof,
  RecordingSave,
  RecordingView
} from '../../../../shared/model/recording.ts'
import type { Tone } from '../../ui/StatusBadge.svelte'
import { bytesInWords } from '../../words/byte-words.ts'
import { lengthOfTime } from '../../words/time-words.ts'
import { savePace, type Saving } from './save-pace.ts'

type SaveName = RecordingSave['state']

export const saveWord: Readonly<Record<SaveName, () => string>> = {
  'not-saved': m.recordings_state_not_saved,
  queued: m.recordings_state_queued,
  saving: m.recordings_state_saving,
  verifying: m.recordings_state_verifying,
  saved: m.recordings_state_saved,
  failed: m.recordings_state_failed,
  cancelled: m.recordings_state_cancelled
}

export const saveTone: Readonly<Record<SaveName, Tone>> = {
  'not-saved': 'neutral',
  queued: 'info',
  saving: 'busy',
  verifying: 'busy',
  saved: 'ok',
  failed: 'problem',
  cancelled: 'neutral'
}

export const mediaWord: Readonly<Record<RecordingView['media'], () => string>> = {
  video: m.recordings_media_video,
  audio: m.recordings_media_audio
}

export const sourceWord: Readonly<Record<RecordingView['source'], () => string>> = {
  file: m.recordings_source_file,
  conference: m.recordings_source_conference
}

export const proofSentence: Readonly<Record<LengthProof, () => string>> = {
  'content-length': m.recordings_proof_content_length,
  'chunked-end': m.recordings_proof_chunked_end,
  none: m.recordings_proof_none
}

/** "12.4 MB of 48 MB · 25 % · 3.1 MB/s · about 0:11 left", as far as it is known. */
export function progressWords(save: Saving, now: number): string {
  const language = currentLanguage()
  const { percent, bytesPerSecond, leftMs } = savePace(save, now)
  const received = bytesInWords(save.receivedBytes, language)
  const parts = [
    save.totalBytes === null
      ? m.recordings_progress_so_far({ received })
      : m.recordings_progress({ received, total: bytesInWords(save.totalBytes, language) })
  ]
  if (percent !== null) parts.push(m.recordings_percent({ percent }))
  if (bytesPerSecond !== null) {
    parts.push(m.recordings_speed({ speed: bytesInWords(bytesPerSecond, language) }))
  }
  if (leftMs !== null) parts.push(m.recordings_left({ time: lengthOfTime(leftMs) }))
  return parts.join(' · ')
}
