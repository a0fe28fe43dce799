import { AppError } from '../../shared/errors.ts'
import type { CallMedia, CallView } from '../../shared/model/call.ts'
import type { Clock } from '../clock.ts'
import { answerCall, releaseCall } from '../gateway/endpoints/index.ts'
import type { GatewayEvent } from '../gateway/gateway-event.ts'
import { createListeners } from '../listeners.ts'
import type { RequireSignedIn } from '../session/signed-in.ts'
import { afterEvent, isLive } from './call-state.ts'
import type { Tell } from './timeline.ts'

export interface CallsDeps {
  signedIn: RequireSignedIn
  clock: Clock
  tell: Tell
}

/** The signed-in agent's calls, from events; and the two steps in a call that Callside has. */
export class Calls {
  readonly #changes = createListeners<readonly CallView[]>()
  readonly #deps: CallsDeps
  #calls: readonly CallView[] = []
  readonly onChange = this.#changes.add

  constructor(deps: CallsDeps) {
    this.#deps = deps
  }

  handle(event: GatewayEvent): void {
    this.#set(afterEvent(this.#calls, event, this.#deps.clock.now()))
  }

  list(): readonly CallView[] {
    return this.#calls
  }

  /** True where the agent has a call now: ringing, talking or held. */
  inCall(): boolean {
    return this.#calls.some(isLive)
  }

  /** The call that actions of tray and keys mean: the newest that is live. */
  current(): CallView | null {
    return this.#calls.findLast(isLive) ?? null
  }

  /** Null for a call that no event has named. */
  find(callId: string): CallView | null {
    return this.#calls.find((call) => call.callId === callId) ?? null
  }

  mediaOf(callId: string): CallMedia | null {
    return this.find(callId)?.media ?? null
  }

  /** Null also for a call that has ended. */
  liveMediaOf(callId: string): CallMedia | null {
    const call = this.find(callId)
    return call !== null && isLive(call) ? call.media : null
  }

  /** Takes the ringing call. @throws `not-now:no-call`, and what the gateway says */
  async answer(callId: string): Promise<void> {
    const { agentId, call, ended } = this.#deps.signedIn()
    if (this.find(callId)?.phase !== 'ringing') {
      throw new AppError('not-now:no-call', 'The call to answer is not ringing')
    }
    await call(answerCall, { agentId, callId }, { signal: ended })
    this.#deps.tell({ name: 'call-answered', callId })
  }

  /** Hangs up; nothing to hang up (200-017) counts as done, as in the vendor's own client. */
  async release(): Promise<void> {
    const { agentId, call, ended } = this.#deps.signedIn()
    try {
      await call(releaseCall, { agentId }, { signal: ended })
    } catch (thrown) {
      if (AppError.from(thrown).retcode !== '200-017') throw thrown
    }
    this.#deps.tell({ name: 'call-released' })
  }

  clear(): void {
    this.#set([])
  }

  #set(calls: readonly CallView[]): void {
    if (calls === this.#calls) return
    this.#calls = calls
    this.#changes.tell(calls)
  }
}
