import type { AgentState, StateOptions } from '../../shared/model/agent-state.ts'
import type { Tell } from '../calls/timeline.ts'
import { createListeners } from '../listeners.ts'
import { rest, restReasons, sayBusy, type RestCause } from '../gateway/endpoints/index.ts'
import type { RequireSignedIn } from '../session/signed-in.ts'

export interface AgentStatesDeps {
  signedIn: RequireSignedIn
  /** What the signed-in agent is doing, as last told. */
  state: () => AgentState
  /** The site's names of its reason codes, from policy. */
  reasons: StateOptions['reasons']
  tell: Tell
}

/** What can be chosen from without asking the gateway again. */
export interface KnownStates extends StateOptions {
  /** The length of the agent's last rest in this sign-in; null where there was none. */
  readonly restTime: number | null
}

/** What one sign-in has brought to light. */
interface Learnt {
  readonly ended: AbortSignal
  readonly restCauses: readonly RestCause[]
  readonly restTime: number | null
}

/** States that need more than their name: not ready for a reason, and rest. */
export class AgentStates {
  readonly #deps: AgentStatesDeps
  readonly #changes = createListeners<KnownStates>()
  #learnt: Learnt | null = null
  readonly onChange = this.#changes.add

  constructor(deps: AgentStatesDeps) {
    this.#deps = deps
  }

  /**
   * The reasons and causes that can be chosen. Sites that do not tell their causes of a rest get
   * none to choose from: 0 then stands for "no cause". Never throws.
   */
  async options(): Promise<StateOptions> {
    return { reasons: [...this.#deps.reasons], restCauses: [...(await this.#restCauses())] }
  }

  /** For surfaces that must not ask: the causes as they were last told to this agent. */
  known(): KnownStates {
    const learnt = this.#learnt?.ended.aborted === false ? this.#learnt : null
    return {
      reasons: [...this.#deps.reasons],
      restCauses: [...(learnt?.restCauses ?? [])],
      restTime: learnt?.restTime ?? null
    }
  }

  /**
   * Not ready, for that reason (200 to 250) or none. An agent who is not ready already gets the
   * other reason by `prolong` (cec_07_1211).
   */
  async notReady(reason: number | null): Promise<void> {
    const { signedIn, state, tell } = this.#deps
    const { agentId, call, ended } = signedIn()
    const prolong = state() === 'not-ready'
    await call(sayBusy, { agentId, reason, prolong }, { signal: ended })
    tell({ name: 'agent-state-asked', subject: 'not-ready' })
  }

  /** @param time as the site counts it: no page gives the unit (cec_07_1213) */
  async rest(time: number, cause: number): Promise<void> {
    const { signedIn, tell } = this.#deps
    const { agentId, call, ended } = signedIn()
    await call(rest, { agentId, seconds: time, cause }, { signal: ended })
    tell({ name: 'agent-state-asked', subject: 'rest' })
    this.#learn(ended, { restTime: time })
  }

  async #restCauses(): Promise<readonly RestCause[]> {
    try {
      const { agentId, call, ended } = this.#deps.signedIn()
      const restCauses = await call(restReasons, { agentId }, { signal: ended })
      this.#learn(ended, { restCauses })
      return restCauses
    } catch {
      return []
    }
  }

  #learn(ended: AbortSignal, fresh: Partial<Omit<Learnt, 'ended'>>): void {
    const { restCauses, restTime } = this.known()
    this.#learnt = { restCauses, restTime, ...fresh, ended }
    this.#changes.tell(this.known())
  }
}
