import { AppError, type ErrorCode } from '../../shared/errors.ts'
import { mayBeH5Video, type CallView } from '../../shared/model/call.ts'
import {
  unknownCallId,
  type RejoinCopyTarget,
  type RejoinState,
  type RejoinView
} from '../../shared/model/rejoin.ts'
import type { Tell } from '../calls/timeline.ts'
import type { Clock } from '../clock.ts'
import type { ConnectInfo } from '../gateway/connect-info.ts'
import { getConnectInfo } from '../gateway/endpoints/index.ts'
import type { GatewayClock } from '../gateway/gateway-clock.ts'
import type { GatewayEvent } from '../gateway/gateway-event.ts'
import { createListeners } from '../listeners.ts'
import type { RequireSignedIn } from '../session/signed-in.ts'
import { FadingClipboard, type ClipboardPort } from './fading-clipboard.ts'
import { handOffUrl, type HandOff } from './hand-off.ts'
import { heldInfo, refreshInMs, type HeldInfo } from './held-info.ts'
import { copyTextOf, signatureOf } from './rejoin-text.ts'

export interface RejoinDeps {
  signedIn: RequireSignedIn
  /** Null for a call that no event of this sign-in has named; it may have ended since. */
  findCall: (callId: string) => CallView | null
  /** Which call access information without a call id belongs to, or null. */
  offeredCall: () => string | null
  gatewayClock: GatewayClock
  /** The site's H5 client, from policy; null where there is none. */
  handOff: HandOff | null
  /** Opens an address of exactly that origin in the desktop's browser. */
  openAddress: (url: string, origin: string) => Promise<void>
  clipboard: ClipboardPort
  clock: Clock
  tell: Tell
}

/** How long after its end a call's information is still kept fresh. */
const keptFreshMs = 5 * 60_000

/**
 * What an agent needs to get back into an H5 video call (cec_07_1280). The newest answer for each
 * call is kept in memory until sign-out, and refreshed quietly once it was asked for; its signature
 * leaves only by `revealSignature`, `copy` and `open`.
 */
class Rejoin {
  readonly #deps: RejoinDeps
  readonly #clipboard: FadingClipboard
  readonly #held = new Map<string, HeldInfo>()
  readonly #refreshes = new Map<string, () => void>()
  readonly #dropped = new Set<string>()
  readonly #changes = createListeners<RejoinState>()
  readonly onChange = this.#changes.add

  constructor(deps: RejoinDeps) {
    this.#deps = deps
    this.#clipboard = new FadingClipboard(deps.clipboard, deps.clock)
  }

  state(): RejoinState {
    return {
      cards: [...this.#held.values()].map(({ view }) => view),
      canOpen: this.#deps.handOff !== null
    }
  }

  /**
   * Asks the gateway for the live or just dropped call. Where its media is not known the gateway
   * decides. @throws `not-now:no-call`, `not-now:call-not-h5-video`, and what the gateway says
   */
  async fetch(callId: string): Promise<RejoinView> {
    const view = await this.#ask(callId)
    this.#deps.tell({ name: 'rejoin-received', callId })
    this.#keepFresh(view)
    return view
  }

  /** Access information that came unasked; a call that dropped. */
  handle(event: GatewayEvent): void {
    if (event.type !== 'connect-offered') return
    const callId = event.callId ?? this.#deps.offeredCall() ?? unknownCallId
    this.#hold(callId, event.info)
    this.#deps.tell({ name: 'rejoin-offered', ...(callId === unknownCallId ? {} : { callId }) })
  }

  /** Tells once of each call that dropped. */
  callsChanged(calls: readonly CallView[]): void {
    for (const { callId, dropped } of calls) {
      if (!dropped || this.#dropped.has(callId)) continue
      this.#dropped.add(callId)
      this.#deps.tell({ name: 'call-dropped', callId })
    }
  }

  /** @throws `not-found` where nothing was fetched for the call, or it came without a signature */
  revealSignature(callId: string): { signature: string } {
    return { signature: signatureOf(this.#infoOf(callId)) }
  }

  /** Puts it on the clipboard for a minute. @throws `not-found` where there is nothing to copy */
  async copy(callId: string, what: RejoinCopyTarget): Promise<void> {
    await this.#clipboard.copy(copyTextOf(this.#infoOf(callId), what))
    this.#deps.tell({ name: 'rejoin-copied', callId, subject: what })
  }

  /** Opens the site's H5 client in the call's room. @throws `not-found` where there is none, or no information */
  async open(callId: string): Promise<void> {
    const { handOff, openAddress, tell } = this.#deps
    if (handOff === null) throw new AppError('not-found', 'No H5 client is configured')
    await openAddress(handOffUrl(handOff, callId, this.#infoOf(callId)), handOff.origin)
    tell({ name: 'rejoin-opened', callId })
  }

  /** Forgets everything and takes a copied credential back from the clipboard: at sign-out and quit. */
  async clear(): Promise<void> {
    for (const cancel of this.#refreshes.values()) cancel()
    this.#refreshes.clear()
    this.#held.clear()
    this.#dropped.clear()
    this.#changes.tell(this.state())
    await this.#clipboard.takeBack()
  }

  async #ask(callId: string): Promise<RejoinView> {
    const { agentId, call, ended } = this.#deps.signedIn()
    this.#check(callId)
    const info = await call(getConnectInfo, { agentId, callId }, { signal: ended })
    if (ended.aborted) throw new AppError('could-not-ask:signed-out', 'The sign-in has ended')
    return this.#hold(callId, info)
  }

  #hold(callId: string, info: ConnectInfo): RejoinView {
    const held = heldInfo(callId, info, this.#deps)
    this.#held.set(callId, held)
    this.#changes.tell(this.state())
    return held.view
  }

  /** Quietly: where it cannot be had, the card ages and says so. */
  #keepFresh(view: RejoinView): void {
    const { callId } = view
    this.#refreshes.get(callId)?.()
    this.#refreshes.delete(callId)
    const waitMs = refreshInMs(view)
    if (waitMs === null) return
    const refresh = async (): Promise<void> => {
      if (!this.#isWorthIt(callId)) return
      const fresh = await this.#ask(callId).catch(() => null)
      if (fresh !== null) this.#keepFresh(fresh)
    }
    this.#refreshes.set(
      callId,
      this.#deps.clock.after(waitMs, () => void refresh())
    )
  }

  #isWorthIt(callId: string): boolean {
    const call = this.#deps.findCall(callId)
    if (call === null) return false
    return call.endedAt === null || this.#deps.clock.now() - call.endedAt < keptFreshMs
  }

  #check(callId: string): void {
    const call = this.#deps.findCall(callId)
    if (call === null) refuse('not-now:no-call')
    if (!mayBeH5Video(call.media)) refuse('not-now:call-not-h5-video')
  }

  #infoOf(callId: string): ConnectInfo {
    return this.#held.get(callId)?.info ?? refuse('not-found')
  }
}

export type { Rejoin }

export const createRejoin = (deps: RejoinDeps): Rejoin => new Rejoin(deps)

function refuse(code: ErrorCode): never {
  throw new AppError(code, `Rejoin refused: ${code}`)
}
