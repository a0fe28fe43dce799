import { connect as connectPlain, isIP, type Socket } from 'node:net'
import { connect as connectSecurely } from 'node:tls'
import { AppError } from '../../shared/errors.ts'
import { systemClock as clock } from '../clock.ts'
import { directLine, secureOptionsOf, type ProxyWay } from './line-options.ts'
import { addressOf, proxyError, readProxyAnswer, refusalOf } from './proxy-answer.ts'

/** How long a proxy may take from the first look-up of its name to its answer. */
export const tunnelLimitMs = 15_000

/** Far above any honest answer to `CONNECT`. */
const headLimitBytes = 16 * 1024

export interface TunnelOptions {
  readonly proxy: ProxyWay
  /** The gateway. */
  readonly host: string
  readonly port: number
  /** Who may have issued the certificate of a proxy that speaks TLS itself, as PEM. */
  readonly authorities: readonly string[]
  readonly signal: AbortSignal
}

/**
 * Asks a proxy for a way through to the gateway. The proxy learns the gateway's host and port and
 * its own credentials, nothing else: everything after that is TLS with the gateway. Node's own
 * tunnels (`proxyEnv`) tell neither how the proxy wants people to sign in nor that a certificate
 * was refused, so they are not used.
 *
 * @throws AppError `could-not-ask:proxy-*`, `:portal`, `:cancelled`
 */
export async function openTunnel(options: TunnelOptions): Promise<Socket> {
  const { proxy } = options
  const socket = connectTo(options)
  try {
    socket.once(proxy.secure ? 'secureConnect' : 'connect', () => {
      socket.write(requestFor(options))
    })
    const head = await headOf(socket, options)
    const answer = head === null ? null : readProxyAnswer(head)
    if (answer === null) throw proxyError('could-not-ask:proxy-refused', proxy)
    const refusal = refusalOf(proxy, answer)
    if (refusal !== null) throw refusal
    return socket
  } catch (thrown) {
    socket.destroy()
    throw thrown
  }
}

/** The head of the proxy's answer, or null where there is no end to it. */
function headOf(socket: Socket, { proxy, signal }: TunnelOptions): Promise<string | null> {
  const waiting = new AbortController()
  const { promise, resolve, reject } = Promise.withResolvers<string | null>()
  const broken = (): void => {
    reject(proxyError('could-not-ask:proxy-unreachable', proxy))
  }
  const abort = (): void => {
    reject(new AppError('could-not-ask:cancelled', 'The tunnel is not wanted any more'))
  }
  const cancelLimit = clock.after(tunnelLimitMs, broken)
  for (const name of ['error', 'end', 'close']) socket.on(name, broken)
  signal.addEventListener('abort', abort, { signal: waiting.signal })
  if (signal.aborted) abort()
  readHead(socket, resolve)
  return promise.finally(() => {
    cancelLimit()
    waiting.abort()
    for (const name of ['error', 'end', 'close', 'data']) socket.removeAllListeners(name)
    // An error between two owners of the socket must never end the process.
    socket.on('error', () => undefined)
  })
}

function connectTo({ proxy, authorities }: TunnelOptions): Socket {
  const { host, port } = proxy
  if (!proxy.secure) return connectPlain({ host, port })
  return connectSecurely({
    ...{ host, port },
    ...secureOptionsOf(directLine(authorities)),
    ...(isIP(host) === 0 ? { servername: host } : {})
  })
}

function requestFor({ proxy, host, port }: TunnelOptions): string {
  const to = addressOf({ host, port })
  const lines = [`CONNECT ${to} HTTP/1.1`, `Host: ${to}`]
  if (proxy.authorization !== null) lines.push(`Proxy-Authorization: ${proxy.authorization}`)
  return `${lines.join('\r\n')}\r\n\r\n`
}

/** Gives the head of the answer, or null where it is too long; what follows it stays to be read. */
function readHead(socket: Socket, done: (head: string | null) => void): void {
  let read = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    read = Buffer.concat([read, chunk])
    const end = read.indexOf('\r\n\r\n')
    if (end < 0 && read.length <= headLimitBytes) return
    socket.pause()
    if (end >= 0 && read.length > end + 4) socket.unshift(read.subarray(end + 4))
    done(end < 0 ? null : read.subarray(0, end).toString('latin1'))
  })
}
