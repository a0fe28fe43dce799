import type { AppError } from '../../shared/errors.ts'
import type { LineOptions } from './line-options.ts'

/**
 * One download, ready to be sent by the process that writes files. Plain data that holds the Guid
 * and cookies of this moment: it is handed over, used once, and never kept, logged or printed.
 */
export interface LentRequest {
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
