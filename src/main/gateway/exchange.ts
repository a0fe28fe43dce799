import type { Readable } from 'node:stream'
import { AppError } from '../../shared/errors.ts'
import { judge, type Answer } from './answer.ts'
import type { Credentials, Ticket } from './credentials.ts'
import type { Endpoint } from './endpoint.ts'
import { failureOf, lost, type Progress } from './failure.ts'
import { skewOf } from './gateway-clock.ts'
import type { LentEnd, LentRequest } from './lent-request.ts'
import { startObservation, type ObservationDeps } from './observation.ts'

/** An answer whose body has not been read yet. */
export interface OpenedAnswer {
  readonly status: number
  readonly header: (name: string) => string | undefined
  /** The `Set-Cookie` lines, one each. */
  readonly cookies: readonly string[]
  /** Emits the HTTP library's errors, which hold secrets: only files of this folder may listen. */
  readonly stream: Readable
  readonly progress: () => Progress
}

/** One request to be made, with the Guid of the moment of sending. */
export interface Asked<P, R> {
  readonly endpoint: Endpoint<P, R>
  readonly params: P
  readonly ticket: Ticket
  readonly signal: AbortSignal
}

export interface ExchangeDeps extends ObservationDeps {
  readonly credentials: Credentials
  /** Sends a request and waits for the head of its answer. */
  readonly send: <P, R>(asked: Asked<P, R>) => Promise<OpenedAnswer>
}

/** Answers of one call are read up to here; a 400 MB answer would otherwise be held in memory whole. */
const answerLimitBytes = 1024 * 1024

/** One request and its whole answer, observed. */
export async function callOnce<P, R>(deps: ExchangeDeps, asked: Asked<P, R>): Promise<R> {
  const { endpoint, params, ticket } = asked
  const end = startObservation(deps, endpoint, params)
  let clockSkewMs: number | undefined
  try {
    const opened = await sendAndTakeGuid(deps, asked)
    clockSkewMs = skewOf(opened.header('date'), deps.now())
    const body = await readAll(opened, endpoint)
    const contentType = opened.header('content-type') ?? ''
    const reply = judge(endpoint, { status: opened.status, contentType, body })
    if (endpoint.sendsGuid === false) beginSignIn(deps.credentials, ticket, opened)
    end({ bytes: body.length, clockSkewMs })
    return reply
  } catch (thrown) {
    const error = AppError.from(thrown)
    end({ error, clockSkewMs })
    throw error
  }
}

/** A request that somebody else sends, recorded and with its Set-GUID taken as if it were sent here. */
export interface Lending<P, E extends LentEnd> {
  readonly endpoint: Endpoint<P, never>
  readonly params: P
  readonly ticket: Ticket
  readonly request: LentRequest
  readonly once: (request: LentRequest) => Promise<E>
}

/** Resolves with whatever `once` does, also where it tells of a failure. */
export async function lendOnce<P, E extends LentEnd>(
  deps: ObservationDeps & { readonly credentials: Credentials },
  { endpoint, params, ticket, request, once }: Lending<P, E>
): Promise<E> {
  const end = startObservation(deps, endpoint, params)
  try {
    const lent = await once(request)
    deps.credentials.accept(ticket, lent.setGuid ?? undefined)
    end({ bytes: lent.receivedBytes, ...(lent.error === null ? {} : { error: lent.error }) })
    return lent
  } catch (thrown) {
    const error = AppError.from(thrown)
    end({ error })
    throw error
  }
}

/** Sends a request and returns with its whole answer. @throws AppError where none came */
export type SendAtOnce = (request: LentRequest) => Answer

/** One request and its whole answer, observed, before this returns. */
export function callAtOnce<P, R>(
  deps: ObservationDeps,
  asked: {
    readonly endpoint: Endpoint<P, R>
    readonly params: P
    readonly request: LentRequest
    readonly once: SendAtOnce
  }
): R {
  const { endpoint, params, request, once } = asked
  const end = startObservation(deps, endpoint, params)
  try {
    const answer = once(request)
    const reply = judge(endpoint, answer)
    end({ bytes: answer.body.length })
    return reply
  } catch (thrown) {
    const error = AppError.from(thrown)
    end({ error })
    throw error
  }
}

/** The Set-GUID of an answer counts whatever else it says; that of a sign-in only when it succeeded. */
async function sendAndTakeGuid<P, R>(
  { send, credentials }: ExchangeDeps,
  asked: Asked<P, R>
): Promise<OpenedAnswer> {
  const opened = await send(asked)
  if (asked.endpoint.sendsGuid !== false) {
    credentials.accept(asked.ticket, opened.header('set-guid'))
  }
  return opened
}

async function readAll<P, R>(opened: OpenedAnswer, endpoint: Endpoint<P, R>): Promise<Buffer> {
  const limit = endpoint.answerLimitBytes ?? answerLimitBytes
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    // Readable types its chunks as any; without an encoding they are Buffers.
    for await (const chunk of opened.stream as AsyncIterable<Buffer>) {
      bytes += chunk.length
      // Leaving the loop destroys the stream, and with it the connection.
      if (bytes > limit) break
      chunks.push(chunk)
    }
  } catch (thrown) {
    throw failureOf(thrown, endpoint, opened.progress())
  }
  if (bytes <= limit) return Buffer.concat(chunks, bytes)
  const said = `${endpoint.logName}: an answer of more than ${String(limit)} bytes`
  throw lost('could-not-ask:unexpected-answer', said, { kind: endpoint.kind, sent: true })
}

function beginSignIn(credentials: Credentials, ticket: Ticket, opened: OpenedAnswer): void {
  if (credentials.begin(ticket, opened.header('set-guid'), opened.cookies)) return
  throw new AppError('could-not-ask:unexpected-answer', 'The sign-in answer brought no usable Guid')
}
