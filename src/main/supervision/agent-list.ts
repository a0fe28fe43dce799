import type { Problem } from '../../shared/model/problem.ts'
import { problemOf } from '../../shared/model/problem.ts'
import type { SupervisedAgent } from '../../shared/model/supervision.ts'
import type { Clock } from '../clock.ts'
import { isCensor, onlineAgents } from '../gateway/endpoints/index.ts'
import type { RequireSignedIn } from '../session/signed-in.ts'
import { agentsAfterNotice, agentsFromRows, type AgentWatched } from './supervised-agents.ts'

export type InspectorRight = 'yes' | 'no' | 'unknown'

export interface AgentListDeps {
  signedIn: RequireSignedIn
  clock: Clock
  changed: () => void
}

/** The agents of the VDN, and whether the signed-in agent may inspect them. */
export class AgentList {
  readonly #deps: AgentListDeps
  #right: InspectorRight = 'unknown'
  #agents: readonly SupervisedAgent[] = []
  #agentsAt: number | null = null
  #problem: Problem | null = null
  /** Answers that were asked for before a sign-out, or before a newer question, are dropped. */
  #question = 0

  constructor(deps: AgentListDeps) {
    this.#deps = deps
  }

  get right(): InspectorRight {
    return this.#right
  }

  view() {
    return { agents: [...this.#agents], agentsAt: this.#agentsAt, problem: this.#problem }
  }

  find(workNo: string): SupervisedAgent | null {
    return this.#agents.find((agent) => agent.workNo === workNo) ?? null
  }

  /** Asks for the inspector right; `unknown` where it cannot be asked or is not told. Never throws. */
  async learnRight(): Promise<InspectorRight> {
    try {
      const { agentId, call, ended } = this.#deps.signedIn()
      const isInspector = await call(isCensor, { agentId }, { signal: ended })
      return this.#setRight(isInspector ? 'yes' : 'no', ended)
    } catch {
      return this.#right
    }
  }

  /** Asks for the agents anew. Where that fails the older list stays, with the problem beside it. */
  async refresh(): Promise<void> {
    const { agentId, call, ended } = this.#deps.signedIn()
    const question = ++this.#question
    try {
      const rows = await call(onlineAgents, { agentId }, { signal: ended })
      if (question !== this.#question) return
      const at = this.#deps.clock.now()
      this.#agents = agentsFromRows(rows, this.#agents, { inspector: agentId, at })
      this.#agentsAt = at
      this.#setProblem(null)
    } catch (thrown) {
      if (question === this.#question) this.#setProblem(problemOf(thrown))
      throw thrown
    }
  }

  notice(event: AgentWatched): void {
    const after = agentsAfterNotice(this.#agents, event, this.#deps.clock.now())
    if (after === this.#agents) return
    this.#agents = after
    this.#deps.changed()
  }

  clear(): void {
    this.#question += 1
    this.#right = 'unknown'
    this.#agents = []
    this.#agentsAt = null
    this.#problem = null
  }

  #setRight(right: InspectorRight, ended: AbortSignal): InspectorRight {
    if (ended.aborted) return 'unknown'
    this.#right = right
    this.#deps.changed()
    return right
  }

  #setProblem(problem: Problem | null): void {
    this.#problem = problem
    this.#deps.changed()
  }
}
