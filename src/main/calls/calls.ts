import { AppError, type ErrorCode } from '../../shared/errors.ts'
import type { CallMedia, CallPhase, CallView, RejectMode } from '../../shared/model/call.ts'
import type { Clock } from '../clock.ts'
import {
  answerCall,
  getHeldCall,
  holdCall,
  rejectCall,
  releaseCall
} from '../gateway/endpoints/index.ts'
import type { GatewayEvent } from '../gateway/gateway-event.ts'
import { createListeners } from '../listeners.ts'
import type { RequireSignedIn, SignedIn } from '../session/signed-in.ts'
import { afterEvent, isLive, withRecovered } from './call-state.ts'
import { findCalls } from './found-calls.ts'
import { HandedOnCalls } from './handed-on-calls.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { OverCalls } from './over-calls.ts'
import type { Tell } from './timeline.ts'

export interface CallsDeps {
  signedIn: RequireSignedIn
  clock: Clock
  tell: Tell
}

/** A release this soon after hanging up here is its result. */
const hangUpCountsMs = 15_000

/** The signed-in agent's calls, from events; and the few steps in a call that Callside has. */
export class Calls {
  readonly #changes = createListeners<readonly CallView[]>()
  readonly #deps: CallsDeps
  readonly #over = new OverCalls()
  readonly #handedOn = new HandedOnCalls()
  readonly #alone = oneAtATime()
  #calls: readonly CallView[] = []
  #hungUpAt = -Infinity
  readonly onChange = this.#changes.add

  constructor(deps: CallsDeps) {
    this.#deps = deps
  }

  handle(event: GatewayEvent): void {
    if (this.#over.isLate(event)) return
    const { clock } = this.#deps
    this.#handedOn.note(event, this.#calls)
    const hungUp = clock.elapsed() - this.#hungUpAt < hangUpCountsMs
    const wanted = hungUp || this.#handedOn.isMeant(event)
    this.#set(afterEvent(this.#calls, event, { at: clock.now(), wanted }))
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

  /** Null also for a call that has ended. */
  liveMediaOf(callId: string): CallMedia | null {
    const call = this.find(callId)
    return call !== null && isLive(call) ? call.media : null
  }

  /** Asks for calls that began before this sign-in, as after a restart of the app. Never throws. */
  async recover(): Promise<void> {
    const { clock, tell } = this.#deps
    const signedIn = this.#signedInOrNull()
    if (signedIn === null) return
    const found = await findCalls(signedIn)
    if (signedIn.ended.aborted) return
    const fresh = found.filter(
      ({ callId }) => !this.#over.has(callId) && this.find(callId) === null
    )
    for (const call of fresh) {
      this.#set(withRecovered(this.#calls, call, clock.now()))
      tell({ name: 'call-found', callId: call.callId })
    }
  }

  /** Takes the ringing call. @throws as every step */
  answer(callId: string): Promise<void> {
    return this.#step(callId, 'ringing', async ({ agentId, call, ended }) => {
      await call(answerCall, { agentId, callId }, { signal: ended })
      this.#deps.tell({ name: 'call-answered', callId })
    })
  }

  /** Refuses the ringing call. @throws as every step */
  reject(callId: string, mode: RejectMode): Promise<void> {
    return this.#step(callId, 'ringing', async ({ agentId, call, ended }) => {
      await call(rejectCall, { agentId, callId, mode }, { signal: ended })
      this.#deps.tell({ name: 'call-rejected', callId })
    })
  }

  /** The call waits; the customer hears music. @throws as every step */
  hold(callId: string): Promise<void> {
    return this.#step(callId, 'talking', async ({ agentId, call, ended }) => {
      await call(holdCall, { agentId }, { signal: ended })
      this.#deps.tell({ name: 'call-held', callId })
    })
  }

  /**
   * Takes a held call back. @throws `not-now:other-call-talking` where there is another
   * conversation, and as every step
   */
  retrieve(callId: string): Promise<void> {
    return this.#step(callId, 'held', async ({ agentId, call, ended }) => {
      if (this.#calls.some(isTalking)) refuse('not-now:other-call-talking')
      await call(getHeldCall, { agentId, callId }, { signal: ended })
      this.#deps.tell({ name: 'call-retrieved', callId })
    })
  }

  /**
   * Hangs up; nothing to hang up (200-017) counts as done, as in the vendor's own client.
   * @throws as every step
   */
  async release(): Promise<void> {
    const { agentId, call, ended } = this.#deps.signedIn()
    await this.#alone(async () => {
      this.#hungUpAt = this.#deps.clock.elapsed()
      try {
        await call(releaseCall, { agentId }, { signal: ended })
      } catch (thrown) {
        const { retcode, code } = AppError.from(thrown)
        if (retcode !== '200-017') {
          // Refused, or never sent: what ends now was not ended here.
          if (code !== 'outcome-unknown') this.#hungUpAt = -Infinity
          throw thrown
        }
      }
      this.#deps.tell({ name: 'call-released' })
    })
  }

  clear(): void {
    this.#over.clear()
    this.#handedOn.clear()
    this.#hungUpAt = -Infinity
    this.#set([])
  }

  /**
   * Whichever surface asks, one step is taken at a time. @throws `not-now:no-call` where the call is
   * not in that phase, `not-now:call-step-outstanding`, and what the gateway says
   */
  async #step(
    callId: string,
    phase: CallPhase,
    take: (signedIn: SignedIn) => Promise<void>
  ): Promise<void> {
    const signedIn = this.#deps.signedIn()
    await this.#alone(() =>
      this.find(callId)?.phase === phase ? take(signedIn) : refuse('not-now:no-call')
    )
  }

  #signedInOrNull(): SignedIn | null {
    try {
      return this.#deps.signedIn()
    } catch {
      return null
    }
  }

  #set(calls: readonly CallView[]): void {
    if (calls === this.#calls) return
    this.#calls = calls
    this.#changes.tell(calls)
  }
}

const isTalking = ({ phase }: CallView): boolean => phase === 'talking'

function refuse(code: ErrorCode): never {
  throw new AppError(code, `A step in a call was refused: ${code}`)
}
