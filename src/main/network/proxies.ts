import { AppError } from '../../shared/errors.ts'
import type { ProxyFacts } from '../../shared/model/connection-facts.ts'
import type { NetworkView, ProxyCredentials } from '../../shared/model/network.ts'
import { systemClock as clock } from '../clock.ts'
import { Secret } from '../gateway/secret.ts'
import type { ProxyWay } from '../gateway/line-options.ts'
import { addressOf } from '../gateway/proxy-answer.ts'
import { createListeners } from '../listeners.ts'
import type { Settings } from '../settings/settings.ts'
import { readProxyList, readProxyUrl } from './proxy-list.ts'
import type { SecretBox } from './secret-box.ts'

export interface ProxiesDeps {
  settings: Pick<Settings, 'view' | 'stored' | 'keep'>
  /** What the system, or its PAC script, says about an address: `PROXY a:3128; DIRECT`. */
  resolveProxy: (url: string) => Promise<string>
  box: SecretBox
}

/** How long the system may take to name a proxy. */
const answerLimitMs = 15_000

/** Remembered passwords of more proxies than this push out the oldest. */
const mostRemembered = 5

/** Which proxy leads to a gateway, and what signs in to it. No password ever leaves it as text. */
export class Proxies {
  readonly #deps: ProxiesDeps
  readonly #changes = createListeners<undefined>()
  /** By the proxy's address; of this run. */
  readonly #given = new Map<string, Secret>()
  #challenge: ProxyFacts | null = null
  readonly onChange = this.#changes.add

  constructor(deps: ProxiesDeps) {
    this.#deps = deps
  }

  async view(): Promise<NetworkView> {
    const remembered = this.#deps.settings.stored().proxySecrets.map(({ address }) => address)
    return {
      challenge: this.#challenge,
      mayRemember: await this.#deps.box.available(),
      remembered
    }
  }

  /** The proxy to a gateway, with its credentials. @throws `could-not-ask:proxy-socks` */
  async wayTo(origin: string): Promise<ProxyWay | null> {
    const way = await this.#find(origin)
    if (way === null) return null
    const credentials = await this.#credentialsFor(addressOf(way))
    return { ...way, authorization: credentials?.reveal() ?? null }
  }

  /** A proxy wants a user name: the next {@link give} is for it. */
  challenged(error: AppError): void {
    const { code, proxy } = error
    if (code !== 'could-not-ask:proxy-credentials' || proxy === undefined) return
    this.#challenge = proxy
    this.#changes.tell(undefined)
  }

  /** @throws `not-found` for a proxy that has not asked, `not-remembered` where that went wrong */
  async give({ address, user, password, remember }: ProxyCredentials): Promise<void> {
    if (this.#challenge?.address !== address) {
      throw new AppError('not-found', 'No such proxy has asked for a user name')
    }
    // RFC 7617: user and password in UTF-8, which is what proxies of today expect.
    const basic = `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`
    this.#given.set(address, new Secret(basic, 'proxy credentials'))
    this.#challenge = null
    try {
      if (remember) await this.#remember(address, basic)
      else this.#forget(address)
    } finally {
      this.#changes.tell(undefined)
    }
  }

  /** Forgets every password, of this run as well. */
  forget(): void {
    this.#given.clear()
    this.#deps.settings.keep({ proxySecrets: [] })
    this.#changes.tell(undefined)
  }

  async #find(origin: string): Promise<ProxyWay | null> {
    const { proxy } = this.#deps.settings.view()
    if (proxy.mode === 'none') return null
    if (proxy.mode === 'manual') {
      const way = readProxyUrl(proxy.url)
      if (way === null)
        throw new AppError('proxy-invalid', 'The address of the proxy is no address')
      return way
    }
    const found = readProxyList(await this.#asked(origin))
    if (found.use === 'unsupported') {
      throw new AppError('could-not-ask:proxy-socks', 'The system names SOCKS proxies only')
    }
    return found.use === 'proxy' ? found.way : null
  }

  /** A PAC script that cannot be had makes the system think for long, or not answer at all. */
  async #asked(origin: string): Promise<string> {
    const late = Promise.withResolvers<never>()
    const cancelLimit = clock.after(answerLimitMs, () => {
      late.reject(new AppError('could-not-ask:timeout', 'The system does not name a proxy'))
    })
    try {
      return await Promise.race([this.#deps.resolveProxy(origin), late.promise])
    } finally {
      cancelLimit()
    }
  }

  async #credentialsFor(address: string): Promise<Secret | null> {
    const given = this.#given.get(address)
    if (given !== undefined) return given
    const { settings, box } = this.#deps
    const kept = settings.stored().proxySecrets.find((secret) => secret.address === address)
    if (kept === undefined || !(await box.available())) return null
    try {
      const opened = new Secret(await box.open(kept.sealed), 'proxy credentials')
      this.#given.set(address, opened)
      return opened
    } catch {
      // Sealed on another PC or by another user: the proxy will ask, and the person is asked.
      return null
    }
  }

  async #remember(address: string, basic: string): Promise<void> {
    const { settings, box } = this.#deps
    if (!(await box.available())) {
      throw new AppError('not-remembered', 'This system keeps no secrets')
    }
    const sealed = await box.seal(basic)
    const others = settings.stored().proxySecrets.filter((secret) => secret.address !== address)
    settings.keep({ proxySecrets: [...others, { address, sealed }].slice(-mostRemembered) })
  }

  #forget(address: string): void {
    const { settings } = this.#deps
    const all = settings.stored().proxySecrets
    const others = all.filter((secret) => secret.address !== address)
    if (others.length < all.length) settings.keep({ proxySecrets: others })
  }
}
