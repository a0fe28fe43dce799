import type { Clock } from '../clock.ts'
import type { Timings } from '../timings.ts'

/** What the desktop tells of sleep and network. Every subscription returns its undo. */
export interface PowerPort {
  onResume: (listener: () => void) => () => void
  onUnlock: (listener: () => void) => () => void
  /** The addresses of this PC in its networks; loopback is none of them. */
  addresses: () => readonly string[]
}

type Seen = 'none' | 'healthy' | 'waiting'

export interface WakeWatchDeps {
  power: PowerPort
  clock: Clock
  timings: Timings
  /** `healthy` where the last poll was answered, `waiting` where the gateway is waited for. */
  session: () => Seen
  /** Connections may be dead: ask the gateway anew. */
  onWake: () => void
}

/** While the gateway is waited for, the network is looked at this much oftener than the time. */
const waitingLooks = 5

/**
 * Sees that the PC woke or that its network changed, by what the system tells and by two facts that
 * need nobody to tell them: a tick that comes much too late, and an address that is gone. It ticks
 * only while an agent is signed in.
 */
export class WakeWatch {
  readonly #deps: WakeWatchDeps
  #addresses: readonly string[] = []
  #stopTick: (() => void) | null = null
  #followed: Seen = 'none'
  readonly #undo: readonly (() => void)[]

  constructor(deps: WakeWatchDeps) {
    this.#deps = deps
    this.#undo = [
      deps.power.onResume(() => {
        if (deps.session() !== 'none') deps.onWake()
      }),
      // A locked PC goes on polling; only where it does not reach the gateway there is a reason to hurry.
      deps.power.onUnlock(() => {
        if (deps.session() === 'waiting') deps.onWake()
      })
    ]
  }

  /** The session has changed. */
  follow(): void {
    const { session, power } = this.#deps
    const was = this.#followed
    this.#followed = session()
    if (this.#followed === was) return
    this.#stopTick?.()
    if (was === 'none') this.#addresses = power.addresses()
    if (this.#followed !== 'none') this.#tick()
  }

  close(): void {
    this.#stopTick?.()
    for (const undo of this.#undo) undo()
  }

  #tick(): void {
    const { clock, timings } = this.#deps
    const everyMs = timings.tickMs / (this.#followed === 'waiting' ? waitingLooks : 1)
    const due = { now: clock.now() + everyMs, elapsed: clock.elapsed() + everyMs }
    this.#stopTick = clock.after(everyMs, () => {
      // Before the look, which may change the session and with it this tick.
      this.#tick()
      this.#look(Math.max(clock.now() - due.now, clock.elapsed() - due.elapsed))
    })
  }

  #look(lateMs: number): void {
    const { power, timings, session, onWake } = this.#deps
    const before = this.#addresses
    this.#addresses = power.addresses()
    const slept = lateMs > timings.lateTickMs
    if (slept || networkNews(before, this.#addresses, session() === 'waiting')) onWake()
  }
}

/**
 * Whether a change of addresses is a reason to connect anew. One that is gone takes its connections
 * with it; one more is news only to somebody who waits. Without any address there is nothing to ask.
 */
export function networkNews(
  before: readonly string[],
  now: readonly string[],
  isWaiting: boolean
): boolean {
  if (now.length === 0) return false
  const isGone = before.some((address) => !now.includes(address))
  const isNew = now.some((address) => !before.includes(address))
  return isGone || (isNew && (isWaiting || before.length === 0))
}
