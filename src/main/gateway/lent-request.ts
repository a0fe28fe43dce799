import type { AppError } from '../../shared/errors.ts'
import type { LineOptions } from './line-options.ts'

/**
 * One request without a body, ready to be sent by somebody else: a download by the process that writes
 * files, a last sign-out by a thread. Plain data that holds the Guid and cookies of this moment: it is
 * handed over, used once, and never kept, logged or printed.
 */
export interface LentRequest {
  readonly method: 'GET' | 'DELETE'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** How the gateway is reached; may hold the proxy's password. */
  readonly line: LineOptions
}

/** What the gateway's client must learn of a request that was lent. */
export interface LentEnd {
  /** Null where the whole body came. */
  readonly error: AppError | null
  readonly receivedBytes: number
  /** The `Set-GUID` of the answer's head; null where there was none. */
  readonly setGuid: string | null
}
