import { parseGuid } from './guid.ts'
import { Secret } from './secret.ts'

/** Cookies of a sign-in answer beyond these bounds are not a balancer's; the rest is dropped. */
const maxCookies = 20
const maxCookieLength = 4_096
const cookiePair = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+=[\x21-\x3a\x3c-\x7e]*$/

/** What one request carries, fixed at the moment it is sent. */
export interface Ticket {
  /** Place in the order of sending, over all sign-ins. */
  readonly order: number
  readonly signIn: number
  readonly guid: Secret | null
  readonly cookie: Secret | null
}

/** The secrets of a sign-in in plain form, for the one process that fetches files on its behalf. */
export interface HandedOver {
  readonly guid: string
  readonly cookie: string | null
}

/** Keeps the Guid and cookies of the current sign-in, in memory only; prints as nothing. */
export interface Credentials {
  readonly signedIn: boolean
  /** How many `Set-GUID` values were malformed and ignored, since the start. */
  readonly ignoredGuids: number
  /** Call it right before sending. */
  ticket(): Ticket
  /** Starts a new sign-in from its answer; false (and nothing changes) without a usable `Set-GUID`. */
  begin(ticket: Ticket, setGuid: string | undefined, setCookies: readonly string[]): boolean
  /** Takes the `Set-GUID` of any later answer: of two, that of the request sent later wins. */
  accept(ticket: Ticket, setGuid: string | undefined): void
  /** True where the Guid has changed, within the same sign-in, since the ticket was taken. */
  isNewerThan(ticket: Ticket): boolean
  /** Forgets everything; answers still on their way change nothing any more. */
  clear(): void
  handOver(): HandedOver | null
}

export function createCredentials(handedOver?: HandedOver): Credentials {
  return new SignInCredentials(handedOver)
}

class SignInCredentials implements Credentials {
  #guid: Secret | null = null
  #cookie: Secret | null = null
  #signIn = 0
  #lastOrder = 0
  #guidOrder = 0
  #ignored = 0

  constructor(handedOver: HandedOver | undefined) {
    if (handedOver === undefined) return
    this.#guid = parseGuid(handedOver.guid)
    this.#cookie = handedOver.cookie === null ? null : new Secret(handedOver.cookie, 'cookies')
  }

  get signedIn(): boolean {
    return this.#guid !== null
  }

  get ignoredGuids(): number {
    return this.#ignored
  }

  ticket(): Ticket {
    this.#lastOrder += 1
    return {
      order: this.#lastOrder,
      signIn: this.#signIn,
      guid: this.#guid,
      cookie: this.#cookie
    }
  }

  begin(ticket: Ticket, setGuid: string | undefined, setCookies: readonly string[]): boolean {
    const guid = this.#read(setGuid)
    if (guid === null) return false
    this.#signIn += 1
    this.#guid = guid
    this.#guidOrder = ticket.order
    this.#cookie = cookieHeader(setCookies)
    return true
  }

  accept(ticket: Ticket, setGuid: string | undefined): void {
    if (setGuid === undefined || ticket.signIn !== this.#signIn || this.#guid === null) return
    const guid = this.#read(setGuid)
    if (guid === null || ticket.order <= this.#guidOrder) return
    this.#guidOrder = ticket.order
    if (guid.reveal() !== this.#guid.reveal()) this.#guid = guid
  }

  isNewerThan(ticket: Ticket): boolean {
    return ticket.signIn === this.#signIn && this.#guid !== null && this.#guid !== ticket.guid
  }

  clear(): void {
    this.#signIn += 1
    this.#guid = null
    this.#cookie = null
  }

  handOver(): HandedOver | null {
    if (this.#guid === null) return null
    return { guid: this.#guid.reveal(), cookie: this.#cookie?.reveal() ?? null }
  }

  #read(setGuid: string | undefined): Secret | null {
    if (setGuid === undefined) return null
    const guid = parseGuid(setGuid)
    if (guid === null) this.#ignored += 1
    return guid
  }
}

function cookieHeader(setCookies: readonly string[]): Secret | null {
  const pairs = setCookies
    .map((line) => (line.split(';', 1)[0] ?? '').trim())
    .filter((pair) => pair.length <= maxCookieLength && cookiePair.test(pair))
    .slice(0, maxCookies)
  return pairs.length === 0 ? null : new Secret(pairs.join('; '), 'cookies')
}
