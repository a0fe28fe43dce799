import { currentLanguage, m } from '../../../../shared/i18n/index.ts'
import type { FileCheck, LengthProof } from '../../../../shared/model/library.ts'
import type { CaseFacts } from '../case-input.ts'
import type { ManifestCheck } from '../check-manifest.ts'
import { html, type Markup } from './markup.ts'

const two = (value: number): string => String(Math.abs(value)).padStart(2, '0')

/** `2026-11-20 17:30:15 +08:00`, by this PC's time zone. */
export function localTime(at: number): string {
  const date = new Date(at)
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
  const offset = -date.getTimezoneOffset()
  const hours = two(Math.trunc(offset / 60))
  return `${day} ${time} ${offset < 0 ? '-' : '+'}${hours}:${two(offset % 60)}`
}

/** A moment, by this PC's time zone and in UTC. */
export function moment(at: number): Markup {
  const utc = new Date(at).toISOString()
  const text = utc.slice(0, 19).replace('T', ' ')
  const inUtc = m.evidence_utc({ time: text })
  return html`<time datetime="${utc}">${localTime(at)}</time> <span class="soft">${inUtc}</span>`
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** "34.2 MB (34,211,307 bytes)"; 1 MB is 1,000,000 bytes. */
export function sizeInWords(bytes: number): string {
  const language = currentLanguage()
  const shown = new Intl.NumberFormat(language).format(bytes)
  const exact = m.evidence_bytes({ shown, count: bytes })
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3))
  if (step === 0) return exact
  const unit = units[step] ?? 'byte'
  const format = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 } as const
  const size = new Intl.NumberFormat(language, format).format(bytes / 1_000 ** step)
  return m.evidence_size_exact({ size, bytes: exact })
}

export const mediaInWords: Readonly<Record<CaseFacts['media'], () => string>> = {
  video: m.evidence_kind_video,
  audio: m.evidence_kind_audio,
  picture: m.evidence_kind_picture
}

export const checkInWords: Readonly<Record<Exclude<FileCheck, 'unchecked'>, () => string>> = {
  unchanged: m.evidence_check_unchanged,
  changed: m.evidence_check_changed,
  missing: m.evidence_check_missing,
  unreachable: m.evidence_check_unreachable
}

export const lengthInWords: Readonly<Record<LengthProof, () => string>> = {
  'content-length': m.evidence_length_content_length,
  'chunked-end': m.evidence_length_chunked_end,
  none: m.evidence_length_none
}

export const sourceInWords: Readonly<Record<CaseFacts['knownBy'], () => string>> = {
  event: m.evidence_known_by_event,
  'record-id': m.evidence_known_by_record_id,
  evidence: m.evidence_known_by_evidence
}

/** What was asked for on the gateway; empty where that is not known. */
export function remoteInWords(remote: CaseFacts['remote']): string {
  if (remote === null) return ''
  if (remote.via === 'path') {
    const { recordId: path, locationId: location } = remote
    return location === null ? path : m.evidence_remote_location({ path, location })
  }
  const { conferenceId: conference, recordId: record } = remote
  return record === null
    ? m.evidence_remote_conference({ conference })
    : m.evidence_remote_conference_record({ conference, record })
}

/** Whether a manifest's chain holds, and if not, where it breaks. */
export function manifestInWords(check: ManifestCheck | null): string {
  if (check === null) return m.evidence_manifest_none()
  const line = check.brokenAt ?? 0
  if (check.why === 'edited') return m.evidence_manifest_broken_edited({ line })
  if (check.why === 'out-of-chain') return m.evidence_manifest_broken_chain({ line })
  if (check.why === 'unfinished') return m.evidence_manifest_broken_unfinished({ line })
  return m.evidence_manifest_whole({ count: check.entries })
}
