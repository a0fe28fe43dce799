/** A signal of one request's own, and the end of following the others. */
export interface FollowedSignals {
  readonly signal: AbortSignal
  readonly release: () => void
}

/**
 * A signal that aborts with the first of `sources`. A session's signal outlives some 8,000 polls a
 * day, so nothing of a request may stay attached to it: call `release` when the request is over.
 */
export function followSignals(sources: readonly AbortSignal[]): FollowedSignals {
  const own = new AbortController()
  const abort = (): void => {
    own.abort()
  }
  for (const source of sources) {
    if (source.aborted) abort()
    source.addEventListener('abort', abort)
  }
  const release = (): void => {
    for (const source of sources) source.removeEventListener('abort', abort)
  }
  return { signal: own.signal, release }
}
