import { AppError, type ErrorCode } from '../../shared/errors.ts'
import type { Endpoint } from './endpoint.ts'

/** All that may be told about a request: no field of it can hold a Guid, a cookie, a body or a text. */
export interface ObservedRequest {
  readonly logName: string
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly durationMs: number
  /** `refused` is the gateway's own no; `failed` is everything else that is not `ok`. */
  readonly outcome: 'ok' | 'refused' | 'failed'
  readonly retcode?: string
  readonly code?: ErrorCode
  readonly callId?: string
  /** Bytes of the answer's body, where it was read. */
  readonly bytes?: number
  /** True where the gateway refused an old Guid and the call was repeated: the next record tells its end. */
  readonly repeated?: true
  /** True where it was asked on the off chance. */
  readonly mayFail?: true
  /** How far the gateway's clock is ahead of this PC's, by the answer's `Date`. */
  readonly clockSkewMs?: number
  /** UTF-8 bytes of the call data that were written, never the data. */
  readonly calldataLength?: number
}

export interface ObservationDeps {
  readonly observe: (record: ObservedRequest) => void
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** Starts the record of one request; the returned function ends it, once. */
export function startObservation<P, R>(
  { observe, now }: ObservationDeps,
  endpoint: Endpoint<P, R>,
  params: P
): (end: { error?: AppError; bytes?: number; clockSkewMs?: number | undefined }) => void {
  const startedAt = now()
  let ended = false
  return ({ error, bytes, clockSkewMs }) => {
    if (ended) return
    ended = true
    observe({
      logName: endpoint.logName,
      startedAt,
      durationMs: Math.max(0, now() - startedAt),
      ...endpoint.observed?.(params),
      ...(endpoint.mayFail === true ? { mayFail: true } : {}),
      ...(bytes === undefined ? {} : { bytes }),
      ...(clockSkewMs === undefined ? {} : { clockSkewMs }),
      ...outcomeOf(error)
    })
  }
}

/** The records of one call, held back until it is over: only then it is known which was repeated. */
export function holdRecords(observe: ObservationDeps['observe']): {
  observe: ObservationDeps['observe']
  release: () => void
} {
  const held: ObservedRequest[] = []
  return {
    observe: (record) => held.push(record),
    release() {
      const last = held.pop()
      for (const record of held) observe({ ...record, repeated: true })
      if (last !== undefined) observe(last)
    }
  }
}

function outcomeOf(error: AppError | undefined): Pick<ObservedRequest, 'outcome' | 'code'> {
  if (error === undefined) return { outcome: 'ok' }
  const outcome = error.code === 'gateway-refused' ? 'refused' : 'failed'
  const { retcode, code } = error
  return { outcome, code, ...(retcode === undefined ? {} : { retcode }) }
}
