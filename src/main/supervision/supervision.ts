import { AppError, type ErrorCode } from '../../shared/errors.ts'
import type { SupervisionMode, SupervisionView } from '../../shared/model/supervision.ts'
import type { Tell } from '../calls/timeline.ts'
import type { Clock } from '../clock.ts'
import * as endpoints from '../gateway/endpoints/index.ts'
import type { GatewayEvent } from '../gateway/gateway-event.ts'
import { createListeners } from '../listeners.ts'
import type { RequireSignedIn } from '../session/signed-in.ts'
import { AgentList, type InspectorRight } from './agent-list.ts'
import { saysNothingThere } from './answers.ts'
import { stepOf } from './event-step.ts'
import { whyNotBegin, whyNotIntercept, whyNotStop, whyNotSwitch } from './rules.ts'
import { SupervisionRun } from './supervision-run.ts'

export interface SupervisionDeps {
  signedIn: RequireSignedIn
  /** Whether the signed-in agent is ready and without a call: only then can listening begin. */
  inspectorIdle: () => boolean
  clock: Clock
  tell: Tell
}

const beginnings = {
  listen: endpoints.listen,
  insert: endpoints.insert,
  whisper: endpoints.whisper
}

/**
 * Listening to agents and taking over from them, for the signed-in inspector. Each method sends at
 * most one request; none is ever repeated, whatever becomes of its answer. Every method throws
 * `could-not-ask:signed-out` without a sign-in.
 */
class Supervision {
  readonly #deps: SupervisionDeps
  readonly #agents: AgentList
  readonly #run: SupervisionRun
  readonly #changes = createListeners<SupervisionView>()
  readonly onChange = this.#changes.add

  constructor(deps: SupervisionDeps) {
    this.#deps = deps
    const changed = (): void => {
      this.#changes.tell(this.view())
    }
    this.#agents = new AgentList({ ...deps, changed })
    this.#run = new SupervisionRun({ ...deps, changed })
  }

  /** Asks whether the signed-in agent is an inspector; `unknown` where the gateway does not say. */
  learnRight(): Promise<InspectorRight> {
    return this.#agents.learnRight()
  }

  /** Asks for the agents of the VDN. A failure is thrown, and shown beside the older list. */
  refresh(): Promise<void> {
    return this.#agents.refresh()
  }

  /** @throws `not-now:intercept-oneself`, `not-now:not-inspector`, `not-now:inspector-busy` */
  listen(workNo: string): Promise<void> {
    return this.#begin('listen', workNo)
  }

  /** As `listen`, heard by agent and customer. */
  insert(workNo: string): Promise<void> {
    return this.#begin('insert', workNo)
  }

  /** As `listen`, heard by the agent alone. */
  whisper(workNo: string): Promise<void> {
    return this.#begin('whisper', workNo)
  }

  /** From one of the three to another. @throws `not-now:not-listening`, `not-now:supervision-outstanding` */
  async switchTo(mode: SupervisionMode): Promise<void> {
    const { agentId, call, ended } = this.#deps.signedIn()
    refuse(whyNotSwitch(this.#run.state))
    const params = { agentId, workNo: this.#target().workNo, to: mode }
    await this.#run.send({
      ended,
      asked: { type: 'switch', at: this.#deps.clock.now() },
      send: () => call(endpoints.switchSupervision, params, { signal: ended }),
      answered: ({ key, answer }) => ({ type: 'switch-answered', key, answer, mode })
    })
  }

  /** Ends listening, inserting or whispering; over when an event says so. @throws as `switchTo` */
  async stop(): Promise<void> {
    const { agentId, call, ended } = this.#deps.signedIn()
    refuse(whyNotStop(this.#run.state))
    const { workNo, mode } = this.#target()
    const endpoint = mode === 'whisper' ? endpoints.stopWhispering : endpoints.stopListening
    await this.#run.send({
      ended,
      asked: { type: 'stop', at: this.#deps.clock.now() },
      send: () => call(endpoint, { agentId, workNo }, { signal: ended }),
      answered: ({ error, ...arrival }) => ({
        type: 'stop-answered',
        ...arrival,
        nothingThere: error !== null && saysNothingThere(error)
      })
    })
  }

  /**
   * Takes the customer over from an agent whom the inspector listens to: one request for one
   * confirmation. Done when the gateway says that the inspector talks (AgentEvent_Talking).
   * @param confirmation the agent's number, as the inspector typed it
   * @throws `not-now:confirmation-wrong`, the reasons of `whyNotIntercept`, the gateway's own no,
   *   and `outcome-unknown` where the answer was lost: the inspector has to look at the call
   */
  async intercept(workNo: string, confirmation: string): Promise<void> {
    const { agentId, call, ended } = this.#deps.signedIn()
    if (confirmation !== workNo) refuse('not-now:confirmation-wrong')
    refuse(this.#whyNotIntercept(agentId, workNo))
    await this.#run.send({
      ended,
      asked: { type: 'intercept', at: this.#deps.clock.now() },
      send: () => call(endpoints.intercept, { agentId, workNo }, { signal: ended }),
      answered: ({ key, at, answer }) => ({ type: 'intercept-answered', key, at, answer })
    })
  }

  handle(event: GatewayEvent): void {
    if (event.type === 'agent-watched') {
      this.#agents.notice(event)
      return
    }
    const type = stepOf(event, this.#run.state)
    if (type !== null) this.#run.step({ type, at: this.#deps.clock.now() })
  }

  view(): SupervisionView {
    const { state } = this.#run
    const list = this.#agents.view()
    return {
      right: this.#agents.right,
      agents: list.agents,
      agentsAt: list.agentsAt,
      problem: this.#run.problem ?? list.problem,
      current:
        state.stage === 'idle'
          ? null
          : {
              workNo: state.workNo,
              mode: state.mode,
              stage: state.stage,
              since: state.since,
              interceptBlockedBy: this.#whyNotIntercept(null, state.workNo)
            }
    }
  }

  /** Forgets everything: the next sign-in may be another agent's. */
  clear(): void {
    this.#run.clear()
    this.#agents.clear()
    this.#changes.tell(this.view())
  }

  async #begin(mode: SupervisionMode, workNo: string): Promise<void> {
    const { agentId, call, ended } = this.#deps.signedIn()
    const { clock, inspectorIdle } = this.#deps
    const { right } = this.#agents
    const { state } = this.#run
    refuse(whyNotBegin({ agentId, workNo, state, right, inspectorIdle: inspectorIdle() }))
    await this.#run.send({
      ended,
      asked: { type: 'begin', key: this.#run.nextKey(), workNo, mode, at: clock.now() },
      send: () => call(beginnings[mode], { agentId, workNo }, { signal: ended }),
      answered: ({ key, at, answer }) => ({ type: 'begin-answered', key, at, answer })
    })
  }

  #whyNotIntercept(agentId: string | null, workNo: string): ErrorCode | null {
    const videoCall = this.#agents.find(workNo)?.videoCall ?? 'unknown'
    return whyNotIntercept({ agentId, workNo, state: this.#run.state, videoCall })
  }

  #target(): { workNo: string; mode: SupervisionMode } {
    const { state } = this.#run
    return state.stage === 'idle' ? refuse('not-now:not-listening') : state
  }
}

export type { Supervision }

export const createSupervision = (deps: SupervisionDeps): Supervision => new Supervision(deps)

function refuse(code: ErrorCode): never
function refuse(code: ErrorCode | null): void
function refuse(code: ErrorCode | null): void {
  if (code !== null) throw new AppError(code, `Supervision refused: ${code}`)
}
