import type { Clock } from '../../src/main/clock.ts'

export interface ManualClock extends Clock {
  /** Moves time on by `ms` and runs what falls due, in order. */
  advance(ms: number): void
  /** How many tasks wait to be run. */
  waiting(): number
}

/** A clock that stands still until a test moves it. `startAt` is in milliseconds since 1970. */
export function manualClock(startAt = 1_760_000_000_000): ManualClock {
  let elapsed = 0
  const tasks = new Set<{ at: number; task: () => void }>()
  const nextDue = (until: number) =>
    [...tasks].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
  return {
    now: () => startAt + elapsed,
    elapsed: () => elapsed,
    after(ms, task) {
      const entry = { at: elapsed + ms, task }
      tasks.add(entry)
      return () => {
        tasks.delete(entry)
      }
    },
    advance(ms) {
      const end = elapsed + ms
      for (let due = nextDue(end); due !== undefined; due = nextDue(end)) {
        tasks.delete(due)
        elapsed = Math.max(elapsed, due.at)
        due.task()
      }
      elapsed = end
    },
    waiting: () => tasks.size
  }
}
