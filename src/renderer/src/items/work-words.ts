import { m } from '../../../shared/i18n/index.ts'
import type { LibraryWork } from '../../../shared/model/library.ts'
import { counted, grouped } from '../words/number-words.ts'

interface WorkResult {
  tone: 'ok' | 'problem' | 'neutral'
  text: string
}

/** How far it is: an export's bytes say nothing to anybody, since each is read twice. */
export function workProgress(kind: 'verify' | 'export', { done, total }: LibraryWork): string {
  if (kind === 'verify') return m.work_progress({ done: grouped(done), total: grouped(total) })
  return m.queue_percent({ percent: total === 0 ? 0 : Math.floor((100 * done) / total) })
}

/** How a verification or an export ended. */
export function workResult(kind: 'verify' | 'export', work: LibraryWork): WorkResult {
  const { done, total, files, findings, fileName, state } = work
  if (kind === 'verify') {
    const parts = [
      state === 'cancelled'
        ? m.work_verify_cancelled({ done: grouped(done), total: grouped(total) })
        : null,
      findings > 0 ? m.work_verify_found({ count: findings, total: grouped(done) }) : null
    ].filter((part) => part !== null)
    if (parts.length === 0) return { tone: 'ok', text: m.work_verify_done(counted(done)) }
    return { tone: findings > 0 ? 'problem' : 'neutral', text: parts.join(' ') }
  }
  if (state === 'cancelled') return { tone: 'neutral', text: m.work_export_cancelled() }
  const exported = m.work_export_done({ count: files, file: fileName ?? '' })
  return findings === 0
    ? { tone: 'ok', text: exported }
    : { tone: 'problem', text: `${exported} ${m.work_export_found({ count: findings })}` }
}
