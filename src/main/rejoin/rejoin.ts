import { AppError } from '../../shared/errors.ts'
import { mayBeH5Video, type CallMedia } from '../../shared/model/call.ts'
import type { RejoinCopyTarget, RejoinView } from '../../shared/model/rejoin.ts'
import type { Tell } from '../calls/timeline.ts'
import type { Clock } from '../clock.ts'
import type { ConnectInfo } from '../gateway/connect-info.ts'
import { getConnectInfo } from '../gateway/endpoints/index.ts'
import type { RequireSignedIn } from '../session/signed-in.ts'
import { FadingClipboard, type ClipboardPort } from './fading-clipboard.ts'
import { copyTextOf, signatureOf } from './rejoin-text.ts'

export interface RejoinDeps {
  signedIn: RequireSignedIn
  /** Whether an event of this sign-in has named the call; it may have ended since. */
  knowsCall: (callId: string) => boolean
  mediaOf: (callId: string) => CallMedia | null
  clipboard: ClipboardPort
  clock: Clock
  tell: Tell
}

/**
 * What an agent needs to get back into an H5 video call (cec_07_1280). The newest answer for each
 * call is kept in memory until sign-out; its signature leaves only by `revealSignature` and `copy`.
 */
class Rejoin {
  readonly #deps: RejoinDeps
  readonly #clipboard: FadingClipboard
  readonly #held = new Map<string, ConnectInfo>()

  constructor(deps: RejoinDeps) {
    this.#deps = deps
    this.#clipboard = new FadingClipboard(deps.clipboard, deps.clock)
  }

  /**
   * Asks the gateway for the live or just dropped call. Where its media is not known the gateway
   * decides. @throws `not-now:no-call`, `not-now:call-not-h5-video`, and what the gateway says
   */
  async fetch(callId: string): Promise<RejoinView> {
    const { agentId, call, ended } = this.#deps.signedIn()
    this.#check(callId)
    const info = await call(getConnectInfo, { agentId, callId }, { signal: ended })
    if (ended.aborted) throw new AppError('could-not-ask:signed-out', 'The sign-in has ended')
    this.#held.set(callId, info)
    this.#deps.tell({ name: 'rejoin-received', callId })
    const { signature, ...fields } = info
    const fetchedAt = this.#deps.clock.now()
    return { callId, fetchedAt, fields, hasSignature: signature !== null }
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

  /** Forgets everything and takes a copied credential back from the clipboard: at sign-out and quit. */
  async clear(): Promise<void> {
    this.#held.clear()
    await this.#clipboard.takeBack()
  }

  #check(callId: string): void {
    if (!this.#deps.knowsCall(callId)) {
      throw new AppError('not-now:no-call', 'No event of this sign-in has named the call')
    }
    if (!mayBeH5Video(this.#deps.mediaOf(callId) ?? 'unknown')) {
      throw new AppError('not-now:call-not-h5-video', 'The call is known not to be H5 video')
    }
  }

  #infoOf(callId: string): ConnectInfo {
    const info = this.#held.get(callId)
    if (info === undefined) throw new AppError('not-found', 'No rejoin information was fetched')
    return info
  }
}

export type { Rejoin }

export const createRejoin = (deps: RejoinDeps): Rejoin => new Rejoin(deps)
