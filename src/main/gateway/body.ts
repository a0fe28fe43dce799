import type { IncomingMessage } from 'node:http'
import type { Writable } from 'node:stream'
import { AppError } from '../../shared/errors.ts'
import type { Clock } from '../clock.ts'
import { createAgents } from './body-agents.ts'
import { endedBy } from './body-failure.ts'
import { judgeHead, needsReading, refusalLimitBytes, type BodyHead } from './body-head.ts'
import { Line } from './body-line.ts'
import type { LentRequest } from './lent-request.ts'

export interface OpenOptions {
  /** How long the head of the answer may take once the request was sent. */
  readonly headMs: number
  /** Asks for the rest of a file of which a part is here; null for the whole of it. */
  readonly range: { readonly from: number; readonly ifRange: string } | null
  /** Told the `Set-GUID` of the answer, whatever else it says. */
  readonly onSetGuid: (value: string) => void
}

/** A file whose first bytes are on their way. Call `close`, whatever happens: it holds a connection. */
export interface GatewayBody {
  readonly head: BodyHead
  /**
   * Writes every byte into `sink`, in order and as fast as it takes them; does not end it. Rejects
   * with `file:truncated`, `file:too-long`, `could-not-ask:*`.
   */
  pour(sink: Writable): Promise<void>
  /**
   * Resolves once nothing more can come: the server has hung up, as it was asked to, or stayed
   * silent for `graceMs`. Rejects with `file:too-long` where anything came after the body.
   */
  silence(graceMs: number): Promise<void>
  /** Ends it because of `error`: whatever is waited for rejects with it. */
  fail(error: AppError): void
  close(): void
}

export type OpenBody = (
  request: LentRequest,
  options: OpenOptions,
  signal: AbortSignal
) => Promise<GatewayBody>

/** How long the words of a refusal may take; without them it is judged by its status. */
const refusalMs = 5_000

/**
 * Sends lent requests over bare `node:https`: on the full path to the disk it is 0.15 of curl's
 * throughput faster than got, which stays the client of every other call (`npm run bench` shows both).
 * Nothing is followed, repeated or unpacked.
 */
export function createOpenBody(clock: Clock): OpenBody {
  const agentFor = createAgents()
  return async (request, { headMs, range, onSetGuid }, signal) => {
    if (signal.aborted) throw endedBy(signal)
    const headers =
      range === null ? {} : { range: `bytes=${String(range.from)}-`, 'if-range': range.ifRange }
    const line = new Line({
      request,
      headers,
      agent: agentFor(request.line),
      clock,
      headMs,
      signal
    })
    try {
      const response = await line.head()
      const setGuid = response.headers['set-guid']
      if (setGuid !== undefined) onSetGuid([setGuid].flat().join(', '))
      const said = needsReading(response) ? await firstBytes(line, response, clock) : null
      const head = judgeHead(response, said, { ranged: range !== null, now: clock.now() })
      return bodyOf(line, response, head)
    } catch (thrown) {
      line.close()
      throw AppError.from(thrown)
    }
  }
}

function bodyOf(line: Line, response: IncomingMessage, head: BodyHead): GatewayBody {
  return {
    head,
    pour: (sink) =>
      line.until((found) => {
        response.on('data', (chunk: Buffer) => {
          if (!sink.write(chunk)) response.pause()
        })
        sink.on('drain', () => {
          response.resume()
        })
        response.once('end', found)
      }),
    silence: (graceMs) => {
      // A writer that was behind may have left it paused.
      response.socket.resume()
      return line.hungUp(graceMs)
    },
    fail: (error) => {
      line.fail(error)
    },
    close: () => {
      line.close()
    }
  }
}

/** What a refusal says, as far as it comes: cut off or slow, its status still counts. */
async function firstBytes(line: Line, response: IncomingMessage, clock: Clock): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  let cancel: () => void = () => undefined
  const reading: Promise<void> = line.until((found) => {
    cancel = clock.after(refusalMs, found)
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes >= refusalLimitBytes) found()
    })
    response.once('end', found)
  })
  try {
    await reading
  } catch (thrown) {
    if (AppError.from(thrown).code === 'could-not-ask:cancelled') throw thrown
  } finally {
    cancel()
    response.pause()
  }
  return Buffer.concat(chunks)
}
