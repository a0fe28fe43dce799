import { guarded } from './guard.ts'

/** Time as parts see it; tests hand in one that they move by hand. */
export interface Clock {
  /** Milliseconds since 1970, by this PC's clock: for showing. */
  readonly now: () => number
  /** Milliseconds that only ever grow: for measuring durations. */
  readonly elapsed: () => number
  /** Runs `task` once after `ms`; the function returned cancels it. */
  readonly after: (ms: number, task: () => void) => () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(ms, task) {
    const timer = setTimeout(guarded(task), ms)
    return () => {
      clearTimeout(timer)
    }
  }
}

/** Lets everybody else have the event loop for one turn. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Waits; ends early, without an error, when `signal` is aborted. */
export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve()
      return
    }
    const end = (): void => {
      cancel()
      signal.removeEventListener('abort', end)
      resolve()
    }
    const cancel = clock.after(ms, end)
    signal.addEventListener('abort', end)
  })
}
