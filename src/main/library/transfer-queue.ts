/** Runs tasks in the order of asking, some at a time. */
export interface TransferQueue {
  /** `task` must settle soon after its signal is aborted; it reports its own failure. */
  add(id: string, task: (signal: AbortSignal) => Promise<void>): void
  /** Takes a waiting task out (true: it will never run), or aborts a running one. */
  cancel(id: string): boolean
  /** Takes all waiting tasks out, aborts the running ones, and waits until they have settled. */
  clear(): Promise<void>
}

interface Entry {
  readonly id: string
  readonly task: (signal: AbortSignal) => Promise<void>
  readonly controller: AbortController
}

export function createTransferQueue(atOnce: number): TransferQueue {
  const waiting: Entry[] = []
  const running = new Map<Entry, Promise<void>>()

  function startNext(): void {
    while (running.size < atOnce) {
      const entry = waiting.shift()
      if (entry === undefined) return
      running.set(entry, run(entry))
    }
  }

  async function run(entry: Entry): Promise<void> {
    try {
      // Not within the caller's turn: whoever asked sees it wait first.
      await Promise.resolve()
      await entry.task(entry.controller.signal)
    } finally {
      running.delete(entry)
      startNext()
    }
  }

  return {
    add(id, task) {
      waiting.push({ id, task, controller: new AbortController() })
      startNext()
    },
    cancel(id) {
      const place = waiting.findIndex((entry) => entry.id === id)
      if (place >= 0) return waiting.splice(place, 1).length > 0
      for (const entry of running.keys()) if (entry.id === id) entry.controller.abort()
      return false
    },
    async clear() {
      waiting.length = 0
      for (const entry of running.keys()) entry.controller.abort()
      await Promise.allSettled(running.values())
    }
  }
}
