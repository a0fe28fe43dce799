/** Lets the tasks of one key run one after the other, in the order in which they came. */
export interface Turns {
  take<T>(key: string, task: () => Promise<T>): Promise<T>
}

export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>()
  return {
    async take(key, task) {
      const before = last.get(key) ?? Promise.resolve()
      const turn = before.then(task)
      const settled = turn.catch(() => undefined)
      last.set(key, settled)
      try {
        return await turn
      } finally {
        if (last.get(key) === settled) last.delete(key)
      }
    }
  }
}
