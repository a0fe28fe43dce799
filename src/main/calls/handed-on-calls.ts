import type { CallView } from '../../shared/model/call.ts'
import type { GatewayEvent } from '../gateway/gateway-event.ts'
import { isLive } from './call-state.ts'

/**
 * The calls that a transfer gives to somebody else: that they end here is wanted. A failed transfer
 * leaves the call to the agent (cec_07_0516).
 */
export class HandedOnCalls {
  readonly #ids = new Set<string>()

  /** Where the event names no call it means the only live one. */
  note(event: GatewayEvent, calls: readonly CallView[]): void {
    switch (event.type) {
      case 'transfer-result':
        if (event.succeeded !== null) this.#set(event.callId ?? onlyLive(calls), event.succeeded)
        return
      case 'talking':
      case 'taken-back':
        // It came back: what happens to it from now on is this agent's again.
        this.#set(event.callId, false)
    }
  }

  /** Whether that event is about such a call. */
  isMeant(event: GatewayEvent): boolean {
    return 'callId' in event && event.callId !== null && this.#ids.has(event.callId)
  }

  clear(): void {
    this.#ids.clear()
  }

  #set(callId: string | null, handedOn: boolean): void {
    if (callId === null) return
    if (handedOn) this.#ids.add(callId)
    else this.#ids.delete(callId)
  }
}

function onlyLive(calls: readonly CallView[]): string | null {
  const live = calls.filter(isLive)
  return live.length === 1 ? (live[0]?.callId ?? null) : null
}
