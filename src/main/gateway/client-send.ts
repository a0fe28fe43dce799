import type { Request } from 'got'
import type { ClientRequest, IncomingHttpHeaders } from 'node:http'
import { TLSSocket } from 'node:tls'
import type { CertificateFacts } from '../../shared/model/connection-facts.ts'
import { watchCertificate } from './certificate.ts'
import type { Connections } from './connections.ts'
import type { Asked, OpenedAnswer } from './exchange.ts'
import { failureOf, type Progress } from './failure.ts'
import type { LineOptions } from './line-options.ts'
import { compose, headersFor } from './request.ts'

/** A socket that is silent for so long is given up, whoever is to blame. */
const silenceMs = 30_000

/** Where requests go, and over which connections. */
export interface Target {
  readonly origin: string
  readonly connections: Connections
  readonly line: () => LineOptions
}

/** Sends one request and waits for the head of its answer. Failures are AppErrors. */
export async function send<P, R>(
  { origin, connections, line }: Target,
  { endpoint, params, ticket, signal }: Asked<P, R>
): Promise<OpenedAnswer> {
  const { url, method, body } = compose(origin, endpoint, params)
  // Loaded with the first request: it brings a sixth of main's bundle, and HTTP/2, along.
  const { default: got } = await import('got')
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
