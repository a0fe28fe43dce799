/**
 * Hands `thrown` to the process's one net (`uncaughtException`: faults/), later than now: whoever is
 * running goes on.
 */
function raise(thrown: unknown): void {
  const error = thrown instanceof Error ? thrown : new Error('No error was thrown but a value')
  queueMicrotask(() => {
    throw error
  })
}

/**
 * The same work for a timer or a listener: it never throws into whoever calls it, so that one that
 * fails does not keep the next from running. What it throws is in the log and on screen all the same.
 * A promise that it gives may be rejected; the net takes that, too.
 */
export function guarded<A extends unknown[]>(
  work: (...given: A) => unknown
): (...given: A) => void {
  return (...given) => {
    try {
      work(...given)
    } catch (thrown) {
      raise(thrown)
    }
  }
}
