import { randomUUID } from 'node:crypto'
import type { EventQueue, GatewayEvent } from './event-queue.ts'
import { createEventQueue } from './event-queue.ts'
import type { GuidKeeper } from './guid.ts'
import { createGuidKeeper, newGuid } from './guid.ts'
import type { Settings } from './options.ts'

/** One signed-in client. */
export interface Session {
  readonly agentId: string
  readonly guids: GuidKeeper
  readonly cookie: string
  readonly events: EventQueue
  readonly loginTime: number
  /** Signed in for push, which this gateway does not do: polling is then refused. */
  readonly push: boolean
}

/** What a request shows of itself. */
export interface Credentials {
  guid: string
  /** The `Cookie` header. */
  cookies: string
}

export type Admission = { session: Session } | { retcode: string }

export interface Sessions {
  open(agentId: string, push: boolean): Session
  find(agentId: string): Session | null
  /** Checks the Guid, and the cookie where it is demanded. */
  admit(agentId: string, credentials: Credentials): Admission
  /** The same for a poll: a session that is over lets its last event be fetched. */
  admitPoll(agentId: string, credentials: Credentials): Admission
  /** The client was heard: starts the time of silence anew. */
  heard(session: Session): void
  /** Ends a session; its next poll brings `last` where given, then 100-006. */
  close(agentId: string, last?: GatewayEvent): void
  closeAll(): void
}

export const cookieName = 'AGWROUTE'

/** @param onSilent called when a client has not polled for `silenceMs`; it signs the agent out. */
export const createSessions = (settings: Settings, onSilent: (agentId: string) => void): Sessions =>
  new SessionRegister(settings, onSilent)

class SessionRegister implements Sessions {
  readonly #settings: Settings
  readonly #onSilent: (agentId: string) => void
  readonly #live = new Map<string, Session>()
  readonly #ended = new Map<string, Session>()
  readonly #alarms = new Map<string, () => void>()

  constructor(settings: Settings, onSilent: (agentId: string) => void) {
    this.#settings = settings
    this.#onSilent = onSilent
  }

  open(agentId: string, push: boolean): Session {
    this.close(agentId)
    const { clock, timings, secrets, authMode, guidOverlap } = this.#settings
    const rules = {
      mode: authMode,
      intervalMs: timings.guidIntervalMs,
      timeoutMs: timings.guidTimeoutMs,
      overlap: guidOverlap
    }
    const session: Session = {
      agentId,
      push,
      guids: createGuidKeeper(clock, rules, () => newGuid(secrets.guidPrefix)),
      cookie: `${secrets.cookie ?? ''}${randomUUID()}`,
      events: createEventQueue(clock),
      loginTime: clock.now()
    }
    this.#live.set(agentId, session)
    this.heard(session)
    return session
  }

  find(agentId: string): Session | null {
    return this.#live.get(agentId) ?? null
  }

  admit(agentId: string, { guid, cookies }: Credentials): Admission {
    const session = this.#live.get(agentId)
    const isOver = this.#findEnded(agentId, guid) !== null
    if (session === undefined || isOver) return { retcode: '100-006' }
    const verdict = session.guids.judge(guid)
    if (verdict === 'unknown') return { retcode: '000-003' }
    if (verdict === 'old') return { retcode: this.#settings.expiredGuidRetcode }
    // A balancer without the cookie would send the request to a node that has no such agent.
    const wanted = `${cookieName}=${session.cookie}`
    return this.#settings.requireCookie && !cookies.split(/;\s*/).includes(wanted)
      ? { retcode: '100-006' }
      : { session }
  }

  admitPoll(agentId: string, credentials: Credentials): Admission {
    const session = this.#findEnded(agentId, credentials.guid)
    return session !== null && session.events.waiting() > 0
      ? { session }
      : this.admit(agentId, credentials)
  }

  heard({ agentId }: Session): void {
    const { clock, timings } = this.#settings
    this.#alarms.get(agentId)?.()
    const callOff = clock.after(timings.silenceMs, () => {
      this.#onSilent(agentId)
    })
    this.#alarms.set(agentId, callOff)
  }

  close(agentId: string, last?: GatewayEvent): void {
    const session = this.#live.get(agentId)
    if (session === undefined) return
    this.#alarms.get(agentId)?.()
    this.#alarms.delete(agentId)
    this.#live.delete(agentId)
    this.#ended.set(agentId, session)
    session.events.close(last ?? null)
  }

  closeAll(): void {
    for (const agentId of [...this.#live.keys()]) this.close(agentId)
  }

  #findEnded(agentId: string, guid: string): Session | null {
    const session = this.#ended.get(agentId)
    return session !== undefined && session.guids.judge(guid) !== 'unknown' ? session : null
  }
}
