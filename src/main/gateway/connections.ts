import { Agent } from 'node:https'
import * as tls from 'node:tls'
import type { EndpointKind } from './endpoint.ts'

/** The two ways of connecting to one gateway; files are fetched by another process (see body.ts). */
export interface Connections {
  for(kind: EndpointKind): Agent
  close(): void
}

/**
 * One kept socket for the poll, a fresh one for everything else. A kept socket
 * may have died unnoticed, and a command that is written to it is then neither done nor not done.
 */
export function createConnections(ca: readonly string[]): Connections {
  const shared = {
    // Built once: parsing some 300 authorities for every fresh socket would cost more than the request.
    secureContext: tls.createSecureContext({ ca: [...ca], minVersion: 'TLSv1.2' })
  }
  const poll = new Agent({ ...shared, keepAlive: true, maxSockets: 1 })
  const commands = new Agent({ ...shared, keepAlive: false })
  return {
    for: (kind) => (kind === 'poll' ? poll : commands),
    close() {
      for (const agent of [poll, commands]) agent.destroy()
    }
  }
}
