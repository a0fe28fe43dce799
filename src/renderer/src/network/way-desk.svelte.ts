import type { ErrorCode } from '../../../shared/errors.ts'
import type { ProxyFacts } from '../../../shared/model/connection-facts.ts'
import type {
  CertificateView,
  NetworkView,
  ProxyCredentials
} from '../../../shared/model/network.ts'
import type { Bridge } from '../bridge.ts'
import { Attempt } from '../state/attempt.svelte.ts'

/** What a person can do about a way that is closed: look at the certificate, or sign in to the proxy. */
export type WayHelp = 'certificate' | 'proxy'

const certificates = new Set<ErrorCode>([
  'could-not-ask:certificate-unknown-issuer',
  'could-not-ask:certificate-wrong-name',
  'could-not-ask:certificate-expired',
  'could-not-ask:certificate-changed'
])

/** Null where nothing but waiting or IT helps. */
export function helpFor(code: ErrorCode): WayHelp | null {
  if (certificates.has(code)) return 'certificate'
  return code === 'could-not-ask:proxy-credentials' ? 'proxy' : null
}

/** The two dialogs about the way to a gateway: what they show, and what was decided in them. */
export class WayDesk {
  readonly #bridge: Bridge
  /** Opening a dialog. */
  readonly opening = new Attempt()
  /** What is decided in it. */
  readonly deciding = new Attempt()
  certificate = $state.raw<CertificateView | null>(null)
  proxy = $state.raw<{ facts: ProxyFacts; mayRemember: boolean } | null>(null)

  constructor(bridge: Bridge) {
    this.#bridge = bridge
  }

  async look(profileId: string): Promise<void> {
    this.deciding.dismiss()
    const view = await this.opening.run(() =>
      this.#bridge.call('profiles.lookAtCertificate', { profileId })
    )
    this.certificate = view ?? null
  }

  /** True where the certificate that is shown is trusted from now on. */
  async confirm(): Promise<boolean> {
    const view = this.certificate
    if (view === null || this.deciding.busy) return false
    const { profileId } = view
    const { fingerprint256 } = view.certificate
    const done = await this.deciding.run(() =>
      this.#bridge.call('profiles.confirmCertificate', { profileId, fingerprint256 })
    )
    if (done !== undefined) this.certificate = null
    return done !== undefined
  }

  async askForCredentials(facts: ProxyFacts): Promise<void> {
    this.deciding.dismiss()
    const view = await this.opening.run(() => this.#bridge.call('network.get'))
    this.openProxy(view, facts)
  }

  openProxy(view: NetworkView | undefined, facts: ProxyFacts): void {
    this.proxy = view === undefined ? null : { facts, mayRemember: view.mayRemember }
  }

  /** True where they hold from now on. */
  async give(credentials: ProxyCredentials): Promise<boolean> {
    const gave = async (): Promise<true> => {
      await this.#bridge.call('network.giveCredentials', credentials)
      return true
    }
    const done = await this.deciding.run(gave)
    // What could not be remembered holds all the same.
    const given = done === true || this.deciding.problem?.code === 'not-remembered'
    if (given) this.proxy = null
    return given
  }

  close(): void {
    this.certificate = null
    this.proxy = null
  }
}
