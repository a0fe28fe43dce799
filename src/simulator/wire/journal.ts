import type { LogName } from './log-names.ts'

/** One request as the gateway saw it. Holds secrets; it is for tests and stays in memory. */
export interface SeenRequest {
  readonly name: LogName
  readonly agentId: string
  /** Milliseconds of the gateway's clock. */
  readonly at: number
  readonly method: string
  /** Path and query as sent. */
  readonly target: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** The body as sent. */
  body: string
  /** Whether the call did its work, whatever became of the answer. */
  accepted: boolean
  /** The code answered; null for files and for requests that got none. */
  retcode: string | null
}

export interface Counts {
  received: number
  accepted: number
}

export interface Journal {
  /** Counts the request as received; the entry is filled in as the work goes on. */
  open(entry: SeenRequest): SeenRequest
  accept(entry: SeenRequest): void
  /** The client has its answer, or is gone. */
  close(entry: SeenRequest): void
  counts(name: LogName): Counts
  /** The last requests, oldest first; all calls where no name is given. */
  requests(name?: LogName): readonly SeenRequest[]
  /** Calls that wait for their answer now, in the order in which they came. */
  underWay(): readonly LogName[]
}

// A day of polling makes tens of thousands; tests look at the last few.
const keptRequests = 2_000

export function createJournal(): Journal {
  const counts = new Map<LogName, Counts>()
  const seen: SeenRequest[] = []
  const open = new Set<SeenRequest>()

  const countsOf = (name: LogName): Counts => {
    const known = counts.get(name) ?? { received: 0, accepted: 0 }
    counts.set(name, known)
    return known
  }

  return {
    open: (entry) => {
      countsOf(entry.name).received += 1
      seen.push(entry)
      open.add(entry)
      if (seen.length > keptRequests) seen.shift()
      return entry
    },
    accept: (entry) => {
      entry.accepted = true
      countsOf(entry.name).accepted += 1
    },
    close: (entry) => {
      open.delete(entry)
    },
    counts: (name) => ({ ...countsOf(name) }),
    requests: (name) => seen.filter((entry) => name === undefined || entry.name === name),
    underWay: () => [...open].map(({ name }) => name)
  }
}
