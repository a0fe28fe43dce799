import type { Clock } from '../../clock.ts'

/** Progress leaves the file process at most once in this time, whatever runs. */
const newsEveryMs = 100

export interface OneNews {
  readonly id: number
  readonly value: unknown
}

export interface ProgressMerge {
  /** Replaces what this job told before and nobody has heard yet. */
  tell(id: number, value: unknown): void
  /** Drops what nobody has heard yet: the job is over. */
  forget(id: number): void
}

/** Gathers the progress of all jobs into one message each {@link newsEveryMs}. */
export function createProgressMerge(
  clock: Clock,
  send: (news: readonly OneNews[]) => void
): ProgressMerge {
  const untold = new Map<number, unknown>()
  let nextAt = -Infinity
  let waiting = false

  function tellAll(): void {
    waiting = false
    if (untold.size === 0) return
    const news = [...untold].map(([id, value]) => ({ id, value }))
    untold.clear()
    nextAt = clock.elapsed() + newsEveryMs
    send(news)
  }

  return {
    tell(id, value) {
      untold.set(id, value)
      if (waiting) return
      waiting = true
      clock.after(Math.max(0, nextAt - clock.elapsed()), tellAll)
    },
    forget(id) {
      untold.delete(id)
    }
  }
}
