import type { Readable } from 'node:stream'

/** A body whose answer has begun and promises to be a file. */
export interface OpenedBody {
  readonly body: Readable
  /** The announced length in bytes; null where none was announced. */
  readonly length: number | null
  /** True where the body ends with a mark of its own. */
  readonly chunked: boolean
  readonly contentType: string
}
