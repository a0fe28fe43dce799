import { vi } from 'vitest'

/**
 * What `run` hands to the process's net (`src/main/guard.ts`), in order: thrown in microtasks, which
 * are run here instead.
 */
export function raisedIn(run: () => void): unknown[] {
  const tasks: (() => void)[] = []
  const later = vi.spyOn(globalThis, 'queueMicrotask').mockImplementation((task) => {
    tasks.push(task)
  })
  try {
    run()
  } finally {
    later.mockRestore()
  }
  return tasks.flatMap((task) => {
    try {
      task()
      return []
    } catch (thrown) {
      return [thrown]
    }
  })
}
