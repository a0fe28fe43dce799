import { AppError } from '../../shared/errors.ts'
import { problemOf, type Problem } from '../../shared/model/problem.ts'
import type { AuditResult, SupervisionOperation } from '../../shared/model/supervision.ts'
import type { Tell } from '../calls/timeline.ts'
import type { Clock } from '../clock.ts'
import { answerOf } from './answers.ts'
import type { AuditNote, AuditTrail, Auditor } from './audit-trail.ts'
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
  audit: AuditTrail
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
  who: Auditor
  note: AuditNote
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
  #outstanding: { operation: SupervisionOperation } | null = null
  /** Writes down that the last intercept worked, once an event tells. */
  #interceptDone: () => void = nothing
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

  /** The operation whose answer is awaited, or null. */
  get outstanding(): SupervisionOperation | null {
    return this.#outstanding?.operation ?? null
  }

  nextKey(): number {
    this.#lastKey += 1
    return this.#lastKey
  }

  step(step: SupervisionStep): void {
    const before = this.#state
    this.#state = advance(before, step)
    if (this.#state === before) return
    if (this.#state.stage === 'customer') this.#interceptDone()
    const happening = happeningOf(before, this.#state, step)
    if (happening !== null) this.#deps.tell(happening)
    this.#deps.changed()
  }

  /**
   * Writes the request down and sends it, once; nothing else is sent until its answer is there.
   * Throws why it failed, unless an event has told meanwhile that it worked.
   */
  async send(request: SupervisionRequest): Promise<void> {
    if (this.#outstanding !== null) {
      throw new AppError('not-now:supervision-outstanding', 'Another operation is under way')
    }
    const turn = { operation: request.note.operation }
    this.#outstanding = turn
    this.#problem = null
    this.step(request.asked)
    const key = this.#state.stage === 'idle' ? 0 : this.#state.key
    try {
      await this.#sendOnce(request, key)
    } catch (thrown) {
      this.#failed(request, key, AppError.from(thrown))
    } finally {
      // After a sign-out it may be another one's turn already.
      if (this.#outstanding === turn) this.#outstanding = null
      this.#deps.changed()
    }
  }

  /** Forgets everything, in silence: the sign-in is over. */
  clear(): void {
    this.#state = idle
    this.#problem = null
    this.#outstanding = null
    this.#interceptDone = nothing
  }

  async #sendOnce(request: SupervisionRequest, key: number): Promise<void> {
    const { who, note, send, answered, ended } = request
    const { audit, clock } = this.#deps
    const id = await audit.asked(who, note)
    const end = (result: AuditResult, retcode?: string): void => {
      void audit.ended(who, note, { id, result, retcode })
    }
    if (hasEnded(ended) || !this.#isWanted(request.asked, key)) {
      end('not-sent')
      const code = hasEnded(ended) ? 'could-not-ask:cancelled' : 'not-now:not-listening'
      throw new AppError(code, 'It ended before anything was sent')
    }
    if (note.operation === 'intercept') {
      this.#interceptDone = () => {
        this.#interceptDone = nothing
        end('done')
      }
    }
    try {
      await send()
    } catch (thrown) {
      const error = AppError.from(thrown)
      // An event has told already that it worked: its line stays the last word.
      if (!this.#hasCustomer(note, key)) end(resultOf(error), error.retcode)
      throw error
    }
    if (!this.#hasCustomer(note, key)) end('accepted')
    if (hasEnded(ended)) return
    this.step(answered({ key, at: clock.now(), answer: 'accepted', error: null }))
  }

  #failed({ note, answered, ended }: SupervisionRequest, key: number, error: AppError): void {
    if (ended.aborted) throw error
    // The answer to an intercept is lost or odd, but AgentEvent_Talking came: it worked.
    if (this.#hasCustomer(note, key)) return
    this.#problem = problemOf(error)
    const at = this.#deps.clock.now()
    this.step(answered({ key, at, answer: answerOf(error), error }))
    throw error
  }

  /** The line took its time: what was to be changed may be over, or the customer be there already. */
  #isWanted(asked: SupervisionStep, key: number): boolean {
    const now = this.#state
    if (now.stage === 'idle' || now.key !== key) return false
    return asked.type !== 'intercept' || now.stage === 'intercepting'
  }

  #hasCustomer({ operation }: AuditNote, key: number): boolean {
    const now = this.#state
    return operation === 'intercept' && now.stage === 'customer' && now.key === key
  }
}

const nothing = (): void => undefined

/** A function, because it may become true at every `await`. */
const hasEnded = ({ aborted }: AbortSignal): boolean => aborted

function resultOf(error: AppError): AuditResult {
  if (error.retcode !== undefined) return 'refused'
  return answerOf(error) === 'lost' ? 'unknown' : 'not-sent'
}
