import { m } from '../../../../shared/i18n/index.ts'
import type { CaptureOutcome, CaptureView } from '../../../../shared/model/capture.ts'
import type { Announcement } from '../../state/announcer.svelte.ts'
import type { Tone } from '../../ui/tone.ts'
import { mediaWord } from './call-words.ts'
import type { CaptureBlock, CaptureNews } from './capture-rules.ts'

export const outcomeWord: Readonly<Record<CaptureOutcome, () => string>> = {
  asked: m.now_outcome_asked,
  accepted: m.now_outcome_accepted,
  refused: m.now_outcome_refused,
  failed: m.now_outcome_failed,
  'no-answer': m.now_outcome_no_answer
}

/** A refusal is the customer's right, not a fault: it stays neutral. */
export const outcomeTone: Readonly<Record<CaptureOutcome, Tone>> = {
  asked: 'busy',
  accepted: 'ok',
  refused: 'neutral',
  failed: 'problem',
  'no-answer': 'warn'
}

const seconds = (since: number, now: number): number =>
  Math.max(0, Math.floor((now - since) / 1000))

export function blockSentence(block: CaptureBlock, now: number): string {
  switch (block.why) {
    case 'ringing':
      return m.now_capture_block_ringing()
    case 'ended':
      return m.now_capture_block_ended()
    case 'media':
      return m.now_capture_block_media({ media: mediaWord[block.media]() })
    case 'outstanding':
      return m.now_capture_block_outstanding({ seconds: seconds(block.askedAt, now) })
  }
}

/** What became of a request for a picture; null where the card or the picture tells it. */
export function rowSentence({ outcome, picture }: CaptureView): string | null {
  switch (outcome) {
    case 'asked':
      return null
    case 'refused':
      return m.now_row_refused()
    case 'failed':
      return m.now_row_failed()
    case 'no-answer':
      return m.now_row_no_answer()
    case 'accepted':
      if (picture.state === 'fetching') return m.now_row_fetching()
      return picture.state === 'none' ? m.now_row_none() : null
  }
}

const outcomeNews: Readonly<Record<CaptureOutcome, () => string>> = {
  asked: m.now_news_asked,
  accepted: m.now_news_accepted,
  refused: m.now_news_refused,
  failed: m.now_news_failed,
  'no-answer': m.now_news_no_answer
}

const lateNews: Readonly<Record<CaptureOutcome, () => string>> = {
  ...outcomeNews,
  accepted: m.now_news_late_accepted,
  refused: m.now_news_late_refused,
  failed: m.now_news_late_failed
}

/** News as a toast: no number, no name, no call data. */
export function newsToast(news: CaptureNews): { text: string; tone: Announcement['tone'] } {
  if (news.kind === 'picture') {
    return news.state === 'saved'
      ? { text: m.now_news_saved(), tone: 'ok' }
      : { text: m.now_news_on_server(), tone: 'info' }
  }
  const text = (news.late ? lateNews : outcomeNews)[news.outcome]()
  if (news.outcome === 'failed') return { text, tone: 'problem' }
  return { text, tone: news.outcome === 'accepted' ? 'ok' : 'info' }
}
