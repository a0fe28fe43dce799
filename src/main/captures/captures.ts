import { AppError } from '../../shared/errors.ts'
import { mayBeH5Video, type CallMedia } from '../../shared/model/call.ts'
import type { CaptureView } from '../../shared/model/capture.ts'
import { problemOf } from '../../shared/model/problem.ts'
import type { Tell } from '../calls/timeline.ts'
import type { Clock } from '../clock.ts'
import { imageCapture } from '../gateway/endpoints/media.ts'
import type { GatewayEvent } from '../gateway/gateway-event.ts'
import type { RequireSignedIn } from '../session/signed-in.ts'
import type { Timings } from '../timings.ts'
import { createCaptureBook, type CaptureBook } from './capture-book.ts'
import { answerOf, newRow, rowAnsweredBy, viewOf, type CaptureRow } from './capture-rows.ts'
import { isUnderWay, Pictures, type PictureLibrary } from './pictures.ts'

export interface CapturesDeps {
  readonly signedIn: RequireSignedIn
  /** What a running call carries; null where the call is not known or has ended. */
  readonly callMedia: (callId: string) => CallMedia | null
  readonly library: PictureLibrary
  readonly clock: Clock
  readonly timings: Pick<Timings, 'captureAnswerMs'>
  readonly tell: Tell
  /** A new UUID each time. */
  readonly newId: () => string
}

/** Pictures of the customer in H5 video calls: asked for, answered, fetched. */
export interface Captures {
  /**
   * Asks for a picture; resolves once the gateway has taken the request (or its reply was lost:
   * then only the event can tell). The customer's answer changes the row later.
   *
   * Throws, before anything is sent, `could-not-ask:signed-out`, `not-now:no-call`,
   * `not-now:call-not-h5-video` or `not-now:capture-outstanding`; after the row was made, why the
   * request was not taken (the row says so too).
   */
  ask(callId: string): Promise<CaptureView>
  /** Takes an event of the gateway; those that are not about captures change nothing. */
  handle(event: GatewayEvent): void
  list(): readonly CaptureView[]
  onChange(listener: (rows: readonly CaptureView[]) => void): () => void
  /**
   * Tries again to fetch a picture that stayed on the server; the row tells how that ends. Throws
   * `not-found` where there is none and `could-not-ask:signed-out`.
   */
  fetchPicture(captureId: string): void
  /** Forgets everything: the rows belong to the agent who was signed in. */
  clear(): void
  /** Waits for no answer any more. */
  close(): void
}

export function createCaptures(deps: CapturesDeps): Captures {
  return new CustomerCaptures(deps)
}

class CustomerCaptures implements Captures {
  readonly #deps: CapturesDeps
  readonly #book: CaptureBook
  readonly #pictures: Pictures
  /** Ends the wait for an answer, by row. */
  readonly #waits = new Map<string, () => void>()

  constructor(deps: CapturesDeps) {
    this.#deps = deps
    this.#book = createCaptureBook(deps.tell)
    this.#pictures = new Pictures(this.#book, deps.library)
  }

  async ask(callId: string): Promise<CaptureView> {
    const gateway = this.#deps.signedIn()
    this.#requireFree(callId)
    const { agentId } = gateway
    const { clock, newId } = this.#deps
    const row = newRow({ captureId: newId(), callId, agentId, askedAt: clock.now() })
    this.#book.add(row)
    try {
      await gateway.call(imageCapture, { agentId, callId }, { signal: gateway.ended })
    } catch (error) {
      this.#notTaken(row.captureId, AppError.from(error))
    }
    return this.#awaitAnswer(row)
  }

  handle(event: GatewayEvent): void {
    if (event.type !== 'image-captured') return
    const row = rowAnsweredBy(this.#book.rows(), event)
    if (row === null) return
    const { captureId } = row
    const answer = answerOf(event, this.#deps.clock.now())
    this.#stopWaiting(captureId)
    this.#book.advance(captureId, { type: 'answered', ...answer })
    if (answer.outcome === 'accepted') this.#pictures.fetchWhenPossible(captureId)
  }

  list(): readonly CaptureView[] {
    return this.#book.list()
  }

  onChange(listener: (rows: readonly CaptureView[]) => void): () => void {
    return this.#book.onChange(listener)
  }

  fetchPicture(captureId: string): void {
    const { outcome, serverPath, picture } = this.#book.require(captureId).state
    if (outcome !== 'accepted' || serverPath === null) {
      throw new AppError('not-found', 'The capture has no picture on the server')
    }
    this.#deps.signedIn()
    if (picture.state !== 'on-server') return
    try {
      this.#pictures.fetch(captureId)
    } catch (thrown) {
      if (!isUnderWay(thrown)) throw thrown
    }
  }

  clear(): void {
    this.#book.clear()
    this.close()
  }

  close(): void {
    for (const captureId of [...this.#waits.keys()]) this.#stopWaiting(captureId)
  }

  #requireFree(callId: string): void {
    const media = this.#deps.callMedia(callId)
    if (media === null) throw new AppError('not-now:no-call', 'There is no such call now')
    if (!mayBeH5Video(media)) {
      throw new AppError('not-now:call-not-h5-video', `The call carries ${media}`)
    }
    const waits = (row: CaptureRow): boolean =>
      row.callId === callId && row.state.outcome === 'asked'
    if (this.#book.rows().some(waits)) {
      throw new AppError('not-now:capture-outstanding', 'The customer has not answered yet')
    }
  }

  /** A lost reply says nothing: the event will. One that overtook the refusal has said all. */
  #notTaken(captureId: string, error: AppError): void {
    if (error.code === 'outcome-unknown') return
    const at = this.#deps.clock.now()
    const problem = problemOf(error)
    if (this.#book.advance(captureId, { type: 'not-taken', at, problem })) throw error
  }

  #awaitAnswer(row: CaptureRow): CaptureView {
    const { captureId } = row
    const now = this.#book.find(captureId)
    // Another agent may have signed in meanwhile: then nobody waits any more.
    if (now === undefined) return viewOf(row)
    const { clock, timings } = this.#deps
    if (now.state.outcome === 'asked') {
      const cancel = clock.after(timings.captureAnswerMs, () => {
        this.#waits.delete(captureId)
        this.#book.advance(captureId, { type: 'timed-out', at: clock.now() })
      })
      this.#waits.set(captureId, cancel)
    }
    return viewOf(now)
  }

  #stopWaiting(captureId: string): void {
    this.#waits.get(captureId)?.()
    this.#waits.delete(captureId)
  }
}
