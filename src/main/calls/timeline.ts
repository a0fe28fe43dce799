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
export function createTimeline({ clock }: { clock: Clock }) {
  const changes = createListeners<readonly ActivityEntry[]>()
  let entries: readonly ActivityEntry[] = []
  let nextId = 1

  function add(entry: (head: { id: number; at: number }) => ActivityEntry): void {
    const made = entry({ id: nextId++, at: clock.now() })
    entries = [...entries.slice(-(activityLimit - 1)), made]
    changes.tell(entries)
  }

  const tell: Tell = ({ name, callId, subject, problem }) => {
    add((head) => ({
      ...head,
      kind: 'outcome',
      name,
      callId: callId ?? null,
      subject: subject ?? null,
      problem: problem ?? null
    }))
  }

  return {
    tell,
    request(line: RequestLine): void {
      add((head) => ({ ...head, kind: 'request', ...line }))
    },
    event(eventType: string, callId: string | null): void {
      add((head) => ({ ...head, kind: 'event', eventType, callId }))
    },
    /** Empties the list: the shift belongs to the agent who signed in (one desk, several agents). */
    clear(): void {
      entries = []
      changes.tell(entries)
    },
    list: (): readonly ActivityEntry[] => entries,
    onChange: changes.add
  }
}

export type Timeline = ReturnType<typeof createTimeline>
