import { isIP } from 'node:net'
import type { LineOptions } from './line-options.ts'
import { tunnelLimitMs } from './tunnel.ts'

/** Until the request is on its way, the limits of every gateway call (see client.ts). */
export const limitsMs = { lookup: 5_000, connect: 10_000, handshake: 10_000 } as const

/** Until there is a socket: a look-up, a connection, or all that a proxy has to do. */
export function firstLimitMs({ proxy }: LineOptions, host: string): number {
  if (proxy !== null) return tunnelLimitMs + limitsMs.connect
  return isIP(host) === 0 ? limitsMs.lookup : limitsMs.connect
}
