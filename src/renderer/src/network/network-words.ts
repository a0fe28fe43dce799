import { m } from '../../../shared/i18n/index.ts'
import type { CertificateFacts } from '../../../shared/model/connection-facts.ts'
import type { CertificateView } from '../../../shared/model/network.ts'
import type { Language } from '../../../shared/model/settings.ts'

/** A day of a certificate, `Jan  2 03:04:05 2026 GMT`, as the language writes it; else as it is. */
export function certificateDay(written: string, language: Language): string {
  const at = Date.parse(written)
  if (Number.isNaN(at)) return written
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(at)
}

/** One line for whoever is told about it on the phone. */
export const certificateLine = (facts: CertificateFacts, language: Language): string =>
  m.network_certificate_of({
    host: facts.host,
    subject: facts.subject,
    issuer: facts.issuer,
    date: certificateDay(facts.validTo, language)
  })

/** Why a certificate is not trusted, or why it need not or cannot be confirmed. */
export function whyWords({ before, blockedBy, certificate, refusal }: CertificateView): string {
  if (blockedBy === 'dates') return m.network_why_dates()
  if (blockedBy === 'trusted') return m.network_why_trusted()
  if (blockedBy === 'policy') return m.network_why_policy()
  if (blockedBy === 'managed') return m.network_why_managed()
  if (before !== null) return m.network_why_changed()
  if (refusal === 'could-not-ask:certificate-wrong-name') {
    return m.network_why_wrong_name({ host: certificate.host })
  }
  return certificate.subject === certificate.issuer
    ? m.network_why_self_signed()
    : m.network_why_unknown_issuer()
}
