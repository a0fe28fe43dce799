import { createHash } from 'node:crypto'
import { Agent } from 'node:https'
import * as tls from 'node:tls'

/** Gives the way of connecting that trusts exactly the authorities of a request. */
export type AgentFor = (ca: readonly string[]) => Agent

/**
 * Every download has a connection of its own: a kept socket may have died unnoticed, and one that
 * closes with its answer tells of bytes that came too many. The last list of authorities stays
 * parsed, because parsing some 300 of them for each file would take longer than a small file does.
 */
export function createAgents(): AgentFor {
  let last: { digest: string; agent: Agent } | null = null
  return (ca) => {
    const digest = digestOf(ca)
    if (last?.digest === digest) return last.agent
    const secureContext = tls.createSecureContext({ ca: [...ca], minVersion: 'TLSv1.2' })
    // Without a cached session, each connection is judged by its certificate anew.
    const agent = new Agent({ keepAlive: false, maxCachedSessions: 0, ...{ secureContext } })
    last = { digest, agent }
    return agent
  }
}

function digestOf(ca: readonly string[]): string {
  const hash = createHash('sha256')
  for (const pem of ca) hash.update(pem).update('\0')
  return hash.digest('base64')
}
