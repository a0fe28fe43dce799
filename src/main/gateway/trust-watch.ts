import type { AppError } from '../../shared/errors.ts'

/** Stops a client for good once the gateway shows another certificate than the confirmed one. */
export interface TrustWatch {
  /** Aborted at that moment. A kept connection to the old certificate must not outlive it. */
  readonly lost: AbortSignal
  /** Throws what {@link judge} saw, where that was such a certificate. */
  require(): void
  /** Tells of a failure; gives the error that the caller is to see. */
  judge(error: AppError): AppError
}

export function createTrustWatch(
  onFailure: (error: AppError) => void = () => undefined
): TrustWatch {
  const losing = new AbortController()
  let reason: AppError | null = null
  return {
    lost: losing.signal,
    require() {
      if (reason !== null) throw reason
    },
    judge(error) {
      // What was ended because of it says so; what had been sent before says what became of it.
      if (error.code === 'could-not-ask:cancelled' && reason !== null) return reason
      onFailure(error)
      if (error.code === 'could-not-ask:certificate-changed') {
        reason = error
        losing.abort()
      }
      return error
    }
  }
}
