import * as v from 'valibot'
import { events, type EventValue } from '../../shared/ipc/contract.ts'
import type { EventName } from '../../shared/ipc/names.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../diagnostics/log.ts'

type Specs = { [N in EventName]: v.GenericSchema<unknown, EventValue<N>> }
const specs: Specs = events

export interface PublishDeps {
  clock: Clock
  /** Shortest time between two messages of one event. */
  everyMs: number
  /** Sends to every window that is open. */
  send: (name: EventName, value: unknown) => void
  log: Log
}

/**
 * Sends new values to the windows. The first goes at once; what follows within `everyMs` is merged
 * and the newest value goes at its end, so a fast download costs at most ten messages a second.
 */
export function createPublish({ clock, everyMs, send, log }: PublishDeps) {
  const waiting = new Map<EventName, { value: unknown } | null>()

  function sendNow(name: EventName, value: unknown): void {
    // Parsed on the way out, as replies are: undeclared keys never leave main.
    const parsed = v.safeParse(specs[name], value)
    if (parsed.success) send(name, parsed.output)
    // By its name alone: what is wrong with the value would name what is in it.
    else log({ level: 'error', what: 'event not sent', event: name })
    waiting.set(name, null)
    clock.after(everyMs, () => {
      const next = waiting.get(name)
      waiting.delete(name)
      if (next) sendNow(name, next.value)
    })
  }

  return <N extends EventName>(name: N, value: EventValue<N>): void => {
    if (waiting.has(name)) waiting.set(name, { value })
    else sendNow(name, value)
  }
}

export type Publish = ReturnType<typeof createPublish>
