import { largeFileBytes } from '../../shared/model/library.ts'
import type { Happening, Tell } from '../calls/timeline.ts'
import type { ItemChange } from './items/item-book.ts'
import type { ItemRow } from './items/item-row.ts'
import type { FetchNews } from './transfer/file-work.ts'

/** Tells the shift's timeline what changed in a row: recordings that came and stopped, saves that ended. */
export function tellChange({ before, after }: ItemChange, tell: Tell): void {
  if (after === null || after.knownBy === 'evidence') return
  if (after.media !== 'picture') tellRecording(before, after, tell)
  if (before !== null && before.save.state !== after.save.state) tellSave(after, tell)
}

/** True where a transfer has just turned out to be a large one (cec_07_4218). */
export const turnsLarge = (before: FetchNews | null, news: FetchNews): boolean =>
  isLarge(news) && !(before !== null && isLarge(before))

export const callOf = ({ callId }: ItemRow): { callId?: string } =>
  callId === null ? {} : { callId }

const isLarge = ({ receivedBytes, totalBytes }: FetchNews): boolean =>
  Math.max(receivedBytes, totalBytes ?? 0) > largeFileBytes

function tellRecording(before: ItemRow | null, after: ItemRow, tell: Tell): void {
  if (after.knownBy !== 'event') return
  if (before === null) {
    tell({ name: after.failed ? 'recording-failed' : 'recording-started', ...callOf(after) })
  } else if (after.failed && !before.failed) tell({ name: 'recording-failed', ...callOf(after) })
  if (after.stoppedAt !== null && (before?.stoppedAt ?? null) === null) {
    tell({ name: 'recording-stopped', ...callOf(after) })
  }
}

function tellSave(row: ItemRow, tell: Tell): void {
  const happening = row.media === 'picture' ? pictureNews(row) : videoNews(row)
  if (happening !== null) tell({ ...happening, ...callOf(row) })
}

function videoNews({ save }: ItemRow): Happening | null {
  switch (save.state) {
    case 'needs-attention':
      return { name: 'video-failed', problem: save.problem }
    case 'cancelled':
      return { name: 'video-cancelled' }
    case 'saved':
      return { name: 'video-saved', subject: save.file.fileName }
    case 'saved-unproven':
      return { name: 'video-saved-length-unproven', subject: save.file.fileName }
    default:
      return null
  }
}

function pictureNews({ save }: ItemRow): Happening | null {
  if (save.state === 'needs-attention') return { name: 'picture-on-server', problem: save.problem }
  const isSaved = save.state === 'saved' || save.state === 'saved-unproven'
  return isSaved ? { name: 'picture-saved', subject: save.file.fileName } : null
}
