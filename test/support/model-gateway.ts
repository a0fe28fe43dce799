import * as v from 'valibot'
import type { Clock } from '../../src/main/clock.ts'
import type { GatewayClient } from '../../src/main/gateway/client.ts'
import { createCredentials, type Ticket } from '../../src/main/gateway/credentials.ts'
import type { Endpoint } from '../../src/main/gateway/endpoint.ts'
import { createPollWatch } from '../../src/main/gateway/poll-watch.ts'
import { withReplay } from '../../src/main/gateway/replay.ts'
import { followSignals } from '../../src/main/gateway/signals.ts'
import { AppError } from '../../src/shared/errors.ts'

/** How the model answers: as usual, not at all, with a refused connection, or with a busy server. */
export type Weather = 'fair' | 'hangs' | 'refuses' | 'busy'

interface Session {
  guid: string
  heardAt: number
  events: string[]
  wake: () => void
}

export interface ModelOptions {
  clock: Clock
  /** How long an idle poll is held (10 s, cec_05_4012), and a silent agent kept (120 s). */
  holdMs?: number
  silenceMs?: number
}

/** One agent's gateway without a wire, in any clock: what a session looks like from the other side. */
export class ModelGateway {
  readonly #options: Required<ModelOptions>
  #session: Session | null = null
  #guids = 0
  weather: Weather = 'fair'
  /** What the next polls are refused with, first come first served. */
  readonly refusals: string[] = []
  /** When each poll began, by the clock of durations, in milliseconds. */
  readonly pollsAt: number[] = []
  mostPollsOpen = 0
  /** Commands that were carried out, by log name. */
  readonly done: string[] = []
  renewals = 0

  constructor(options: ModelOptions) {
    this.#options = { holdMs: 10_000, silenceMs: 120_000, ...options }
  }

  /** The agent is signed out: by somebody (`announced` with the event), or by a restart. */
  dropSession({ announced = false } = {}): void {
    const session = this.#session
    if (session !== null && announced) session.events.push('AgentOther_ShutdownService')
    else this.#session = null
    session?.wake()
  }

  readonly client = (): GatewayClient => {
    const credentials = createCredentials()
    const polls = createPollWatch(this.#options.clock)
    const closing = new AbortController()
    return {
      call: async (endpoint, _params, options) => {
        const given = options?.signal === undefined ? [] : [options.signal]
        const { signal, release } = followSignals([closing.signal, ...given])
        try {
          const reply = await withReplay(
            { credentials, polls, endpoint, signal },
            async (ticket) => {
              const { result, guid } = await this.#answer(endpoint, ticket, signal)
              if (endpoint.sendsGuid === false) credentials.begin(ticket, guid, [])
              else credentials.accept(ticket, guid)
              return v.parse(endpoint.reply, result)
            }
          )
          if (endpoint.kind === 'poll') polls.answered()
          return reply
        } finally {
          release()
        }
      },
      callAtOnce: () => {
        throw new Error('No system ends here')
      },
      lend: () => Promise.reject(new Error('No files here')),
      expectPolls: polls.expect,
      renew: () => (this.renewals += 1),
      close: () => {
        closing.abort()
      }
    }
  }

  async #answer<P, R>(
    endpoint: Endpoint<P, R>,
    ticket: Ticket,
    signal: AbortSignal
  ): Promise<{ result: unknown; guid: string | undefined }> {
    if (endpoint.kind === 'poll') return this.#poll(ticket, signal)
    await this.#suffer(signal)
    if (endpoint.sendsGuid === false) {
      const events = ['AgentOther_InService']
      this.#guids += 1
      const guid = `00000000-${this.#guids}.AgentGateway0`
      this.#session = { guid, heardAt: this.#now(), events, wake: () => undefined }
      return { result: { vdnid: 1, mediatype: 'TTF' }, guid: `JSESSIONID=${guid}` }
    }
    this.#admit(ticket)
    this.done.push(endpoint.logName)
    return { result: {}, guid: undefined }
  }

  async #poll(ticket: Ticket, signal: AbortSignal) {
    this.pollsAt.push(this.#options.clock.elapsed())
    await this.#suffer(signal)
    const retcode = this.refusals.shift()
    if (retcode !== undefined) throw refused(retcode)
    const session = this.#admit(ticket)
    session.heardAt = this.#now()
    if (session.events.length === 0) await this.#hold(session, signal)
    await this.#suffer(signal)
    this.#admit(ticket)
    session.heardAt = this.#now()
    const eventType = session.events.shift()
    if (eventType === 'AgentOther_ShutdownService') this.#session = null
    const result = eventType === undefined ? null : { eventType, workNo: '1001', content: null }
    return { result, guid: undefined }
  }

  #hold(session: Session, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (): void => {
        callOff()
        signal.removeEventListener('abort', leave)
        session.wake = () => undefined
        resolve()
      }
      const leave = (): void => {
        end()
        reject(new AppError('could-not-ask:cancelled', 'ended'))
      }
      const callOff = this.#options.clock.after(this.#options.holdMs, end)
      session.wake = end
      signal.addEventListener('abort', leave)
    })
  }

  /** What the weather does to a request. */
  async #suffer(signal: AbortSignal): Promise<void> {
    if (this.weather === 'refuses') throw new AppError('could-not-ask:unreachable', 'ECONNREFUSED')
    if (this.weather === 'busy') throw new AppError('could-not-ask:unexpected-answer', 'HTTP 503')
    if (this.weather !== 'hangs') return
    await new Promise<never>((_, reject) => {
      const fail = (): void => {
        reject(new AppError('could-not-ask:cancelled', 'ended'))
      }
      if (signal.aborted) fail()
      signal.addEventListener('abort', fail)
    })
  }

  #admit({ guid }: Ticket): Session {
    const session = this.#session
    const silent = session !== null && this.#now() - session.heardAt >= this.#options.silenceMs
    if (silent) this.#session = null
    if (session === null || silent || guid?.reveal() !== session.guid) throw refused('100-006')
    return session
  }

  /** The gateway does not sleep with the PC: its clock is the wall's. */
  #now(): number {
    return this.#options.clock.now()
  }
}

const refused = (retcode: string): AppError =>
  new AppError('gateway-refused', `retcode ${retcode}`, { retcode })
