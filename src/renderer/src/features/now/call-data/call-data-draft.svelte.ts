import {
  callDataBytes,
  callDataLimitBytes,
  type CallDataNow,
  type CallDataReceipt
} from '../../../../../shared/model/call-data.ts'
import type { Bridge } from '../../../bridge.ts'
import { Attempt } from '../../../state/attempt.svelte.ts'

/** From here on the meter warns: 80 % of the limit. */
export const nearLimitBytes = callDataLimitBytes * 0.8

export interface CallDataDraftDeps {
  bridge: Bridge
  /** Milliseconds since 1970. */
  now: () => number
}

export interface Known<T> {
  readonly value: T
  readonly at: number
}

/** Why the text cannot be sent as it is. */
export type TextFault = 'empty' | 'over' | 'half-character'

/** What the agent writes for one call, what the gateway holds, and how the last sending ended. */
export class CallDataDraft {
  readonly callId: string
  text = $state('')
  base64 = $state(false)
  readonly reading = new Attempt()
  readonly sending = new Attempt()
  readonly bytes = $derived(callDataBytes(this.text))
  /** Where the first half of a character stands, counted from 1; null where there is none. */
  readonly halfAt = $derived(halfCharacterAt(this.text))
  readonly #deps: CallDataDraftDeps
  #current = $state.raw<Known<CallDataNow> | null>(null)
  #receipt = $state.raw<Known<CallDataReceipt> | null>(null)
  #sentText = $state.raw<string | null>(null)
  #asksToReplace = $state(false)

  constructor(callId: string, deps: CallDataDraftDeps) {
    this.callId = callId
    this.#deps = deps
  }

  /** What the gateway held when it was last read. */
  get current(): Known<CallDataNow> | null {
    return this.#current
  }

  get receipt(): Known<CallDataReceipt> | null {
    return this.#receipt
  }

  /** True while the agent must say whether other data may be replaced. */
  get asksToReplace(): boolean {
    return this.#asksToReplace
  }

  get overBytes(): number {
    return Math.max(0, this.bytes - callDataLimitBytes)
  }

  get unsent(): boolean {
    return this.text !== '' && this.text !== this.#sentText
  }

  get fault(): TextFault | null {
    if (this.text === '') return 'empty'
    if (this.halfAt !== null) return 'half-character'
    return this.overBytes > 0 ? 'over' : null
  }

  /** Reads when the screen opens; once is enough. */
  async readOnce(): Promise<void> {
    if (this.#current === null && this.reading.problem === null) await this.read()
  }

  async read(): Promise<void> {
    if (this.reading.busy) return
    const { callId } = this
    const value = await this.reading.run(() => this.#deps.bridge.call('callData.read', { callId }))
    if (value !== undefined) this.#current = { value, at: this.#deps.now() }
  }

  /** Sends the text once. `replace` only after the agent has seen what it replaces. */
  async send(replace = false): Promise<void> {
    if (this.fault !== null || this.sending.busy) return
    const { callId, text, base64 } = this
    this.#asksToReplace = false
    this.#receipt = null
    const receipt = await this.sending.run(() =>
      this.#deps.bridge.call('callData.write', { callId, text, base64, replace })
    )
    if (receipt !== undefined) await this.#sent(text, receipt)
    else if (this.sending.problem?.code === 'not-now:call-data-not-empty') await this.#ask()
  }

  /** Keeps what the call has; the text stays. */
  keep(): void {
    this.#asksToReplace = false
  }

  async #sent(text: string, value: CallDataReceipt): Promise<void> {
    const { callId } = this
    const at = this.#deps.now()
    this.#sentText = text
    this.#receipt = { value, at }
    if (value.readBack === 'same') this.#current = { value: { callId, readable: true, text }, at }
    else if (value.readBack === 'different') await this.read()
  }

  async #ask(): Promise<void> {
    this.sending.dismiss()
    await this.sending.run(() => this.read())
    this.#asksToReplace = true
  }
}

/** Half of a surrogate pair has no UTF-8 form: sent as it is, it would silently become another character. */
function halfCharacterAt(text: string): number | null {
  if (text.isWellFormed()) return null
  const half = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/
  return text.search(half) + 1
}
