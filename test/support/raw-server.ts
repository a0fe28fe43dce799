import type { AddressInfo, Socket } from 'node:net'
import { createServer, type SecureVersion, type Server, type TLSSocket } from 'node:tls'
import { makeCertificate, type TestCertificate } from './certificate.ts'

/** One request as it came over the wire. */
export interface RawRequest {
  readonly method: string
  /** Path and query, as sent. */
  readonly target: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Which connection it came on, counted from 1. */
  readonly connection: number
  /** Ends the connection with a reset: whatever the client has not taken is lost. */
  readonly reset: () => void
}

type AskedFor = Omit<RawRequest, 'connection' | 'reset'>

/** Writes whatever bytes it likes, or none, or ends the connection. */
export type RawHandler = (request: RawRequest, socket: TLSSocket) => void

export interface RawServer {
  readonly origin: string
  readonly ca: readonly string[]
  /** Every request so far, in the order of arrival. */
  readonly requests: RawRequest[]
  /** Bytes that arrived after a TLS handshake, requests or not. */
  readonly receivedBytes: () => number
  /** From now on shows another certificate; connections that are open stay. */
  show(certificate: TestCertificate): void
  /** Ends every open connection. */
  hangUp(): void
  close(): Promise<void>
}

export interface RawServerOptions {
  readonly certificate?: TestCertificate
  readonly maxVersion?: SecureVersion
  /** In OpenSSL's words; what it offers by itself unless said otherwise. */
  readonly ciphers?: string
  readonly host?: string
}

/** A TLS server that answers byte for byte what a test says: every fault of HTTP is possible. */
export async function startRawServer(
  handler: RawHandler,
  options: RawServerOptions = {}
): Promise<RawServer> {
  const certificate = options.certificate ?? (await makeCertificate())
  const requests: RawRequest[] = []
  const sockets = new Map<number | undefined, Socket>()
  let connections = 0
  let bytes = 0
  const server = createServer(tlsOptions(certificate, options), (socket) => {
    connections += 1
    const connection = connections
    // A client that hangs up is part of many tests.
    socket.on('error', () => undefined)
    readRequests(
      socket,
      (chunk) => (bytes += chunk.length),
      (request) => {
        const reset = (): void => {
          sockets.get(socket.remotePort)?.resetAndDestroy()
        }
        requests.push({ ...request, connection, reset })
        handler({ ...request, connection, reset }, socket)
      }
    )
  })
  server.on('connection', (socket: Socket) => {
    const { remotePort } = socket
    sockets.set(remotePort, socket)
    socket.on('error', () => undefined)
    socket.once('close', () => sockets.delete(remotePort))
  })
  server.on('tlsClientError', () => undefined)
  const port = await listen(server)
  return {
    origin: `https://${options.host ?? '127.0.0.1'}:${String(port)}`,
    ca: [certificate.cert],
    requests,
    receivedBytes: () => bytes,
    show: (next) => {
      server.setSecureContext(next)
    },
    hangUp: () => {
      for (const socket of sockets.values()) socket.destroy()
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.values()) socket.destroy()
        server.close(() => {
          resolve()
        })
      })
  }
}

const tlsOptions = (
  certificate: TestCertificate,
  { maxVersion, ciphers = 'DEFAULT' }: RawServerOptions
) => ({
  ...certificate,
  ...(maxVersion === undefined
    ? {}
    : // OpenSSL 3 refuses the old versions at its default level.
      { minVersion: maxVersion, maxVersion, ciphers: `${ciphers}:@SECLEVEL=0` })
})

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      // A server that listens on TCP has an address of this form, never a pipe's name.
      resolve((server.address() as AddressInfo).port)
    })
  })
}

function readRequests(
  socket: TLSSocket,
  count: (chunk: Buffer) => void,
  handle: (request: AskedFor) => void
): void {
  let pending = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    count(chunk)
    pending = Buffer.concat([pending, chunk])
    for (;;) {
      const next = takeRequest(pending)
      if (next === null) return
      pending = next.rest
      handle(next.request)
    }
  })
}

function takeRequest(bytes: Buffer): { request: AskedFor; rest: Buffer<ArrayBuffer> } | null {
  const headEnd = bytes.indexOf('\r\n\r\n')
  if (headEnd < 0) return null
  const [line = '', ...lines] = bytes.subarray(0, headEnd).toString('latin1').split('\r\n')
  const headers = Object.fromEntries(
    lines.map((header) => {
      const colon = header.indexOf(':')
      return [header.slice(0, colon).toLowerCase(), header.slice(colon + 1).trim()]
    })
  )
  const end = headEnd + 4 + Number(headers['content-length'] ?? 0)
  if (bytes.length < end) return null
  const [method = '', target = ''] = line.split(' ')
  const body = bytes.subarray(headEnd + 4, end).toString('utf8')
  return { request: { method, target, headers, body }, rest: Buffer.from(bytes.subarray(end)) }
}
