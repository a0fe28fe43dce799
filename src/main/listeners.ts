/** The listeners of one thing that changes. `add` returns its own undo. */
export interface Listeners<T> {
  readonly add: (listener: (value: T) => void) => () => void
  readonly tell: (value: T) => void
}

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
      for (const listener of [...listeners]) listener(value)
    }
  }
}
