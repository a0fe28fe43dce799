import { lookup } from 'node:dns/promises'
import { connect, isIP } from 'node:net'
import { AppError } from '../../shared/errors.ts'
import { failureOf } from '../gateway/failure.ts'
import { gatewayAddress, type GatewayAddress } from '../gateway/gateway-address.ts'
import type { ProxyWay } from '../gateway/line-options.ts'
import { addressOf } from '../gateway/proxy-answer.ts'
import { openTunnel } from '../gateway/tunnel.ts'
import { good, type Check, type Finding } from './checks.ts'

export interface NetworkCheckDeps {
  /** The gateway's https origin. */
  readonly origin: string
  /** The proxy to it, with its credentials. @throws `could-not-ask:proxy-socks` */
  readonly wayTo: (origin: string) => Promise<ProxyWay | null>
  /** For a proxy that speaks TLS itself, as PEM. */
  readonly authorities: () => readonly string[]
}

const connectLimitMs = 10_000

/** The way to the gateway, up to the first byte of TLS. */
export function networkChecks(deps: NetworkCheckDeps): readonly Check[] {
  const gateway = gatewayAddress(deps.origin)
  const way = onlyOnce(() => deps.wayTo(deps.origin))
  return [
    { check: 'name', needs: [], look: () => lookUp(gateway.host, way) },
    {
      check: 'connection',
      needs: ['name'],
      look: async (signal) => {
        // A proxy that cannot be used is told where proxies are looked at.
        const proxy = await way().catch(() => null)
        return reach(proxy ?? gateway, signal)
      }
    },
    {
      check: 'proxy',
      needs: ['connection'],
      look: async (signal) => {
        const proxy = await way()
        if (proxy === null) return good('proxy-none')
        const authorities = deps.authorities()
        ;(await openTunnel({ proxy, ...gateway, authorities, signal })).destroy()
        return good('proxy-opens', { address: addressOf(proxy) })
      }
    }
  ]
}

async function lookUp(host: string, way: () => Promise<ProxyWay | null>): Promise<Finding> {
  if (isIP(host) !== 0) return good('name-is-address', { address: host })
  try {
    const found = await lookup(host, { all: true })
    return good('name-found', { name: host, address: found.map((one) => one.address).join(', ') })
  } catch (thrown) {
    const proxy = await way().catch(() => null)
    if (proxy !== null) return good('name-left-to-proxy', { name: host })
    throw failureOf(thrown, query, unsent)
  }
}

const query = { logName: 'The doctor', kind: 'query' as const }
const unsent = { sent: false, certificate: null, pin: null }

function reach({ host, port }: GatewayAddress, signal: AbortSignal): Promise<Finding> {
  const address = addressOf({ host, port })
  const { promise, resolve, reject } = Promise.withResolvers<Finding>()
  const limits = AbortSignal.any([signal, AbortSignal.timeout(connectLimitMs)])
  const socket = connect({ host, port })
  const giveUp = (): void => {
    reject(new AppError('could-not-ask:timeout', `${address} does not answer`))
  }
  limits.addEventListener('abort', giveUp)
  socket.once('connect', () => {
    resolve(good('connected', { address }))
  })
  socket.once('error', (thrown: unknown) => {
    reject(failureOf(thrown, query, unsent))
  })
  return promise.finally(() => {
    limits.removeEventListener('abort', giveUp)
    socket.destroy()
  })
}

function onlyOnce<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | null = null
  return () => (asked ??= ask())
}
