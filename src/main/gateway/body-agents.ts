import { createHash } from 'node:crypto'
import type { Agent } from 'node:https'
import { GatewayAgent } from './gateway-agent.ts'
import type { LineOptions } from './line-options.ts'

/** Gives the way of connecting that a request asks for. */
export type AgentFor = (line: LineOptions) => Agent

/**
 * Every download has a connection of its own: a kept socket may have died unnoticed, and one that
 * closes with its answer tells of bytes that came too many. The last list of authorities stays
 * parsed, because parsing some 300 of them for each file would take longer than a small file does.
 */
export function createAgents(): AgentFor {
  let last: { digest: string; agent: Agent } | null = null
  return (line) => {
    const digest = digestOf(line)
    if (last?.digest === digest) return last.agent
    const agent = new GatewayAgent(line, { keepAlive: false })
    last = { digest, agent }
    return agent
  }
}

function digestOf({ authorities, pin, proxy }: LineOptions): string {
  const hash = createHash('sha256')
  for (const pem of authorities) hash.update(pem).update('\0')
  return hash.update(JSON.stringify([pin, proxy])).digest('base64')
}
