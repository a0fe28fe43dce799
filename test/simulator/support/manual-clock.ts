import type { Clock } from '../../../src/simulator/index.ts'

export interface ManualClock extends Clock {
  /** Moves on, running everything that falls due, in order. */
  advance(ms: number): void
}

/** A clock that stands still until a test moves it. It begins on 2026-01-02 at 03:04:05 UTC. */
export function createManualClock(): ManualClock {
  let now = Date.UTC(2026, 0, 2, 3, 4, 5)
  let serial = 0
  const alarms = new Map<number, { at: number; run: () => void }>()

  const nextDue = (until: number): [number, { at: number; run: () => void }] | undefined =>
    [...alarms].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at)[0]

  return {
    now: () => now,
    after: (delayMs, run) => {
      serial += 1
      const id = serial
      alarms.set(id, { at: now + delayMs, run })
      return () => alarms.delete(id)
    },
    advance: (ms) => {
      const until = now + ms
      for (let due = nextDue(until); due !== undefined; due = nextDue(until)) {
        const [id, { at, run }] = due
        alarms.delete(id)
        now = at
        run()
      }
      now = until
    }
  }
}
