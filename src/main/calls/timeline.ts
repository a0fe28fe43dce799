import { activityLimit, type ActivityEntry, type OutcomeName } from '../../shared/model/activity.ts'
import type { Problem } from '../../shared/model/problem.ts'
import type { Clock } from '../clock.ts'
import { createListeners } from '../listeners.ts'

/** Something that happened, as a part tells it. `subject` is a name or number, never call data. */
export interface Happening {
  name: OutcomeName
  callId?: string
  subject?: string
  problem?: Problem
}

/** How parts tell the timeline what happened. */
export type Tell = (happening: Happening) => void

type RequestEntry = Extract<ActivityEntry, { kind: 'request' }>

/** A request as the timeline keeps it: which one, and how it ended. */
export type RequestLine = Omit<RequestEntry, 'id' | 'kind' | 'at'>

/**
 * The shift, newest last: requests by their name in the gateway's log, events and outcomes. At most
 * {@link activityLimit} entries are kept, in memory only.
 */
export class Timeline {
  readonly #changes = createListeners<readonly ActivityEntry[]>()
  readonly #clock: Clock
  #entries: readonly ActivityEntry[] = []
  #lastId = 0
  readonly onChange = this.#changes.add

  constructor(clock: Clock) {
    this.#clock = clock
  }

  readonly tell: Tell = ({ name, callId, subject, problem }) => {
    this.#add({
      ...this.#head(callId ?? null),
      kind: 'outcome',
      name,
      subject: subject ?? null,
      problem: problem ?? null
    })
  }

  request({ callId, ...line }: RequestLine): void {
    this.#add({ ...this.#head(callId), kind: 'request', ...line })
  }

  event(eventType: string, callId: string | null): void {
    this.#add({ ...this.#head(callId), kind: 'event', eventType })
  }

  /** Empties the list: a shift belongs to the agent who signed in, and desks are shared. */
  clear(): void {
    this.#entries = []
    this.#changes.tell(this.#entries)
  }

  list(): readonly ActivityEntry[] {
    return this.#entries
  }

  #head(callId: string | null): { id: number; at: number; callId: string | null } {
    this.#lastId += 1
    return { id: this.#lastId, at: this.#clock.now(), callId }
  }

  #add(entry: ActivityEntry): void {
    this.#entries = [...this.#entries.slice(-(activityLimit - 1)), entry]
    this.#changes.tell(this.#entries)
  }
}
