import got, { type Request } from 'got'
import type { ClientRequest, IncomingHttpHeaders } from 'node:http'
import { TLSSocket } from 'node:tls'
import { AppError } from '../../shared/errors.ts'
import type { CertificateFacts } from '../../shared/model/connection-facts.ts'
import { watchCertificate } from './certificate.ts'
import { createConnections, type Connections } from './connections.ts'
import type { Credentials } from './credentials.ts'
import type { Endpoint, EndpointKind, FileEndpoint } from './endpoint.ts'
import { callOnce, lendOnce, type Asked, type ExchangeDeps, type OpenedAnswer } from './exchange.ts'
import { failureOf, type Progress } from './failure.ts'
import type { LentEnd, LentRequest } from './lent-request.ts'
import type { LineOptions } from './line-options.ts'
import type { ObservationDeps } from './observation.ts'
import { lendWithReplay, withReplay } from './replay.ts'
import { compose, headersFor } from './request.ts'
import { createTrustWatch, type TrustWatch } from './trust-watch.ts'
import { followSignals } from './signals.ts'

export interface GatewayClientDeps extends ObservationDeps {
  /** The gateway's https origin, e.g. `https://gateway.example:8043`. */
  readonly origin: string
  /** How it is reached at this moment: the same object as long as nothing changes. */
  readonly line: () => LineOptions
  readonly credentials: Credentials
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
  /** Ends what is under way (`could-not-ask:cancelled`) and closes all connections for good. */
  close(): void
}

/** A socket that is silent for so long is given up, whoever is to blame. */
const silenceMs = 30_000

export function createGatewayClient(deps: GatewayClientDeps): GatewayClient {
  const { origin, credentials } = deps
  const connections = createConnections(deps.line)
  const closing = new AbortController()
  const trust = createTrustWatch(deps.onFailure)
  const exchange: ExchangeDeps = {
    ...deps,
    send: (asked) => send({ origin, connections, line: deps.line }, asked)
  }
  const stoppable = (kind: EndpointKind, options: CallOptions | undefined) =>
    followSignals([
      closing.signal,
      ...(kind === 'poll' ? [trust.lost] : []),
      ...(options?.signal === undefined ? [] : [options.signal])
    ])
  return {
    async call(endpoint, params, options) {
      trust.require()
      const { signal, release } = stoppable(endpoint.kind, options)
      try {
        return await withReplay(credentials, endpoint, (ticket) =>
          callOnce(exchange, { endpoint, params, ticket, signal })
        )
      } catch (thrown) {
        throw trust.judge(AppError.from(thrown))
      } finally {
        release()
      }
    },
    lend: lending(deps, trust),
    close() {
      closing.abort()
      connections.close()
    }
  }
}

function lending(deps: GatewayClientDeps, trust: TrustWatch): GatewayClient['lend'] {
  return (endpoint, params, once) =>
    lendWithReplay(deps.credentials, endpoint, (ticket) => {
      trust.require()
      const url = compose(deps.origin, endpoint, params).url.href
      const request = { url, headers: headersFor(endpoint, ticket), line: deps.line() }
      const told = async (asked: LentRequest) => {
        const end = await once(asked)
        if (end.error !== null) trust.judge(end.error)
        return end
      }
      return lendOnce(deps, { endpoint, params, ticket, request, once: told })
    })
}

interface Target {
  readonly origin: string
  readonly connections: Connections
  readonly line: () => LineOptions
}

async function send<P, R>(
  { origin, connections, line }: Target,
  { endpoint, params, ticket, signal }: Asked<P, R>
): Promise<OpenedAnswer> {
  const { url, method, body } = compose(origin, endpoint, params)
  const stream = got.stream(url, {
    method,
    headers: headersFor(endpoint, ticket),
    ...(body === null ? {} : { body }),
    agent: { https: connections.for(endpoint.kind) },
    signal,
    // got would send the Guid along to another host, and a PUT up to three times.
    followRedirect: false,
    retry: { limit: 0 },
    throwHttpErrors: false,
    maxHeaderSize: 16 * 1024,
    timeout: timeoutsOf(endpoint.timeoutMs)
  })
  const progress = watchProgress(stream, url.hostname, line().pin)
  if (body === null && method !== 'GET') stream.end()
  const { status, headers } = await headOf(stream, (thrown) =>
    failureOf(thrown, endpoint, progress())
  )
  const header = (name: string): string | undefined => textOf(headers[name])
  return { status, header, cookies: headers['set-cookie'] ?? [], stream, progress }
}

interface Head {
  readonly status: number
  readonly headers: IncomingHttpHeaders
}

function headOf(stream: Request, failure: (thrown: unknown) => Error): Promise<Head> {
  return new Promise((resolve, reject) => {
    stream.once('response', (response: { statusCode: number; headers: IncomingHttpHeaders }) => {
      resolve({ status: response.statusCode, headers: response.headers })
    })
    // Stays for good: an error after the head reaches whoever reads the body, and never the process.
    stream.on('error', (thrown: unknown) => {
      reject(failure(thrown))
    })
  })
}

/** Whether anything of the request can have left this PC, and whose certificate was shown. */
function watchProgress(stream: Request, host: string, pin: LineOptions['pin']): () => Progress {
  let sent = false
  let certificate: () => CertificateFacts | null = () => null
  stream.once('request', (request: ClientRequest) => {
    request.once('socket', (socket) => {
      if (request.reusedSocket || !(socket instanceof TLSSocket)) {
        sent = true
        return
      }
      certificate = watchCertificate(socket, host)
      // Comes only after the certificate was found good; before it nothing is written.
      socket.once('secureConnect', () => (sent = true))
    })
  })
  return () => ({ sent, certificate: certificate(), pin })
}

const timeoutsOf = (answerMs: number) => ({
  lookup: 5_000,
  connect: 10_000,
  secureConnect: 10_000,
  socket: silenceMs,
  response: answerMs,
  request: 30_000
})

const textOf = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value.join(', ') : value
