import { AppError } from '../../shared/errors.ts'
import { problemOf, type Problem } from '../../shared/model/problem.ts'
import type { Tell } from '../calls/timeline.ts'
import type { Clock } from '../clock.ts'
import { answerOf } from './answers.ts'
import { happeningOf } from './happenings.ts'
import {
  advance,
  idle,
  type Answer,
  type SupervisionState,
  type SupervisionStep
} from './supervision-state.ts'

export interface SupervisionRunDeps {
  clock: Clock
  tell: Tell
  changed: () => void
}

/** How an answer arrived: for which supervision, when, and the error where there was one. */
export interface Arrival {
  key: number
  at: number
  answer: Answer
  error: AppError | null
}

export interface SupervisionRequest {
  /** Taken before anything is sent, so that a second click finds the state already changed. */
  asked: SupervisionStep
  /** Sends the one request. */
  send: () => Promise<void>
  answered: (arrival: Arrival) => SupervisionStep
  /** Aborted when the sign-in ends: what arrives after that is nobody's. */
  ended: AbortSignal
}

/** The state of one inspector's supervision, moved by requests, their answers and events. */
export class SupervisionRun {
  readonly #deps: SupervisionRunDeps
  #state: SupervisionState = idle
  #problem: Problem | null = null
  #lastKey = 0

  constructor(deps: SupervisionRunDeps) {
    this.#deps = deps
  }

  get state(): SupervisionState {
    return this.#state
  }

  /** Why the last request was not carried out, or null. */
  get problem(): Problem | null {
    return this.#problem
  }

  nextKey(): number {
    this.#lastKey += 1
    return this.#lastKey
  }

  step(step: SupervisionStep): void {
    const before = this.#state
    this.#state = advance(before, step)
    if (this.#state === before) return
    const happening = happeningOf(before, this.#state, step)
    if (happening !== null) this.#deps.tell(happening)
    this.#deps.changed()
  }

  /** Sends one request, once. Throws why it failed, unless an event has told meanwhile that it worked. */
  async send({ asked, send, answered, ended }: SupervisionRequest): Promise<void> {
    this.#problem = null
    this.step(asked)
    const key = this.#state.stage === 'idle' ? 0 : this.#state.key
    const arrive = (answer: Answer, error: AppError | null): void => {
      this.step(answered({ key, at: this.#deps.clock.now(), answer, error }))
    }
    try {
      await send()
    } catch (thrown) {
      const error = AppError.from(thrown)
      if (ended.aborted) throw error
      if (asked.type === 'intercept' && this.#hasCustomer(key)) return
      this.#problem = problemOf(error)
      arrive(answerOf(error), error)
      this.#deps.changed()
      throw error
    }
    if (!ended.aborted) arrive('accepted', null)
  }

  /** Forgets everything, in silence: the sign-in is over. */
  clear(): void {
    this.#state = idle
    this.#problem = null
  }

  /** The answer to an intercept is lost or odd, but AgentEvent_Talking came: it worked. */
  #hasCustomer(key: number): boolean {
    return this.#state.stage === 'customer' && this.#state.key === key
  }
}
