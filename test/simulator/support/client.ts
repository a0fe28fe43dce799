import { Agent, request } from 'node:https'
import type { IncomingMessage, RequestOptions } from 'node:http'
import type { PracticeGateway } from '../../../src/simulator/index.ts'

export interface Reply {
  status: number
  headers: IncomingMessage['headers']
  bytes: Buffer
  /** The body as JSON; undefined where it is something else. */
  json: Record<string, unknown> | undefined
}

export interface Asked {
  guid?: string
  cookie?: string
  body?: unknown
  signal?: AbortSignal
}

function parse(bytes: Buffer): Record<string, unknown> | undefined {
  try {
    return JSON.parse(bytes.toString('utf8')) as Record<string, unknown> // the tests look inside
  } catch {
    return undefined
  }
}

/** One request over real HTTPS that trusts the gateway's certificate and no other. */
export function ask(
  gateway: Pick<PracticeGateway, 'url' | 'certificatePem'>,
  line: string,
  { guid, cookie, body, signal }: Asked = {}
): Promise<Reply> {
  const [method = 'GET', path = ''] = line.split(' ')
  const headers = {
    'Content-Type': 'application/json; charset=UTF-8',
    ...(guid === undefined ? {} : { Guid: guid }),
    ...(cookie === undefined ? {} : { Cookie: cookie })
  }
  const agent = new Agent({ ca: gateway.certificatePem })
  const options: RequestOptions = { method, headers, agent, ...(signal ? { signal } : {}) }
  return new Promise((resolve, reject) => {
    const sent = request(`${gateway.url}/agentgateway/resource${path}`, options, (reply) => {
      const chunks: Buffer[] = []
      reply.on('data', (chunk: Buffer) => chunks.push(chunk))
      reply.on('error', reject)
      reply.on('end', () => {
        const bytes = Buffer.concat(chunks)
        const status = reply.statusCode ?? 0
        resolve({ status, headers: reply.headers, bytes, json: parse(bytes) })
      })
    })
    sent.on('error', reject)
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

/** A client of one agent that keeps its Guid up to date, as the documentation asks. */
export class Seat {
  guid = ''
  cookie = ''
  readonly #gateway: PracticeGateway
  readonly agentId: string

  constructor(gateway: PracticeGateway, agentId: string) {
    this.#gateway = gateway
    this.agentId = agentId
  }

  async ask(line: string, asked: Asked = {}): Promise<Reply> {
    const path = line.replace('{id}', this.agentId)
    const reply = await ask(this.#gateway, path, { guid: this.guid, cookie: this.cookie, ...asked })
    const renewed = reply.headers['set-guid']
    if (typeof renewed === 'string') this.guid = renewed.replace('JSESSIONID=', '')
    return reply
  }

  /** The retcode that a call answers. */
  async code(line: string, body?: unknown): Promise<unknown> {
    const reply = await this.ask(line, body === undefined ? {} : { body })
    return reply.json?.['retcode']
  }

  async signIn(more: Record<string, unknown> = {}, force = false): Promise<Reply> {
    const seed = this.#gateway.agents.find(({ agentId }) => agentId === this.agentId)
    const reply = await this.ask(`PUT /onlineagent/{id}${force ? '/forcelogin' : ''}`, {
      body: { password: seed?.password, phonenum: seed?.phone, agenttype: 11, ...more }
    })
    this.cookie = reply.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
    return reply
  }

  poll(): Promise<Reply> {
    return this.ask('GET /agentevent/{id}')
  }

  /** Polls until an event of this type came; returns the types on the way and its content. */
  async until(eventType: string): Promise<{ seen: string[]; content: unknown }> {
    const seen: string[] = []
    for (;;) {
      const reply = await this.poll()
      const event = reply.json?.['event'] as { eventType: string; content: unknown } | undefined
      if (event === undefined) {
        throw new Error(`No ${eventType} after ${seen.join(', ')}: ${reply.bytes.toString()}`)
      }
      seen.push(event.eventType.trim())
      if (event.eventType.trim() === eventType) return { seen, content: event.content }
    }
  }
}
