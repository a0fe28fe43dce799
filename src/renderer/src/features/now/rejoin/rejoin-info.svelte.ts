import type { RejoinCopyTarget, RejoinView } from '../../../../../shared/model/rejoin.ts'
import { problemFrom, type Bridge } from '../../../bridge.ts'
import { Attempt } from '../../../state/attempt.svelte.ts'

/** How long a revealed signature is shown: long enough to read it out, not to forget it there. */
const revealedForMs = 30_000

export interface RejoinInfoDeps {
  bridge: Bridge
  later: (work: () => void, delayMs: number) => () => void
}

/** The rejoin information of one call, as far as this window has it. */
export class RejoinInfo {
  readonly callId: string
  readonly fetching = new Attempt()
  readonly revealing = new Attempt()
  readonly copying = new Attempt()
  readonly opening = new Attempt()
  readonly #deps: RejoinInfoDeps
  #view = $state.raw<RejoinView | null>(null)
  #signature = $state.raw<string | null>(null)
  #stopTimer: () => void = () => undefined
  /** Counts the hidings: a signature that arrives after one is not shown. */
  #hidings = 0

  constructor(callId: string, deps: RejoinInfoDeps) {
    this.callId = callId
    this.#deps = deps
  }

  get view(): RejoinView | null {
    return this.#view
  }

  /** The signature while it is revealed; else null. */
  get signature(): string | null {
    return this.#signature
  }

  async fetch(): Promise<void> {
    const { callId } = this
    const view = await this.fetching.run(() => this.#deps.bridge.call('rejoin.fetch', { callId }))
    if (view === undefined) return
    this.hide()
    this.copying.dismiss()
    this.#view = view
  }

  /** Shows the signature for {@link revealedForMs}. */
  async reveal(): Promise<void> {
    const { callId } = this
    const hidings = this.#hidings
    const reply = await this.revealing.run(() =>
      this.#deps.bridge.call('rejoin.revealSignature', { callId })
    )
    if (reply === undefined || hidings !== this.#hidings) return
    this.#stopTimer()
    this.#signature = reply.signature
    this.#stopTimer = this.#deps.later(() => {
      this.hide()
    }, revealedForMs)
  }

  hide(): void {
    this.#hidings += 1
    this.#stopTimer()
    this.#signature = null
  }

  /** Main opens the site's client; nothing of the address passes through this window. */
  async open(): Promise<void> {
    const { callId } = this
    await this.opening.run(() => this.#deps.bridge.call('rejoin.open', { callId }))
  }

  /** Main puts it on the clipboard; nothing of it passes through this window. Rejects where it fails. */
  async copy(what: RejoinCopyTarget): Promise<void> {
    const { callId } = this
    this.copying.dismiss()
    try {
      await this.#deps.bridge.call('rejoin.copy', { callId, what })
    } catch (thrown) {
      this.copying.problem = problemFrom(thrown)
      throw thrown
    }
  }
}
