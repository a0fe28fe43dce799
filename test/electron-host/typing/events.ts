import { EventEmitter } from 'node:events'

/**
 * Every overload of an `on` method as a union of [event name, listener].
 * `infer` sees the last overload only, so each one found is added to `Seen` and the next is asked
 * for; the accumulator keeps the recursion in tail position (WebContents has 59 overloads).
 */
type Overloads<F, Seen = unknown, Found = never> = Seen & F extends (
  event: infer E,
  listener: infer L
) => infer R
  ? Seen extends F
    ? Found
    : Overloads<F, Seen & ((event: E, listener: L) => R), Found | [E, L]>
  : Found

type Pairs<T> = T extends { on: infer F } ? Overloads<F> : never

/** The events that electron.d.ts documents for T. */
export type EventName<T> =
  Pairs<T> extends infer P ? (P extends [infer E extends string, unknown] ? E : never) : never

type ListenerOf<T, E> = Pairs<T> extends infer P ? (P extends [E, infer L] ? L : never) : never

// Distributes: some events are documented twice, with and without an event object.
type ArgumentsOf<L> = L extends (...args: infer A extends unknown[]) => void ? A : never

/** The arguments that listeners of E receive, as electron.d.ts documents them. */
export type EventArguments<T, E> = ArgumentsOf<ListenerOf<T, E>>

/** An emitter that can only fire what electron.d.ts documents for T, with the documented arguments. */
export class HostEmitter<T> extends EventEmitter {
  fire<E extends EventName<T>>(event: E, ...args: EventArguments<T, E>): boolean {
    return this.emit(event, ...args)
  }
}

/** The first argument of most events. */
export interface PreventableEvent {
  readonly defaultPrevented: boolean
  preventDefault: () => void
}

/** A new Electron event object carrying `details`. */
export function createEvent<D extends object>(details: D): PreventableEvent & D
export function createEvent(): PreventableEvent
export function createEvent(details: object = {}): PreventableEvent {
  let prevented = false
  return {
    ...details,
    get defaultPrevented() {
      return prevented
    },
    preventDefault: () => {
      prevented = true
    }
  }
}
