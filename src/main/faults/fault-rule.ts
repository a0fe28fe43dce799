/** The faults of the last time, as far as they decide about the next. */
export interface FaultHistory {
  /** When each of the newest came, oldest first: at most {@link endAfter}. */
  readonly recent: readonly number[]
  /** When a kind was told last, and how many of it came since. */
  readonly told: ReadonlyMap<string, { readonly at: number; readonly since: number }>
}

/** What becomes of one fault. */
export interface FaultVerdict {
  /** How many of its kind are told with it, in log and on screen; null if it is only counted. */
  readonly tell: number | null
  /** Too many in too short a time: the app cannot go on. */
  readonly end: boolean
}

export const noFaults: FaultHistory = { recent: [], told: new Map() }

/** One kind is told once in this time, so that a timer that fails each second floods neither log nor screen. */
const quietMs = 60_000
/** At most so many kinds are told within {@link quietMs}; the rest is counted with the next of its kind. */
const kindsAtOnce = 5
/**
 * More than so many within {@link endWithinMs} is a loop: nothing that an agent or a gateway does comes
 * ten times a second for so long, and what fails at each turn of it does no work any more.
 */
export const endAfter = 100
const endWithinMs = 10_000

/** Decides about a fault of `kind` at `at`, by a clock that only ever grows. Pure. */
export function judgeFault(
  { recent, told }: FaultHistory,
  kind: string,
  at: number
): FaultVerdict & { readonly history: FaultHistory } {
  const newest = [...recent.filter((time) => at - time < endWithinMs), at].slice(-(endAfter + 1))
  const kept = new Map([...told].filter(([, last]) => at - last.at < quietMs))
  const last = kept.get(kind)
  const isTold = last === undefined && kept.size < kindsAtOnce
  if (last !== undefined) kept.set(kind, { ...last, since: last.since + 1 })
  // What was counted of this kind before it was forgotten is told with the next.
  const since = isTold ? (told.get(kind)?.since ?? 0) : 0
  if (isTold) kept.set(kind, { at, since: 0 })
  return {
    tell: isTold ? since + 1 : null,
    end: newest.length > endAfter,
    history: { recent: newest, told: kept }
  }
}
