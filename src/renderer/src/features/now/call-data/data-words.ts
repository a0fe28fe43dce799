import { currentLanguage, m } from '../../../../../shared/i18n/index.ts'
import { callDataLimitBytes, type CallDataReceipt } from '../../../../../shared/model/call-data.ts'
import { clockTime } from '../../../words/time-words.ts'
import type { CallDataDraft, Known, TextFault } from './call-data-draft.svelte.ts'

const number = (value: number): string => new Intl.NumberFormat(currentLanguage()).format(value)

/** "14,203 / 16,384 bytes" */
export const meterText = (bytes: number): string =>
  m.data_bytes({ bytes: number(bytes), limit: number(callDataLimitBytes) })

/** What must be changed in the text, or null. An empty text is no mistake. */
export function textError({ halfAt, overBytes }: CallDataDraft): string | null {
  if (halfAt !== null) return m.data_half_character({ position: number(halfAt) })
  return overBytes > 0 ? m.data_over({ count: overBytes, bytes: number(overBytes) }) : null
}

export const faultReason: Readonly<Record<TextFault, () => string>> = {
  empty: m.data_send_empty,
  over: m.data_send_over,
  'half-character': m.data_send_half
}

const readBackWords: Readonly<Record<CallDataReceipt['readBack'], () => string>> = {
  same: m.data_back_same,
  different: m.data_back_different,
  'not-readable': m.data_back_not_readable
}

/** That it was sent, and what reading it back showed. */
export const receiptWords = ({ value, at }: Known<CallDataReceipt>): string =>
  [
    m.data_sent_at({ bytes: number(value.bytes), time: clockTime(at, currentLanguage()) }),
    readBackWords[value.readBack]()
  ].join(' ')
