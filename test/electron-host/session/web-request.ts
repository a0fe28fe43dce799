import type { Offered } from '../offered.ts'
import { NotOfferedError } from '../typing/offer.ts'
import { official } from '../typing/official.ts'

type Details = Electron.OnBeforeRequestListenerDetails
type Listener = (details: Details, callback: (response: Electron.CallbackResponse) => void) => void

/** `session.webRequest`: `onBeforeRequest` is asked about every request of the session's pages. */
export class HostWebRequest implements Offered<'WebRequest'> {
  readonly official = official('WebRequest', this, 'session.webRequest')
  #listener: Listener | null = null
  #patterns: RegExp[] = []
  #nextId = 1

  onBeforeRequest(
    filterOrListener: Electron.WebRequestFilter | Listener | null,
    listener?: Listener | null
  ): void {
    if (typeof filterOrListener === 'object' && filterOrListener !== null) {
      const { urls, types, excludeUrls } = filterOrListener
      if (types !== undefined || excludeUrls !== undefined) {
        throw new NotOfferedError('session.webRequest.onBeforeRequest with types or excludeUrls')
      }
      this.#patterns = urls.map(toPattern)
      this.#listener = listener ?? null
      return
    }
    this.#patterns = []
    this.#listener = filterOrListener
  }

  get hasListener(): boolean {
    return this.#listener !== null
  }

  /** The host's: the app's decision about one request. */
  async ask(details: Omit<Details, 'id' | 'timestamp'>): Promise<Electron.CallbackResponse> {
    const listener = this.#listener
    const isMeant =
      this.#patterns.length === 0 || this.#patterns.some((pattern) => pattern.test(details.url))
    if (listener === null || !isMeant) return {}
    return new Promise((resolve) => {
      listener({ ...details, id: this.#nextId++, timestamp: Date.now() }, resolve)
    })
  }
}

/** A match pattern such as `https://*.example.org/*` or `<all_urls>`. */
function toPattern(pattern: string): RegExp {
  if (pattern === '<all_urls>') return /^/
  const [scheme = '', rest = ''] = pattern.split('://')
  const escape = (text: string): string =>
    text.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')
  return new RegExp(`^${scheme === '*' ? '(https?|wss?)' : escape(scheme)}://${escape(rest)}$`)
}
