import type { Problem } from '../../shared/model/problem.ts'
import { problemOf } from '../../shared/model/problem.ts'
import type { Knowledge, SupervisedAgent } from '../../shared/model/supervision.ts'
import type { Clock } from '../clock.ts'
import { isCensor, onlineAgents } from '../gateway/endpoints/index.ts'
import type { RequireSignedIn } from '../session/signed-in.ts'
import { agentsAfterNotice, agentsFromRows, type AgentWatched } from './supervised-agents.ts'

export interface AgentListDeps {
  signedIn: RequireSignedIn
  /** The VDN of the sign-in; null where it was not told. */
  vdnId: () => string | null
  clock: Clock
  changed: () => void
}

/** The agents of the VDN, and whether the signed-in agent may inspect them. */
export class AgentList {
  readonly #deps: AgentListDeps
  #right: Knowledge = 'unknown'
  #agents: readonly SupervisedAgent[] = []
  #agentsAt: number | null = null
  #problem: Problem | null = null
  #unknownNotices = 0
  /** Answers that were asked for before a sign-out, or before a newer question, are dropped. */
  #question = 0

  constructor(deps: AgentListDeps) {
    this.#deps = deps
  }

  get right(): Knowledge {
    return this.#right
  }

  view() {
    return {
      ...{ right: this.#right, agents: [...this.#agents], agentsAt: this.#agentsAt },
      ...{ listProblem: this.#problem, unknownNotices: this.#unknownNotices }
    }
  }

  find(workNo: string): SupervisedAgent | null {
    return this.#agents.find((agent) => agent.workNo === workNo) ?? null
  }

  numbers(): readonly string[] {
    return this.#agents.map(({ workNo }) => workNo)
  }

  /** Asks for the inspector right; `unknown` where it cannot be asked or is not told. Never throws. */
  async learnRight(): Promise<Knowledge> {
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
      const asker = { inspector: agentId, vdnId: this.#deps.vdnId(), at }
      this.#agents = agentsFromRows(rows, this.#agents, asker)
      this.#agentsAt = at
      this.#setProblem(null)
    } catch (thrown) {
      if (question === this.#question) this.#setProblem(problemOf(thrown))
      throw thrown
    }
  }

  /** Takes one notice about an agent; true where the list has to be asked to know more. */
  notice(event: AgentWatched): boolean {
    const { agents, ask, understood } = agentsAfterNotice(
      this.#agents,
      event,
      this.#deps.clock.now()
    )
    if (!understood) this.#unknownNotices += 1
    const isNews = !understood || agents !== this.#agents
    this.#agents = agents
    if (isNews) this.#deps.changed()
    return ask
  }

  clear(): void {
    this.#question += 1
    this.#right = 'unknown'
    this.#agents = []
    this.#agentsAt = null
    this.#problem = null
    this.#unknownNotices = 0
  }

  #setRight(right: Knowledge, ended: AbortSignal): Knowledge {
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
