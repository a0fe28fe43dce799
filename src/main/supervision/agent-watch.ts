import { AppError } from '../../shared/errors.ts'
import type { SupervisionView } from '../../shared/model/supervision.ts'
import type { Clock } from '../clock.ts'
import { beginMonitor, endMonitor } from '../gateway/endpoints/index.ts'
import type { RequireSignedIn } from '../session/signed-in.ts'

export interface AgentWatchDeps {
  signedIn: RequireSignedIn
  clock: Clock
  /** The agents of the list, by number. */
  numbers: () => readonly string[]
  /** Asks for the list anew. */
  refresh: () => Promise<void>
  changed: () => void
}

interface Wish {
  readonly endpoint: typeof beginMonitor
  readonly workNos: readonly string[]
}

/** Numbers in one request: they travel in the address, some 7 characters each. */
const agentsAtOnce = 100

/** The list is asked for at most so often because of notices: a VDN's list may have megabytes. */
const askEveryMs = 10_000

/**
 * Keeps the list of agents live while somebody looks at it: the gateway is asked to tell of their
 * states (`beginmonitor`), and no longer when the screen is left (`endmonitor`). Both are names of
 * a vendor client without a page: a gateway that refuses them does not report, and that is shown.
 */
export class AgentWatch {
  readonly #deps: AgentWatchDeps
  readonly #watched = new Set<string>()
  #wanted = false
  #status: SupervisionView['watching'] = 'no'
  #running = false
  #again = false
  #cancelAsk: (() => void) | null = null
  #askedAt = -Infinity

  constructor(deps: AgentWatchDeps) {
    this.#deps = deps
  }

  get status(): SupervisionView['watching'] {
    return this.#status
  }

  /** Begins or ends being told, soon; a second wish to the same end changes nothing. */
  set(wanted: boolean): void {
    if (wanted === this.#wanted) return
    this.#wanted = wanted
    if (!wanted) this.#stopAsking()
    this.follow()
  }

  /** Makes what is watched follow what is wanted and listed; one request at a time. */
  follow(): void {
    this.#again = true
    if (!this.#running) void this.#follow()
  }

  /** A notice told that a state changed, but not to what. */
  askSoon(): void {
    if (!this.#wanted || this.#cancelAsk !== null) return
    const { clock, refresh } = this.#deps
    const waitMs = Math.max(0, this.#askedAt + askEveryMs - clock.elapsed())
    this.#cancelAsk = clock.after(waitMs, () => {
      this.#cancelAsk = null
      this.#askedAt = clock.elapsed()
      // Where it fails, the list's own problem says so.
      refresh().catch(() => undefined)
    })
  }

  /** The sign-in is over, and with it everything that the gateway would have told. */
  clear(): void {
    this.#watched.clear()
    this.#status = 'no'
    this.#stopAsking()
  }

  #stopAsking(): void {
    this.#cancelAsk?.()
    this.#cancelAsk = null
  }

  async #follow(): Promise<void> {
    this.#running = true
    while (this.#again) {
      this.#again = false
      try {
        for (let chunk = this.#next(); chunk !== null; chunk = this.#next()) await this.#tell(chunk)
      } catch {
        // Signed out meanwhile: `clear` says the rest.
      }
    }
    this.#running = false
  }

  /** What is to be asked next: agents that are not watched yet, or all that still are. */
  #next(): Wish | null {
    if (!this.#wanted) return this.#chunk(endMonitor, [...this.#watched])
    if (this.#status === 'not-reported') return null
    const fresh = this.#deps.numbers().filter((workNo) => !this.#watched.has(workNo))
    return this.#chunk(beginMonitor, fresh)
  }

  #chunk(endpoint: typeof beginMonitor, all: readonly string[]): Wish | null {
    if (all.length > 0) return { endpoint, workNos: all.slice(0, agentsAtOnce) }
    if (endpoint === endMonitor) this.#setStatus('no')
    return null
  }

  async #tell({ endpoint, workNos }: Wish): Promise<void> {
    const { agentId, call, ended } = this.#deps.signedIn()
    for (const workNo of workNos) {
      if (endpoint === beginMonitor) this.#watched.add(workNo)
      else this.#watched.delete(workNo)
    }
    try {
      await call(endpoint, { agentId, workNos }, { signal: ended })
      if (!ended.aborted && endpoint === beginMonitor) this.#setStatus('yes')
    } catch (thrown) {
      if (ended.aborted) throw thrown
      if (endpoint === beginMonitor) this.#refused(AppError.from(thrown), workNos)
    }
  }

  /** 900-004, one of many has signed out: they are asked for again when the screen is opened anew. */
  #refused({ retcode }: AppError, workNos: readonly string[]): void {
    if (retcode === '900-004') return
    for (const workNo of workNos) this.#watched.delete(workNo)
    this.#setStatus('not-reported')
  }

  #setStatus(status: SupervisionView['watching']): void {
    if (status === this.#status) return
    this.#status = status
    this.#deps.changed()
  }
}
