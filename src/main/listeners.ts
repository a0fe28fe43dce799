import { guarded } from './guard.ts'

/** The listeners of one thing that changes. `add` returns its own undo. */
export interface Listeners<T> {
  readonly add: (listener: (value: T) => void) => () => void
  readonly tell: (value: T) => void
}

/** One listener that throws does not keep the others from hearing, nor whoever tells from going on. */
export function createListeners<T>(): Listeners<T> {
  const listeners = new Set<(value: T) => void>()
  return {
    add(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    tell(value) {
      // A copy, so that a listener may end itself (or another) while it is told.
      for (const listener of [...listeners]) guarded(listener)(value)
    }
  }
}
