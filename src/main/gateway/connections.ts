import { Agent } from 'node:https'
import * as tls from 'node:tls'
import type { EndpointKind } from './endpoint.ts'

/** Downloads that run side by side; the library asks for fewer. */
const maxFileSockets = 8

/** The three ways of connecting to one gateway. */
export interface Connections {
  for(kind: EndpointKind): Agent
  close(): void
}

/**
 * One kept socket for the poll, a fresh one for everything else that is not a file. A kept socket
 * may have died unnoticed, and a command that is written to it is then neither done nor not done.
 */
export function createConnections(ca: readonly string[]): Connections {
  const shared = {
    // Built once: parsing some 300 authorities for every fresh socket would cost more than the request.
    secureContext: tls.createSecureContext({ ca: [...ca], minVersion: 'TLSv1.2' })
  }
  const poll = new Agent({ ...shared, keepAlive: true, maxSockets: 1 })
  const commands = new Agent({ ...shared, keepAlive: false })
  const files = new Agent({ ...shared, keepAlive: true, maxSockets: maxFileSockets })
  return {
    for(kind) {
      if (kind === 'poll') return poll
      return kind === 'file' ? files : commands
    },
    close() {
      for (const agent of [poll, commands, files]) agent.destroy()
    }
  }
}
