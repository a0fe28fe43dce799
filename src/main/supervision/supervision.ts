import { AppError, type ErrorCode } from '../../shared/errors.ts'
import type {
  InterceptWish,
  Knowledge,
  SupervisionMode,
  SupervisionView
} from '../../shared/model/supervision.ts'
import type { GatewayEvent } from '../gateway/gateway-event.ts'
import { createListeners } from '../listeners.ts'
import { AgentList } from './agent-list.ts'
import { AgentWatch } from './agent-watch.ts'
import { AuditTrail } from './audit-trail.ts'
import { callsOfAgent } from './calls-of-agent.ts'
import { Confirmations } from './confirmations.ts'
import { stepOf } from './event-step.ts'
import * as operations from './operations.ts'
import { whyNotBegin, whyNotIntercept, whyNotStop, whyNotSwitch } from './rules.ts'
import type { SupervisionDeps } from './supervision-deps.ts'
import { SupervisionRun } from './supervision-run.ts'
import { supervisionView } from './supervision-view.ts'

/**
 * Listening to agents and taking over from them, for the signed-in inspector. Each method sends at
 * most one request, written into the audit file first; none is ever repeated, whatever becomes of
 * its answer, and none is sent while another's answer is awaited. Every method throws
 * `could-not-ask:signed-out` without a sign-in and `not-now:audit-unwritable` where the line could
 * not be written.
 */
class Supervision {
  readonly #deps: SupervisionDeps
  readonly #agents: AgentList
  readonly #watch: AgentWatch
  readonly #audit: AuditTrail
  readonly #run: SupervisionRun
  readonly #confirmations: Confirmations
  readonly #changes = createListeners<SupervisionView>()
  readonly onChange = this.#changes.add

  constructor(deps: SupervisionDeps) {
    this.#deps = deps
    const changed = (): void => {
      this.#changes.tell(this.view())
    }
    const vdnId = (): string | null => deps.inspector()?.vdnId ?? null
    this.#agents = new AgentList({ ...deps, vdnId, changed })
    const numbers = (): readonly string[] => this.#agents.numbers()
    this.#watch = new AgentWatch({ ...deps, numbers, refresh: () => this.refresh(), changed })
    this.#audit = new AuditTrail({ ...deps, file: deps.auditFile, changed })
    this.#run = new SupervisionRun({ ...deps, audit: this.#audit, changed })
    this.#confirmations = new Confirmations(deps.clock, deps.newId)
  }

  /** Asks whether the signed-in agent is an inspector; `unknown` where the gateway does not say. */
  learnRight(): Promise<Knowledge> {
    const inspector = this.#deps.inspector()
    if (inspector !== null) void this.#audit.load(inspector)
    return this.#agents.learnRight()
  }

  /** Asks for the agents of the VDN. A failure is thrown, and shown beside the older list. */
  async refresh(): Promise<void> {
    await this.#agents.refresh()
    this.#watch.follow()
  }

  /** Whether somebody looks at the list: only then the gateway is asked to tell of states. */
  watch(wanted: boolean): void {
    this.#watch.set(wanted)
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
    const desk = this.#desk()
    refuse(whyNotSwitch(this.#run.state, this.#run.outstanding !== null))
    await this.#run.send(operations.switching(desk, this.#target(), mode))
  }

  /** Ends listening, inserting or whispering; over when an event says so. @throws as `switchTo` */
  async stop(): Promise<void> {
    const desk = this.#desk()
    refuse(whyNotStop(this.#run.state, this.#run.outstanding !== null))
    await this.#run.send(operations.stopping(desk, this.#target()))
  }

  /** The calls among which an intercept can choose; none where the gateway does not tell. */
  callsOf(workNo: string): Promise<string[]> {
    return callsOfAgent(this.#deps.signedIn(), workNo)
  }

  /**
   * Makes the confirmation of one intercept: asked for when its dialog opens.
   * @throws the reasons of `whyNotIntercept`
   */
  prepareIntercept(workNo: string): { token: string } {
    refuse(this.#whyNotIntercept(this.#deps.signedIn().agentId, workNo))
    return { token: this.#confirmations.issue(workNo, this.#target().key) }
  }

  /**
   * Takes the customer over from an agent whom the inspector listens to: one request for one
   * confirmation. Done when the gateway says that the inspector talks (AgentEvent_Talking).
   * @throws `not-now:confirmation-over`, `not-now:confirmation-wrong`, the reasons of
   *   `whyNotIntercept`, the gateway's own no, and `outcome-unknown` where the answer was lost: the
   *   inspector has to look at the call
   */
  async intercept(wish: InterceptWish): Promise<void> {
    const desk = this.#desk()
    const { state } = this.#run
    this.#confirmations.take(wish, state.stage === 'idle' ? 0 : state.key)
    refuse(this.#whyNotIntercept(desk.signedIn.agentId, wish.workNo))
    await this.#run.send(operations.intercepting(desk, wish))
  }

  handle(event: GatewayEvent): void {
    if (event.type === 'agent-watched') {
      if (this.#agents.notice(event)) this.#watch.askSoon()
      return
    }
    const type = stepOf(event, this.#run.state)
    if (type !== null) this.#run.step({ type, at: this.#deps.clock.now() })
  }

  view(): SupervisionView {
    return supervisionView({
      ...{ run: this.#run, list: this.#agents, watching: this.#watch.status },
      ...{ inspector: this.#deps.inspector(), audit: this.#audit.lines() },
      whyNotIntercept: (workNo) => this.#whyNotIntercept(null, workNo)
    })
  }

  /** The sign-in changed: what the checklist says of it follows. */
  inspectorChanged(): void {
    if (this.#run.state.stage !== 'idle') this.#changes.tell(this.view())
  }

  /** Forgets everything: the next sign-in may be another agent's. */
  clear(): void {
    this.#run.clear()
    this.#agents.clear()
    this.#watch.clear()
    this.#audit.clear()
    this.#confirmations.clear()
    this.#changes.tell(this.view())
  }

  async #begin(mode: SupervisionMode, workNo: string): Promise<void> {
    const desk = this.#desk()
    const { agentId } = desk.signedIn
    const [{ right }, { state }] = [this.#agents, this.#run]
    const inspectorIdle = this.#deps.inspectorIdle()
    const outstanding = this.#run.outstanding !== null
    refuse(whyNotBegin({ agentId, workNo, state, right, inspectorIdle, outstanding }))
    await this.#run.send(operations.beginning(desk, { workNo, mode, key: this.#run.nextKey() }))
  }

  #whyNotIntercept(agentId: string | null, workNo: string): ErrorCode | null {
    const [{ right }, { state }] = [this.#agents, this.#run]
    const agent = this.#agents.find(workNo)
    const outstanding = this.#run.outstanding !== null
    return whyNotIntercept({ agentId, workNo, state, right, agent, outstanding })
  }

  #desk(): operations.InspectorDesk {
    const signedIn = this.#deps.signedIn()
    const who = this.#deps.inspector() ?? { agentId: signedIn.agentId, gateway: '' }
    return { signedIn, who, clock: this.#deps.clock }
  }

  #target(): { workNo: string; mode: SupervisionMode; key: number } {
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
