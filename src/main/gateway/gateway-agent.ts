import { Agent, type AgentOptions, type RequestOptions } from 'node:https'
import { isIP } from 'node:net'
import type { Duplex } from 'node:stream'
import { connect, type ConnectionOptions } from 'node:tls'
import { secureOptionsOf, type LineOptions } from './line-options.ts'
import { openTunnel } from './tunnel.ts'

type Created = (error: Error | null, stream: Duplex) => void

/**
 * Connects as {@link LineOptions} say and in no other way: neither the environment of the process
 * nor a kept TLS session decides anything. Through a proxy, a request gets its socket before the
 * handshake with the gateway, exactly as without one.
 */
export class GatewayAgent extends Agent {
  readonly #line: LineOptions
  readonly #closing = new AbortController()

  constructor(line: LineOptions, options: Pick<AgentOptions, 'keepAlive' | 'maxSockets'>) {
    super({
      ...options,
      ...secureOptionsOf(line),
      proxyEnv: {},
      // Each connection is judged by the certificate that it shows, also after one that was good.
      maxCachedSessions: 0
    })
    this.#line = line
  }

  override createConnection(options: RequestOptions, created?: Created): Duplex | null | undefined {
    const { proxy, authorities } = this.#line
    if (proxy === null) return super.createConnection(options, created)
    const host = options.host ?? ''
    const port = Number(options.port)
    const { signal } = this.#closing
    openTunnel({ proxy, host, port, authorities, signal }).then(
      (socket) => {
        const servername = isIP(host) === 0 ? host : ''
        // What Node hands over here are the options of tls.connect, whatever its types say.
        const secure = options as ConnectionOptions
        created?.(null, connect({ ...secure, socket, servername }))
      },
      (error: unknown) => {
        // Node wants either an error or a stream; its types want both.
        const failed = created as ((error: unknown) => void) | undefined
        failed?.(error)
      }
    )
    return undefined
  }

  override destroy(): void {
    this.#closing.abort()
    super.destroy()
  }
}
