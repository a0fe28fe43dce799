import { AppError } from '../../shared/errors.ts'
import { problemOf, type Problem } from '../../shared/model/problem.ts'
import type {
  AgentStateWish,
  SessionView,
  SignInRequest,
  SignInStep
} from '../../shared/model/session.ts'
import type { Tell } from '../calls/timeline.ts'
import type { Clock } from '../clock.ts'
import type { GatewayClient } from '../gateway/client.ts'
import { poll } from '../gateway/endpoints/index.ts'
import type { GatewayEvent } from '../gateway/gateway-event.ts'
import { createListeners } from '../listeners.ts'
import type { Timings } from '../timings.ts'
import { askForState } from './agent-state-change.ts'
import { runPollLoop, type PollEnd } from './poll-loop.ts'
import { advance, signedOut, type SessionEvent } from './session-state.ts'
import { signInAgent, type SignInTarget } from './sign-in.ts'
import { signOutAgent } from './sign-out.ts'
import { signedInBy, type RequireSignedIn } from './signed-in.ts'

export interface SessionDeps {
  openClient: (target: SignInTarget) => GatewayClient
  clock: Clock
  timings: Timings
  /** 0 up to 1; spreads the polls of a site's PCs. */
  random: () => number
  tell: Tell
}

/** One sign-in: its connection, and what ends with it. */
type Line = { client: GatewayClient; end: AbortController; lastAnswerAt: number }

/** The one owner of the sign-in: nothing else opens or ends a connection to the gateway. */
export class Session {
  readonly #views = createListeners<SessionView>()
  readonly #events = createListeners<GatewayEvent>()
  readonly #deps: SessionDeps
  #view: SessionView = signedOut
  #line: Line | null = null
  readonly onChange = this.#views.add
  readonly onEvent = this.#events.add

  constructor(deps: SessionDeps) {
    this.#deps = deps
  }

  view(): SessionView {
    return this.#view
  }

  readonly signedIn: RequireSignedIn = () => {
    const line = this.#line
    if (line === null || !('agent' in this.#view)) {
      throw new AppError('could-not-ask:signed-out', 'No agent is signed in')
    }
    return signedInBy(line.client, this.#view.agent.agentId, line.end.signal)
  }

  /**
   * Signs in and starts to poll.
   * @throws `not-now:already-signed-in` for 100-002 without `force`, else why it could not be done
   */
  async signIn(target: SignInTarget, request: SignInRequest): Promise<SessionView> {
    if (this.#view.state !== 'signed-out') {
      throw new AppError('not-now:already-signed-in', 'Callside is signed in already')
    }
    const { agentId } = request
    this.#advance({ type: 'sign-in-asked', agentId, gatewayName: target.gatewayName })
    const { clock, openClient, tell } = this.#deps
    const client = openClient(target)
    const line = { client, end: new AbortController(), lastAnswerAt: clock.now() }
    this.#line = line
    const onStep = (step: SignInStep): void => {
      this.#advance({ type: 'step-begun', step })
    }
    try {
      const steps = { client, target, request, now: clock.now, onStep }
      const agent = await signInAgent(steps, line.end.signal)
      this.#advance({ type: 'signed-in', agent })
    } catch (thrown) {
      this.#signInFailed(line, thrown)
      throw thrown
    }
    tell({ name: 'signed-in', subject: agentId })
    void this.#poll(line, agentId)
    return this.#view
  }

  cancelSignIn(): void {
    if (this.#view.state === 'signing-in') this.#line?.end.abort(cancelled())
  }

  /** Signs out. @throws the gateway's refusal (in a call, without `force`): the session goes on */
  async signOut(force: boolean): Promise<void> {
    const { agentId, call } = this.signedIn()
    this.#advance({ type: 'sign-out-asked' })
    try {
      await signOutAgent({ call }, agentId, force)
    } catch (thrown) {
      this.#advance({ type: 'sign-out-refused' })
      throw thrown
    }
    this.#end({ type: 'signed-out' })
    this.#deps.tell({ name: 'signed-out', subject: agentId })
  }

  /** Asks the gateway for another state; the state itself changes when an event says so. */
  async setAgentState(to: AgentStateWish): Promise<void> {
    const line = this.signedIn()
    const now = 'agent' in this.#view ? this.#view.agent.agentState : 'unknown'
    await askForState(line, now, to)
    this.#deps.tell({ name: 'agent-state-asked', subject: to })
  }

  /** Told by supervision once `iscensor` has been answered. */
  inspectorRightTold(inspector: 'yes' | 'no' | 'unknown'): void {
    this.#advance({ type: 'inspector-right-told', inspector })
  }

  close(): void {
    this.#line?.end.abort(cancelled())
    this.#line?.client.close()
    this.#line = null
  }

  async #poll(line: Line, agentId: string): Promise<void> {
    const { clock, timings, random } = this.#deps
    const end = await runPollLoop(
      {
        poll: (signal) => line.client.call(poll, { agentId }, { signal }),
        onAnswer: (events) => {
          this.#answered(line, events)
        },
        onFailure: (error) => {
          this.#failed(line, problemOf(error))
        },
        clock,
        timings,
        random
      },
      line.end.signal
    )
    this.#pollEnded(line, end)
  }

  #answered(line: Line, events: readonly GatewayEvent[]): void {
    line.lastAnswerAt = this.#deps.clock.now()
    if (this.#view.state === 'reconnecting') this.#deps.tell({ name: 'reconnected' })
    this.#advance({ type: 'poll-answered' })
    for (const event of events) this.#heard(line, event)
  }

  #failed(line: Line, problem: Problem): void {
    if (this.#view.state === 'connected') this.#deps.tell({ name: 'reconnecting', problem })
    this.#advance({ type: 'poll-failed', problem, lastAnswerAt: line.lastAnswerAt })
  }

  #heard(line: Line, event: GatewayEvent): void {
    if (event.type === 'agent-state') {
      const { state: agentState, reasonCode } = event
      const at = this.#deps.clock.now()
      this.#advance({ type: 'agent-state-told', agentState, reasonCode, at })
    }
    this.#events.tell(event)
    if (event.type === 'signed-out') this.#pollEnded(line, { ended: 'by-gateway', error: null })
  }

  #pollEnded(line: Line, end: PollEnd): void {
    if (end.ended === 'asked' || this.#line !== line) return
    const problem = end.error === null ? null : problemOf(end.error)
    this.#end({ type: 'ended-by-gateway', problem })
    this.#deps.tell({ name: 'session-ended-by-gateway', ...(problem && { problem }) })
  }

  #signInFailed(line: Line, thrown: unknown): void {
    const problem = line.end.signal.aborted ? null : problemOf(thrown)
    if (this.#line === line) this.#end({ type: 'sign-in-failed', problem })
  }

  #end(event: SessionEvent): void {
    const line = this.#line
    this.#line = null
    this.#advance(event)
    line?.end.abort(cancelled())
    line?.client.close()
  }

  #advance(event: SessionEvent): void {
    const next = advance(this.#view, event)
    if (next === this.#view) return
    this.#view = next
    this.#views.tell(next)
  }
}

const cancelled = (): AppError => new AppError('could-not-ask:cancelled', 'The sign-in has ended')
