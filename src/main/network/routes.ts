import { AppError, type ErrorCode } from '../../shared/errors.ts'
import type { CertificateSight } from '../gateway/certificate-probe.ts'
import type { LineOptions, Pin } from '../gateway/line-options.ts'
import type { Route } from '../gateway/route.ts'
import type { Profile } from '../settings/profiles.ts'
import type { Proxies } from './proxies.ts'

export interface RoutesDeps {
  proxies: Pick<Proxies, 'wayTo' | 'challenged' | 'onChange'>
  /** Every authority that may have issued a gateway's certificate, as PEM. @throws `ca-file-unreadable` */
  authorities: (caFile: string | null) => readonly string[]
  probe: (origin: string, line: LineOptions, signal: AbortSignal) => Promise<CertificateSight>
}

/** After these, another proxy may be the way: another network, a script with another answer. */
const wayLost = new Set<ErrorCode>([
  'could-not-ask:unreachable',
  'could-not-ask:timeout',
  'could-not-ask:name-unknown',
  'could-not-ask:proxy-unreachable',
  'could-not-ask:proxy-refused',
  'could-not-ask:proxy-credentials',
  'could-not-ask:proxy-unsupported'
])

export const isWayLost = ({ code }: AppError): boolean => wayLost.has(code)

/** The ways to gateways: authorities, pin and proxy, each from where it is decided. */
export class Routes {
  readonly #deps: RoutesDeps
  #last: Route | null = null

  constructor(deps: RoutesDeps) {
    this.#deps = deps
    // Credentials that were asked for count at once, also for a session that waits for them.
    deps.proxies.onChange(() => {
      void this.#last?.renew()
    })
  }

  /** Without the pin: how a certificate is looked at. @throws as {@link line} */
  async unpinned({ origin, caFile }: Profile): Promise<LineOptions> {
    const authorities = this.#deps.authorities(caFile)
    return { authorities, pin: null, proxy: await this.#deps.proxies.wayTo(origin) }
  }

  /**
   * How a gateway is reached at this moment.
   * @throws `ca-file-unreadable`, `could-not-ask:proxy-socks`, and for a pin of the policy what the
   * look at the certificate says: `could-not-ask:*`
   */
  async line(profile: Profile, signal: AbortSignal): Promise<LineOptions> {
    const unpinned = await this.unpinned(profile)
    return { ...unpinned, pin: await this.#pinOf(profile, unpinned, signal) }
  }

  /** The way of a session: it follows the proxies from then on. @throws as {@link line} */
  async open(profile: Profile, signal: AbortSignal): Promise<Route> {
    const line = await this.line(profile, signal)
    const route = renewable(line, () => this.#deps.proxies.wayTo(profile.origin))
    this.#last = route
    return route
  }

  async #pinOf(
    { origin, pin }: Profile,
    line: LineOptions,
    signal: AbortSignal
  ): Promise<Pin | null> {
    if (pin === null) return null
    const { sha256, pem } = pin
    if (pem !== null) return { sha256, pem }
    // A policy names a certificate by its SHA-256 only: the gateway itself has to show the rest.
    const seen = await this.#look(origin, line, signal)
    const { certificate } = seen
    if (certificate.fingerprint256 === sha256) return { sha256, pem: seen.pem }
    throw new AppError('could-not-ask:certificate-changed', 'Not the certificate of the policy', {
      certificate
    })
  }

  async #look(origin: string, line: LineOptions, signal: AbortSignal): Promise<CertificateSight> {
    try {
      return await this.#deps.probe(origin, line, signal)
    } catch (thrown) {
      this.#deps.proxies.challenged(AppError.from(thrown))
      throw thrown
    }
  }
}

function renewable(first: LineOptions, wayTo: () => Promise<LineOptions['proxy']>): Route {
  let line = first
  let asking: Promise<void> | null = null
  const ask = async (): Promise<void> => {
    try {
      const proxy = await wayTo()
      if (JSON.stringify(proxy) !== JSON.stringify(line.proxy)) line = { ...line, proxy }
    } catch {
      // The old way stays: its own failures are told by whoever uses it.
    } finally {
      asking = null
    }
  }
  return {
    now: () => line,
    renew: () => (asking ??= ask())
  }
}
