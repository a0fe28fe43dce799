import { connect, createServer as createPlain, type AddressInfo, type Socket } from 'node:net'
import { createServer as createSecure } from 'node:tls'
import { onTestFinished } from 'vitest'
import type { ProxyWay } from '../../src/main/gateway/line-options.ts'
import type { TestCertificate } from './certificate.ts'

export interface ConnectProxyOptions {
  /** `Basic` with this user and password is asked for. */
  readonly basic?: { readonly user: string; readonly password: string; readonly realm?: string }
  /** Challenges of a proxy that asks for something else. */
  readonly challenges?: readonly string[]
  /** Bytes that it answers whatever is asked, in place of a tunnel; empty: it stays silent. */
  readonly answer?: string
  /** Speaks TLS to its clients. */
  readonly certificate?: TestCertificate
  /** The port of this PC where every tunnel leads; what is asked for unless said otherwise. */
  readonly leadsTo?: () => number
}

export interface ConnectProxy {
  readonly way: ProxyWay
  readonly url: string
  /** Heads of all requests, in order. */
  readonly heads: readonly string[]
  /** Everything that clients sent, tunnelled bytes as well, as it passed. */
  readonly seen: () => Buffer
  /** Stops it, as a network does that is left. */
  readonly stop: () => void
  /** Open connections to it. */
  readonly open: () => number
}

export const basicOf = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

/** A real HTTP proxy that opens tunnels, or refuses to in the ways that networks do. */
export async function startConnectProxy(options: ConnectProxyOptions = {}): Promise<ConnectProxy> {
  const heads: string[] = []
  const chunks: Buffer[] = []
  const sockets = new Set<Socket>()
  const serve = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => sockets.delete(socket))
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.once('data', (chunk: Buffer) => {
      const head = chunk.toString('latin1').split('\r\n\r\n')[0] ?? ''
      heads.push(head)
      answer(socket, head, options)
    })
  }
  const { certificate } = options
  const server = certificate === undefined ? createPlain(serve) : createSecure(certificate, serve)
  server.on('tlsClientError', () => undefined)
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  // A server that listens on TCP has an address of this form, never a pipe's name.
  const { port } = server.address() as AddressInfo
  const stop = (): void => {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
  onTestFinished(stop)
  const secure = certificate !== undefined
  return {
    way: { host: '127.0.0.1', port, secure, authorization: null },
    url: `${secure ? 'https' : 'http'}://127.0.0.1:${String(port)}`,
    heads,
    seen: () => Buffer.concat(chunks),
    stop,
    open: () => sockets.size
  }
}

function answer(socket: Socket, head: string, options: ConnectProxyOptions): void {
  const refusal = refusalTo(head, options)
  if (refusal !== null) {
    if (refusal !== '') socket.end(refusal)
    return
  }
  const [, host = '', port = ''] = /^CONNECT \[?([^\s\]]+)\]?:(\d+) /.exec(head) ?? []
  const { leadsTo } = options
  const onward = connect(
    leadsTo === undefined ? { host, port: Number(port) } : { host: '127.0.0.1', port: leadsTo() }
  )
  onward.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'))
  onward.once('connect', () => {
    socket.write('HTTP/1.1 200 Connection established\r\nVia: 1.1 test\r\n\r\n')
    socket.pipe(onward).pipe(socket)
  })
  socket.once('close', () => onward.destroy())
}

function refusalTo(head: string, { basic, challenges, answer: fixed }: ConnectProxyOptions) {
  if (fixed !== undefined) return fixed
  if (challenges !== undefined) return unauthorized(challenges)
  if (basic === undefined) return null
  const given = /^proxy-authorization: (.*)$/im.exec(head)?.[1]
  if (given === basicOf(basic.user, basic.password)) return null
  return unauthorized([`Basic realm="${basic.realm ?? 'Test network'}", charset="UTF-8"`])
}

const unauthorized = (challenges: readonly string[]): string =>
  [
    'HTTP/1.1 407 Proxy Authentication Required',
    ...challenges.map((challenge) => `Proxy-Authenticate: ${challenge}`),
    'Content-Length: 0',
    '\r\n'
  ].join('\r\n')
