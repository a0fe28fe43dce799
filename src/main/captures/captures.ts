import { AppError } from '../../shared/errors.ts'
import { mayBeH5Video, type CallMedia } from '../../shared/model/call.ts'
import type { CaptureView } from '../../shared/model/capture.ts'
import { problemOf } from '../../shared/model/problem.ts'
import type { Tell } from '../calls/timeline.ts'
import type { Clock } from '../clock.ts'
import { imageCapture } from '../gateway/endpoints/media.ts'
import type { GatewayEvent } from '../gateway/gateway-event.ts'
import type { Transfer } from '../library/transfer.ts'
import type { RequireSignedIn } from '../session/signed-in.ts'
import type { Timings } from '../timings.ts'
import { createCaptureBook, type CaptureBook } from './capture-book.ts'
import { answerOf, newRow, rowAnsweredBy, viewOf, type CaptureRow } from './capture-rows.ts'
import { createPictures, type LocalPicture, type Pictures } from './pictures.ts'

export interface CapturesDeps {
  readonly signedIn: RequireSignedIn
  /** What a running call carries; null where the call is not known or has ended. */
  readonly callMedia: (callId: string) => CallMedia | null
  readonly transfer: Transfer
  /** The folder that files are saved in now. It must exist. */
  readonly folder: () => string
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
   * Tries again to fetch a picture that stayed on the server; resolves when that is over, and the
   * row tells how. Throws `not-found` where there is none and `could-not-ask:signed-out`.
   */
  fetchPicture(captureId: string): Promise<void>
  /** Throws `not-found` where the picture was not saved, or is not there any more. */
  picture(captureId: string): Promise<LocalPicture>
  /** Forgets everything: the rows belong to the agent who was signed in. */
  clear(): void
  /** Ends everything and waits until no part file is left. */
  close(): Promise<void>
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
    this.#pictures = createPictures({ ...deps, book: this.#book })
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
    if (answer.outcome === 'accepted') void this.#pictures.fetch(captureId)
  }

  list(): readonly CaptureView[] {
    return this.#book.list()
  }

  onChange(listener: (rows: readonly CaptureView[]) => void): () => void {
    return this.#book.onChange(listener)
  }

  async fetchPicture(captureId: string): Promise<void> {
    const { outcome, serverPath, picture } = this.#book.require(captureId).state
    if (outcome !== 'accepted' || serverPath === null) {
      throw new AppError('not-found', 'The capture has no picture on the server')
    }
    this.#deps.signedIn()
    if (picture.state === 'on-server') await this.#pictures.fetch(captureId)
  }

  picture(captureId: string): Promise<LocalPicture> {
    return this.#pictures.find(captureId)
  }

  clear(): void {
    this.#book.clear()
    void this.close()
  }

  close(): Promise<void> {
    for (const captureId of [...this.#waits.keys()]) this.#stopWaiting(captureId)
    return this.#pictures.clear()
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
