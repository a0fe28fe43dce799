import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Agents } from '../agents.ts'
import { pause } from '../clock.ts'
import type { Settings } from '../options.ts'
import type { Sessions } from '../sessions.ts'
import type { Answer } from './answer.ts'
import { refused, retcodeOf, wasAccepted } from './answer.ts'
import type { Endpoint, GatewayRequest } from './endpoint.ts'
import type { Fault, Faults } from './faults.ts'
import { createFields, parseFields } from './fields.ts'
import type { Journal, SeenRequest } from './journal.ts'
import { faultLetter } from './fault-letter.ts'
import { letterOf, send } from './sender.ts'

/** One request and the place for its answer. */
export interface Exchange {
  incoming: IncomingMessage
  outgoing: ServerResponse
  agentId: string
  params: Readonly<Record<string, string>>
  query(name: string): string | undefined
}

/** Answers one request, faults included. Never throws. */
export type Serve = (endpoint: Endpoint, exchange: Exchange) => Promise<void>

interface Deps {
  settings: Settings
  agents: Agents
  sessions: Sessions
  faults: Faults
  journal: Journal
}

// Four times the largest call data, Base64 included.
const maximumBodyBytes = 1 << 17

/** Null when it is too long, or when the client went away while sending it. */
async function readBody(incoming: IncomingMessage): Promise<string | null> {
  try {
    return await readBlocks(incoming)
  } catch {
    return null
  }
}

async function readBlocks(incoming: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of incoming) {
    const block = Buffer.from(chunk as Buffer) // a request without encoding delivers Buffers
    bytes += block.length
    if (bytes <= maximumBodyBytes) chunks.push(block)
  }
  return bytes > maximumBodyBytes ? null : Buffer.concat(chunks).toString('utf8')
}

function untilGone(outgoing: ServerResponse): AbortSignal {
  const controller = new AbortController()
  outgoing.on('close', () => {
    controller.abort()
  })
  return controller.signal
}

function firstSight(endpoint: Endpoint, exchange: Exchange, at: number): SeenRequest {
  const { incoming, agentId } = exchange
  return {
    name: endpoint.name,
    agentId,
    at,
    method: incoming.method ?? '',
    target: incoming.url ?? '',
    headers: { ...incoming.headers },
    body: '',
    accepted: false,
    retcode: null
  }
}

interface Visit {
  exchange: Exchange
  /** Null when it was too long or cut off. */
  body: string | null
  signal: AbortSignal
}

/** Checks who asks, and has the endpoint do its work. */
function createWork({ agents, sessions }: Deps) {
  return async (endpoint: Endpoint, { exchange, body, signal }: Visit): Promise<Answer> => {
    const { agentId, params, incoming } = exchange
    const fields = body === null ? null : parseFields(body)
    const request: GatewayRequest = {
      agentId,
      param: (name) => params[name] ?? '',
      query: createFields((name) => exchange.query(name)),
      body: fields ?? createFields(() => undefined),
      signal
    }
    if (endpoint.open === true) return fields === null ? refused('000-002') : endpoint.run(request)
    const guid = incoming.headers['guid']
    const credentials = {
      guid: typeof guid === 'string' ? guid : '',
      cookies: incoming.headers.cookie ?? ''
    }
    const isPoll = endpoint.name === 'getAgentEvent'
    const admission = isPoll
      ? sessions.admitPoll(agentId, credentials)
      : sessions.admit(agentId, credentials)
    if (!('session' in admission)) return refused(admission.retcode)
    const agent = agents.find(agentId)
    if (fields === null || agent === null) return refused('000-002')
    return endpoint.run(request, { agent, session: admission.session })
  }
}

/** Writes a request down until its client has an answer, or is gone. */
function noted(journal: Journal, outgoing: ServerResponse, entry: SeenRequest): SeenRequest {
  outgoing.once('close', () => {
    journal.close(entry)
  })
  return journal.open(entry)
}

export function createServe(deps: Deps): Serve {
  const { settings, faults, journal } = deps
  const { clock } = settings
  const alone = new Set<string>()
  const work = createWork(deps)

  const workAlone = async (endpoint: Endpoint, visit: Visit, fault: Fault | null) => {
    const { agentId } = visit.exchange
    const isAlone = endpoint.alone === true
    if (isAlone && alone.has(agentId)) return refused('000-007')
    if (isAlone) alone.add(agentId)
    try {
      if (fault?.kind === 'delay') await pause(clock, fault.delayMs, visit.signal)
      return await work(endpoint, visit)
    } finally {
      if (isAlone) alone.delete(agentId)
    }
  }

  return async (endpoint, exchange) => {
    const { incoming, outgoing, agentId } = exchange
    const signal = untilGone(outgoing)
    const entry = noted(journal, outgoing, firstSight(endpoint, exchange, clock.now()))
    const body = await readBody(incoming)
    entry.body = body ?? ''
    const fault = faults.take(endpoint.name, agentId)
    if (fault?.kind === 'stall') return
    const replacement = fault === null ? null : faultLetter(fault)
    if (replacement !== null) {
      await send(outgoing, replacement, { fault: null, clock })
      return
    }
    const answer = await workAlone(endpoint, { exchange, body, signal }, fault)
    entry.retcode = retcodeOf(answer)
    if (wasAccepted(answer)) journal.accept(entry)
    if (answer.kind === 'none' || outgoing.destroyed) return
    if (fault?.kind === 'lost') outgoing.socket?.destroy()
    else await send(outgoing, letterOf(answer, settings.bodyFraming), { fault, clock })
  }
}
