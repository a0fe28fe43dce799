/** Work that follows many causes and need not be done for each of them. */
export interface Paced {
  /** Does it at once, or as soon as the pace allows. */
  soon: () => void
  /** Does it at once, and what was due with it. */
  now: () => void
  /** Does at once what is due; nothing where nothing is. */
  settle: () => void
}

/** Does `work` at most every `everyMs` milliseconds where it is asked for with `soon`. */
export function paced(work: () => void, everyMs: number): Paced {
  let doneAt = Number.NEGATIVE_INFINITY
  let due: ReturnType<typeof setTimeout> | null = null
  const now = (): void => {
    if (due !== null) clearTimeout(due)
    due = null
    doneAt = performance.now()
    work()
  }
  return {
    now,
    settle: () => {
      if (due !== null) now()
    },
    soon: () => {
      if (due !== null) return
      const waitMs = doneAt + everyMs - performance.now()
      if (waitMs <= 0) now()
      else due = setTimeout(now, waitMs)
    }
  }
}
