import { AppError } from '../../shared/errors.ts'
import { problemOf } from '../../shared/model/problem.ts'
import type {
  AgentStateWish,
  SessionView,
  SignInRequest,
  SignInStep
} from '../../shared/model/session.ts'
import type { Tell } from '../calls/timeline.ts'
import type { Clock } from '../clock.ts'
import type { GatewayClient } from '../gateway/client.ts'
import type { SendAtOnce } from '../gateway/exchange.ts'
import type { GatewayEvent } from '../gateway/gateway-event.ts'
import { createListeners } from '../listeners.ts'
import type { Timings } from '../timings.ts'
import { askForState } from './agent-state-change.ts'
import { Line } from './line.ts'
import type { PollEnd } from './poll-loop.ts'
import { endReason } from './session-end.ts'
import { sessionNews } from './session-news.ts'
import { advance, isWaiting, signedOut, type SessionEvent } from './session-state.ts'
import { signInAgent, type SignInTarget } from './sign-in.ts'
import { signOutAgent, signOutAgentAtOnce } from './sign-out.ts'
import { onlyWhen, signedInBy, type RequireSignedIn } from './signed-in.ts'

export interface SessionDeps {
  openClient: (target: SignInTarget) => GatewayClient
  clock: Clock
  timings: Timings
  /** 0 up to 1; spreads the polls of a site's PCs. */
  random: () => number
  tell: Tell
}

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

  /** Its calls throw `could-not-ask:reconnecting`, with nothing sent, while the gateway is waited for. */
  readonly signedIn: RequireSignedIn = () => {
    const { client, agentId, ended } = this.#signedIn()
    const asking = onlyWhen(() => !isWaiting(this.#view), client)
    return signedInBy(asking, agentId, ended)
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
    const { clock, openClient } = this.#deps
    const { route } = target
    const line = new Line({ ...this.#deps, route, client: openClient(target) })
    this.#line = line
    const onStep = (step: SignInStep): void => {
      this.#advance({ type: 'step-begun', step })
    }
    try {
      const steps = { client: line.client, target, request, now: clock.now, onStep }
      const agent = await signInAgent(steps, line.ended)
      this.#advance({ type: 'signed-in', agent })
    } catch (thrown) {
      const problem = line.ended.aborted ? null : problemOf(thrown)
      this.#end(line, { type: 'sign-in-failed', problem })
      throw thrown
    }
    this.#poll(line, agentId)
    return this.#view
  }

  cancelSignIn(): void {
    if (this.#view.state === 'signing-in') this.#line?.cancel()
  }

  /** Signs out. @throws the gateway's refusal (in a call, without `force`): the session goes on */
  async signOut(force: boolean): Promise<void> {
    const { client, agentId, line } = this.#signedIn()
    this.#advance({ type: 'sign-out-asked' })
    try {
      await signOutAgent(client, agentId, force)
    } catch (thrown) {
      this.#advance({ type: 'sign-out-refused' })
      throw thrown
    }
    this.#end(line, { type: 'signed-out' })
  }

  /** Signs out by force before it returns. @throws where the gateway has not said yes: the session goes on */
  signOutAtOnce(once: SendAtOnce): void {
    const { client, agentId, line } = this.#signedIn()
    signOutAgentAtOnce(client, agentId, once)
    this.#end(line, { type: 'signed-out' })
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

  /** The PC woke or has a network again: connections that may be dead end, and a poll begins. */
  lookNow(): void {
    const line = this.#line
    if (line === null || !('agent' in this.#view)) return
    line.lookNow()
    if (line.interrupted) this.#advance({ type: 'woke', silence: line.silence() })
  }

  close(): void {
    this.#line?.close()
    this.#line = null
  }

  #signedIn() {
    const line = this.#line
    if (line === null || !('agent' in this.#view)) {
      throw new AppError('could-not-ask:signed-out', 'No agent is signed in')
    }
    const { client, ended } = line
    return { line, client, ended, agentId: this.#view.agent.agentId }
  }

  #poll(line: Line, agentId: string): void {
    void line.poll(agentId, {
      answered: (events) => {
        this.#advance({ type: 'poll-answered' })
        for (const event of events) this.#heard(line, event)
      },
      failed: (error, inARow) => {
        const problem = problemOf(error)
        this.#advance({ type: 'poll-failed', problem, inARow, silence: line.silence() })
      },
      ended: (end) => {
        this.#pollEnded(line, end)
      }
    })
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
    if (end.ended === 'asked') return
    const { error } = end
    const { silenceMs } = this.#deps.timings
    const reason = endReason({ error, silenceMs, ...line.silenceUntil(error) })
    this.#end(line, { type: 'ended-by-gateway', reason, problem: error && problemOf(error) })
  }

  #end(line: Line, event: SessionEvent): void {
    if (this.#line !== line) return
    this.#line = null
    this.#advance(event)
    line.close()
  }

  #advance(event: SessionEvent): void {
    const was = this.#view
    const now = advance(was, event)
    if (now === was) return
    this.#view = now
    this.#views.tell(now)
    const news = sessionNews(was, now)
    // After the views: with another agent at the desk they begin a new timeline.
    if (news !== null) this.#deps.tell(news)
  }
}
