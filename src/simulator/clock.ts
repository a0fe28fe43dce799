/** Time as the practice gateway sees it. Tests hand in one that they move by hand. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Runs `run` once after `delayMs`; the returned function calls it off. */
  after(delayMs: number, run: () => void): () => void
}

/** The computer's own clock. Its timers never keep a process alive by themselves. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs)
    timer.unref()
    return () => {
      clearTimeout(timer)
    }
  }
}

/** Resolves after `delayMs` of `clock`, or at once when `signal` is aborted. */
export function pause(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) {
      resolve()
      return
    }
    const finish = (): void => {
      callOff()
      signal?.removeEventListener('abort', finish)
      resolve()
    }
    const callOff = clock.after(delayMs, finish)
    signal?.addEventListener('abort', finish)
  })
}

/** A clock whose outstanding alarms can all be called off, so that an end is an end. */
export function leash(clock: Clock): Clock & { release(): void } {
  const outstanding = new Set<() => void>()
  return {
    now: () => clock.now(),
    after: (delayMs, run) => {
      const callOff = clock.after(delayMs, () => {
        outstanding.delete(callOff)
        run()
      })
      outstanding.add(callOff)
      return () => {
        outstanding.delete(callOff)
        callOff()
      }
    },
    release: () => {
      for (const callOff of outstanding) callOff()
      outstanding.clear()
    }
  }
}
