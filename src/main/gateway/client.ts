import { AppError } from '../../shared/errors.ts'
import type { Clock } from '../clock.ts'
import { send } from './client-send.ts'
import { createConnections } from './connections.ts'
import type { Credentials } from './credentials.ts'
import type { EndingEndpoint, Endpoint, EndpointKind, FileEndpoint } from './endpoint.ts'
import { callAtOnce, callOnce, lendOnce, type ExchangeDeps, type SendAtOnce } from './exchange.ts'
import type { LentEnd, LentRequest } from './lent-request.ts'
import type { LineOptions } from './line-options.ts'
import { holdRecords, type ObservationDeps } from './observation.ts'
import { createPollWatch, type PollWatch } from './poll-watch.ts'
import { lendWithReplay, withReplay } from './replay.ts'
import { requestToLend } from './request.ts'
import { createTrustWatch, type TrustWatch } from './trust-watch.ts'
import { followSignals } from './signals.ts'

export interface GatewayClientDeps extends ObservationDeps {
  /** The gateway's https origin, e.g. `https://gateway.example:8043`. */
  readonly origin: string
  /** How it is reached at this moment: the same object as long as nothing changes. */
  readonly line: () => LineOptions
  readonly credentials: Credentials
  /** The PC's own clock unless a test hands one in. */
  readonly clock?: Pick<Clock, 'after'>
  /** Told of every failure, of downloads as well, before the caller is. */
  readonly onFailure?: (error: AppError) => void
}

export interface CallOptions {
  readonly signal?: AbortSignal
}

/** Asks one gateway. Every failure is an AppError; nothing of the HTTP library leaves this file. */
export interface GatewayClient {
  /** One call, its reply parsed. */
  call<P, R>(endpoint: Endpoint<P, R>, params: P, options?: CallOptions): Promise<R>
  /**
   * One call that `once` has sent, and has an answer to, when it returns: nothing else of this thread
   * runs meanwhile. Recorded and judged as any other, and never repeated: a refused Guid is told.
   */
  callAtOnce<P, R>(endpoint: EndingEndpoint<P, R>, params: P, once: SendAtOnce): R
  /**
   * Composes a download with the Guid and cookies of this moment and lends it to `once`, which sends
   * it and tells how it ended. That end is recorded, its Set-GUID counts, and where the gateway
   * refused a Guid that has been replaced since, `once` runs a second time. Failures are told in the
   * end, not thrown; throws `could-not-ask:signed-out`, `invalid-input` and whatever `once` throws.
   * Ending the client does not end what was lent: see `SignedIn.ended`.
   */
  lend<P, E extends LentEnd>(
    endpoint: FileEndpoint<P>,
    params: P,
    once: (request: LentRequest) => Promise<E>
  ): Promise<E>
  /**
   * Polls follow each other from now on, until `close`. A call whose refusal may have overtaken a
   * new Guid then waits for the next two poll answers, at most 25 s.
   */
  readonly expectPolls: () => void
  /**
   * Ends every connection: the PC slept, or its network changed, and nobody knows which of them are
   * dead. A command that is under way ends as `outcome-unknown`.
   */
  readonly renew: () => void
  /** Ends what is under way (`could-not-ask:cancelled`) and closes all connections for good. */
  close(): void
}

export function createGatewayClient(deps: GatewayClientDeps): GatewayClient {
  const connections = createConnections(deps.line)
  const closing = new AbortController()
  const watches = {
    polls: createPollWatch(deps.clock),
    trust: createTrustWatch(deps.onFailure),
    closed: closing.signal
  }
  const exchange: ExchangeDeps = {
    ...deps,
    send: (asked) => send({ ...deps, connections }, asked)
  }
  return {
    call: calling(exchange, watches),
    callAtOnce(endpoint, params, once) {
      watches.trust.require()
      const ticket = deps.credentials.ticket()
      const request = requestToLend(deps, { endpoint, params, ticket })
      return callAtOnce(deps, { endpoint, params, request, once })
    },
    lend: lending(deps, watches),
    expectPolls: watches.polls.expect,
    renew: connections.renew,
    close() {
      closing.abort()
      connections.close()
    }
  }
}

/** What a client's calls have in common. */
interface Watches {
  readonly polls: PollWatch
  readonly trust: TrustWatch
  readonly closed: AbortSignal
}

function calling(exchange: ExchangeDeps, { polls, trust, closed }: Watches): GatewayClient['call'] {
  const { credentials } = exchange
  const stoppable = (kind: EndpointKind, options: CallOptions | undefined) =>
    followSignals([
      closed,
      ...(kind === 'poll' ? [trust.lost] : []),
      ...(options?.signal === undefined ? [] : [options.signal])
    ])
  return async (endpoint, params, options) => {
    trust.require()
    const { signal, release } = stoppable(endpoint.kind, options)
    const records = holdRecords(exchange.observe)
    try {
      const reply = await withReplay({ credentials, polls, endpoint, signal }, (ticket) =>
        callOnce({ ...exchange, ...records }, { endpoint, params, ticket, signal })
      )
      if (endpoint.kind === 'poll') polls.answered()
      return reply
    } catch (thrown) {
      throw trust.judge(AppError.from(thrown))
    } finally {
      release()
      records.release()
    }
  }
}

function lending(
  deps: GatewayClientDeps,
  { trust, polls, closed: signal }: Watches
): GatewayClient['lend'] {
  const { credentials } = deps
  return async (endpoint, params, once) => {
    const records = holdRecords(deps.observe)
    const told = async (asked: LentRequest) => {
      const lent = await once(asked)
      if (lent.error !== null) trust.judge(lent.error)
      return lent
    }
    try {
      return await lendWithReplay({ credentials, polls, endpoint, signal }, (ticket) => {
        trust.require()
        const request = requestToLend(deps, { endpoint, params, ticket })
        return lendOnce({ ...deps, ...records }, { endpoint, params, ticket, request, once: told })
      })
    } finally {
      records.release()
    }
  }
}
