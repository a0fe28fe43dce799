import type { Agent } from 'node:https'
import type { EndpointKind } from './endpoint.ts'
import { GatewayAgent } from './gateway-agent.ts'
import type { LineOptions } from './line-options.ts'

/** The two ways of connecting to one gateway; files are fetched by another process (see body.ts). */
export interface Connections {
  for(kind: EndpointKind): Agent
  /** Ends every connection, for it may be dead; the next request opens a new one. */
  readonly renew: () => void
  close(): void
}

/**
 * One kept socket for the poll, a fresh one for everything else. A kept socket may have died
 * unnoticed, and a command that is written to it is then neither done nor not done. Where `line`
 * gives another value than before, new connections are made by it; a command that is under way on
 * an old one is left alone, because ending it would leave its outcome unknown.
 */
export function createConnections(line: () => LineOptions): Connections {
  const opened: ReturnType<typeof open>[] = []
  const current = (): ReturnType<typeof open> => {
    const now = line()
    const last = opened.at(-1)
    if (last?.line === now) return last
    last?.poll.destroy()
    const next = open(now)
    opened.push(next)
    return next
  }
  const destroy = (): void => {
    for (const { poll, commands } of opened) {
      poll.destroy()
      commands.destroy()
    }
  }
  return {
    for: (kind) => (kind === 'poll' ? current().poll : current().commands),
    renew: destroy,
    close: destroy
  }
}

const open = (line: LineOptions) => ({
  line,
  poll: new GatewayAgent(line, { keepAlive: true, maxSockets: 1 }),
  commands: new GatewayAgent(line, { keepAlive: false })
})
