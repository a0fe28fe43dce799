import type { Clock } from '../clock.ts'
import type { Answer } from './answer.ts'
import { Line } from './body-line.ts'
import { GatewayAgent } from './gateway-agent.ts'
import type { LentRequest } from './lent-request.ts'

/** Far above the gateway's yes or no; what comes after it is not read. */
const answerLimitBytes = 64 * 1024

export interface LentCallOptions {
  readonly clock: Clock
  /** How long the head of the answer may take once the request was sent. */
  readonly headMs: number
  readonly signal: AbortSignal
}

/**
 * Sends one lent request over a connection of its own, and reads its answer. Nothing is followed or
 * repeated. Failures are AppErrors.
 */
export async function sendLent(request: LentRequest, options: LentCallOptions): Promise<Answer> {
  const agent = new GatewayAgent(request.line, { keepAlive: false })
  const line = new Line({ ...options, request, headers: {}, agent })
  try {
    const response = await line.head()
    const chunks: Buffer[] = []
    let bytes = 0
    await line.until<undefined>((found) => {
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        bytes += chunk.length
        if (bytes >= answerLimitBytes) found(undefined)
      })
      response.once('end', () => {
        found(undefined)
      })
    })
    return {
      status: response.statusCode ?? 0,
      contentType: response.headers['content-type'] ?? '',
      body: Buffer.concat(chunks)
    }
  } finally {
    line.close()
    agent.destroy()
  }
}
