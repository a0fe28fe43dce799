import type { Clock } from '../clock.ts'
import { framesOf, type Log, type LogLine } from '../diagnostics/log.ts'
import { judgeFault, noFaults } from './fault-rule.ts'

/** Where a fault is told once there is a log and a screen. */
export interface FaultSinks {
  readonly log: Log
  /** Tells the agent, with the reference that is in the log. */
  readonly say: (ref: string) => void
  /** Ends the app in order: it cannot go on. Called once. */
  readonly end: (ref: string) => void
}

export interface NetDeps {
  readonly clock: Pick<Clock, 'elapsed'>
  readonly newRef: () => string
}

type FaultLine = LogLine & { readonly ref: string }

/** Faults before there is a log: more than a start can have. */
const earlyLimit = 20

/** What everything falls into that nobody has caught. There is one for the process. */
export class Net {
  readonly #deps: NetDeps
  #history = noFaults
  #sinks: FaultSinks | null = null
  #early: readonly FaultLine[] = []
  #ended = false

  constructor(deps: NetDeps) {
    this.#deps = deps
  }

  /** Takes it. Never throws: what fails here would come here again. */
  readonly caught = (thrown: unknown): void => {
    this.told(framesOf(thrown))
  }

  /** Takes what another process of ours has caught, as {@link framesOf} gives it. */
  told(frames: string): void {
    const { history, tell, end } = judgeFault(
      this.#history,
      kindOf(frames),
      this.#deps.clock.elapsed()
    )
    this.#history = history
    const ref = this.#deps.newRef()
    const times = tell === 1 ? undefined : (tell ?? undefined)
    if (tell !== null) this.#tell({ level: 'error', what: 'fault', ref, times, frames })
    if (end) this.#end(ref)
  }

  /** Tells what came before, and from now on all. */
  follow(sinks: FaultSinks): void {
    this.#sinks = sinks
    const early = this.#early
    this.#early = []
    for (const line of early) this.#tell(line)
  }

  #tell(line: FaultLine): void {
    if (this.#sinks === null) {
      this.#early = [...this.#early, line].slice(0, earlyLimit)
      return
    }
    const { log, say } = this.#sinks
    attempt(() => {
      log(line)
    })
    attempt(() => {
      say(line.ref)
    })
  }

  #end(ref: string): void {
    if (this.#ended || this.#sinks === null) return
    this.#ended = true
    const { log, end } = this.#sinks
    attempt(() => {
      log({ level: 'error', what: 'too many faults', ref })
    })
    attempt(() => {
      end(ref)
    })
  }
}

/** What it was and where it was thrown: two of the same place are one kind. */
const kindOf = (frames: string): string => frames.split(' | ').slice(0, 2).join(' | ')

/** A full disk, a window that is gone: what cannot be told this way is told the other. */
function attempt(work: () => void): void {
  try {
    work()
  } catch {
    // There is nobody left to tell.
  }
}
