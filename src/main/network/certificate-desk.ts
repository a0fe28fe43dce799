import { AppError } from '../../shared/errors.ts'
import type { ProfileView } from '../../shared/model/connection.ts'
import type { CertificateView } from '../../shared/model/network.ts'
import type { Tell } from '../calls/timeline.ts'
import { factsOfPem } from '../gateway/certificate.ts'
import type { CertificateSight } from '../gateway/certificate-probe.ts'
import type { LineOptions } from '../gateway/line-options.ts'
import type { Profile, Profiles } from '../settings/profiles.ts'
import type { Proxies } from './proxies.ts'
import type { Routes } from './routes.ts'

export interface CertificateDeskDeps {
  profiles: Pick<Profiles, 'find' | 'setPin'>
  routes: Pick<Routes, 'unpinned'>
  proxies: Pick<Proxies, 'challenged'>
  probe: (origin: string, line: LineOptions, signal: AbortSignal) => Promise<CertificateSight>
  /** False where the policy lets nobody confirm certificates. */
  allowPins: boolean
  /** Milliseconds since 1970. */
  now: () => number
  tell: Tell
}

/** Longer than every limit of a look together. */
const lookLimitMs = 40_000

/** Where a person looks at a gateway's certificate and confirms exactly what was looked at. */
export class CertificateDesk {
  readonly #deps: CertificateDeskDeps
  /** What was looked at last; a confirmation of anything else is refused. */
  #seen: { profileId: string; sight: CertificateSight; mayConfirm: boolean } | null = null

  constructor(deps: CertificateDeskDeps) {
    this.#deps = deps
  }

  /** @throws `not-found`, `ca-file-unreadable`, `could-not-ask:*` */
  async look(profileId: string): Promise<CertificateView> {
    const { profiles, routes, proxies, probe } = this.#deps
    const profile = profiles.find(profileId)
    this.#seen = null
    try {
      const line = await routes.unpinned(profile)
      const sight = await probe(profile.origin, line, AbortSignal.timeout(lookLimitMs))
      const blockedBy = this.#blockOf(profile, sight)
      this.#seen = { profileId, sight, mayConfirm: blockedBy === null }
      const { certificate, refusal } = sight
      return { profileId, certificate, refusal, blockedBy, before: beforeOf(profile, sight) }
    } catch (thrown) {
      const error = AppError.from(thrown)
      proxies.challenged(error)
      throw error
    }
  }

  /** @throws `certificate-not-seen`, and what `Profiles.setPin` throws */
  confirm(profileId: string, fingerprint256: string): ProfileView {
    const { profiles, tell } = this.#deps
    const seen = this.#seen
    const { certificate, pem } = seen?.sight ?? { certificate: null, pem: '' }
    const same = seen?.profileId === profileId && certificate?.fingerprint256 === fingerprint256
    if (!same || !seen.mayConfirm) {
      throw new AppError('certificate-not-seen', 'Not the certificate that was looked at')
    }
    this.#seen = null
    const view = profiles.setPin(profileId, { sha256: fingerprint256, pem })
    tell({ name: 'certificate-confirmed', subject: view.name })
    return view
  }

  #blockOf(
    { pin }: Profile,
    { certificate, refusal }: CertificateSight
  ): CertificateView['blockedBy'] {
    if (pin?.byPolicy === true) return 'managed'
    const now = this.#deps.now()
    const valid = Date.parse(certificate.validFrom) <= now && now <= Date.parse(certificate.validTo)
    if (!valid) return 'dates'
    const trusted = pin === null ? refusal === null : pin.sha256 === certificate.fingerprint256
    if (trusted) return 'trusted'
    return this.#deps.allowPins ? null : 'policy'
  }
}

/** The certificate that was confirmed before, where the gateway shows another one now. */
function beforeOf({ pin }: Profile, { certificate }: CertificateSight): CertificateView['before'] {
  if (pin === null || pin.pem === null || pin.sha256 === certificate.fingerprint256) return null
  return factsOfPem(pin.pem, certificate.host)
}
