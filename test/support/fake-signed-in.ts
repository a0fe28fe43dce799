import * as v from 'valibot'
import type { BodyValues, Endpoint, QueryValues } from '../../src/main/gateway/endpoint.ts'
import type { RequireSignedIn } from '../../src/main/session/signed-in.ts'
import { AppError } from '../../src/shared/errors.ts'

/** A request as it would have gone over the wire. */
export interface FakeRequest {
  logName: string
  method: string
  path: string
  query: QueryValues
  body: BodyValues | null
}

/** Gives the `result` of an answer, or throws what the gateway client would throw. */
export type FakeAnswer = (request: FakeRequest) => unknown

export interface FakeSignedIn {
  signedIn: RequireSignedIn
  /** Every request that was sent, in order. */
  requests: readonly FakeRequest[]
  sent(logName: string): number
  /** Ends the sign-in, as a sign-out does. */
  end(): void
}

/** A signed-in gateway without a wire: answers by log name, replies parsed by the real definitions. */
export function fakeSignedIn(agentId: string, answers: Record<string, FakeAnswer>): FakeSignedIn {
  const requests: FakeRequest[] = []
  const ending = new AbortController()

  async function call<P, R>(endpoint: Endpoint<P, R>, params: P): Promise<R> {
    const request: FakeRequest = {
      logName: endpoint.logName,
      method: endpoint.method,
      path: endpoint.path(params),
      query: endpoint.query?.(params) ?? {},
      body: endpoint.body?.(params) ?? null
    }
    requests.push(request)
    const answer = answers[endpoint.logName]
    if (answer === undefined) throw new Error(`No answer for ${endpoint.logName}`)
    return v.parse(endpoint.reply, await answer(request))
  }

  return {
    requests,
    signedIn() {
      if (ending.signal.aborted) throw new AppError('could-not-ask:signed-out', 'Signed out')
      const lend = (): never => {
        throw new Error('No files here')
      }
      return { agentId, call, lend, ended: ending.signal }
    },
    sent: (logName) => requests.filter((request) => request.logName === logName).length,
    end: () => {
      ending.abort()
    }
  }
}

/** The gateway's own no, as the client throws it. */
export const refusedWith = (retcode: string, gatewayText = 'refused'): AppError =>
  new AppError('gateway-refused', `retcode ${retcode}`, { retcode, gatewayText })

/** What the client throws where a command was sent and its answer was lost. */
export const lostReply = (): AppError => new AppError('outcome-unknown', 'ECONNRESET')

/** An answer that a test gives when it likes. */
export function later(): {
  answer: FakeAnswer
  give(result?: unknown): void
  fail(error: AppError): void
} {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  return {
    answer: () => promise,
    give: (result = {}) => {
      resolve(result)
    },
    fail: (error) => {
      reject(error)
    }
  }
}

/** A macrotask: by then everything that was set off without a clock has happened. */
export const settled = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })
