import type { Clock } from '../../src/main/clock.ts'

export interface VirtualClock extends Clock {
  /** Lets `ms` pass: every task runs when it is due, and what it sets off runs before the next. */
  run(ms: number): Promise<void>
  /** The PC sleeps: the wall clock goes on, timers and the clock of durations stand still. */
  sleep(ms: number): void
}

interface Task {
  at: number
  order: number
  task: (() => void) | null
}

/**
 * Time that passes as fast as the code under test lets it, hours in a moment. What is due within
 * `grainMs` runs in one go: thousands of clients that know nothing of each other need not wait for
 * each other's promises.
 */
export function virtualClock(startAt = 1_760_000_000_000, grainMs = 0): VirtualClock {
  let elapsed = 0
  let slept = 0
  let order = 0
  const heap: Task[] = []
  return {
    now: () => startAt + elapsed + slept,
    elapsed: () => elapsed,
    after(ms, task) {
      const entry: Task = { at: elapsed + Math.max(0, ms), order: (order += 1), task }
      push(heap, entry)
      return () => {
        entry.task = null
      }
    },
    async run(ms) {
      const end = elapsed + ms
      await settled()
      for (let next = heap[0]; next !== undefined && next.at <= end; next = heap[0]) {
        const until = Math.min(end, next.at + grainMs)
        for (let due = heap[0]; due !== undefined && due.at <= until; due = heap[0]) {
          pop(heap)
          if (due.task !== null) elapsed = Math.max(elapsed, due.at)
          due.task?.()
          if (grainMs === 0) break
        }
        await settled()
      }
      elapsed = end
    },
    sleep(ms) {
      slept += ms
    }
  }
}

/** Every promise that can settle without time passing has settled. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const isBefore = (a: Task, b: Task): boolean =>
  a.at - b.at < 0 || (a.at === b.at && a.order < b.order)

function push(heap: Task[], entry: Task): void {
  let index = heap.length
  heap.push(entry)
  while (index > 0) {
    const above = (index - 1) >> 1
    const parent = heap[above]
    if (parent === undefined || !isBefore(entry, parent)) break
    heap[index] = parent
    index = above
  }
  heap[index] = entry
}

function pop(heap: Task[]): void {
  const last = heap.pop()
  if (last === undefined || heap.length === 0) return
  let index = 0
  for (;;) {
    const child = smallerChild(heap, index)
    const below = heap[child]
    if (below === undefined || !isBefore(below, last)) break
    heap[index] = below
    index = child
  }
  heap[index] = last
}

function smallerChild(heap: readonly Task[], index: number): number {
  const left = 2 * index + 1
  const [a, b] = [heap[left], heap[left + 1]]
  return a !== undefined && b !== undefined && isBefore(b, a) ? left + 1 : left
}
