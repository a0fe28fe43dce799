import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { AppError } from '../../shared/errors.ts'
import { isRedirect, readEnvelope, redirectRefused, refused } from './answer.ts'
import { downloadName as what } from './body-failure.ts'
import { parseContentRange, parseRetryAfter, type ContentRange } from './body-fields.ts'

/** What the head of an answer says of the file that follows. */
export interface BodyHead {
  /** 206 and 416 come only where a part was asked for; nothing of a 416 is read. */
  readonly status: 200 | 206 | 416
  /** Announced bytes of this body, or null. */
  readonly length: number | null
  /**
   * True where the body ends with a mark of its own. With neither length nor mark, a cut body looks
   * like a whole one to every HTTP client: such a file is never proven complete.
   */
  readonly chunked: boolean
  /** The label that came with it, cut to 80 characters; never trusted. */
  readonly contentType: string
  readonly contentRange: ContentRange | null
  readonly acceptsRanges: boolean
  readonly etag: string | null
  readonly lastModified: string | null
  /** The server's own clock when it answered. */
  readonly date: string | null
}

/** A server that cannot answer now (429, 5xx), and how long it asks to wait. */
export class ServerBusyError extends AppError {
  readonly retryAfterMs: number | null

  constructor(message: string, retryAfterMs: number | null) {
    super('could-not-ask:server-busy', message)
    this.retryAfterMs = retryAfterMs
  }
}

/** The gateway's refusals are some hundred bytes; more than this is not one. */
export const refusalLimitBytes = 64 * 1024

/** Every label of JSON, HTML and their like; `octet-stream` and videos' own are none of them. */
const jsonLabel = /^\s*(?:application\/(?:[\w.-]+\+)?json|text\/json)\b/i
const pageLabel = /^\s*(?:text\/html|application\/xhtml)/i

/** True where the answer cannot be a file, so that its first bytes have to say what it is. */
export function needsReading({ statusCode = 0, headers }: IncomingMessage): boolean {
  if (isRedirect(statusCode) || statusCode === 416) return false
  const isFile = statusCode === 200 || statusCode === 206
  return !isFile || jsonLabel.test(headers['content-type'] ?? '')
}

/**
 * Tells a file from everything else. `said` holds the first bytes where {@link needsReading} asked
 * for them. Throws the gateway's own no, wherever it is; `could-not-ask:redirect-refused`,
 * {@link ServerBusyError}, `could-not-ask:unexpected-answer`, `file:web-page`, `file:encoded`.
 */
export function judgeHead(
  { statusCode = 0, headers }: IncomingMessage,
  said: Buffer | null,
  { ranged, now }: { ranged: boolean; now: number }
): BodyHead {
  const contentType = (headers['content-type'] ?? '').slice(0, 80)
  if (isRedirect(statusCode)) throw redirectRefused(what, statusCode)
  if (said !== null) throwRefusal(said, contentType)
  if (statusCode === 429 || (statusCode >= 500 && statusCode <= 599)) {
    const { 'retry-after': retryAfter = null, date = null } = headers
    throw new ServerBusyError(
      `${what}: HTTP ${String(statusCode)}`,
      parseRetryAfter(retryAfter, date, now)
    )
  }
  const status = statusOf(statusCode, ranged)
  if (status === null || jsonLabel.test(contentType)) {
    throw unexpected(`HTTP ${String(statusCode)} without a file`)
  }
  if (status !== 416) requirePlainBytes(headers, contentType)
  return { ...headOf(headers), status, contentType }
}

/** The gateway's no counts wherever it stands: under any status and any label. */
export function throwRefusal(said: Buffer, contentType: string): void {
  const envelope = readEnvelope(said, contentType)
  if (envelope === null) return
  if (envelope.retcode !== '0') throw refused(what, envelope)
  throw unexpected('a success without a file')
}

function statusOf(status: number, ranged: boolean): BodyHead['status'] | null {
  if (status === 200) return 200
  if (!ranged) return null
  return status === 206 || status === 416 ? status : null
}

function requirePlainBytes(headers: IncomingHttpHeaders, contentType: string): void {
  if (pageLabel.test(contentType)) {
    throw new AppError('file:web-page', `${what}: a web page came`)
  }
  const encoding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  if (encoding !== 'identity') {
    throw new AppError('file:encoded', `${what}: its bytes are packed (${encoding.slice(0, 20)})`)
  }
  const transfer = headers['transfer-encoding']
  if (transfer === undefined) return
  // Node refuses both together; whatever changes there, the length would prove nothing.
  const clear = transfer.trim().toLowerCase() === 'chunked' && !('content-length' in headers)
  if (!clear) throw unexpected('its framing is not clear')
}

function headOf(headers: IncomingHttpHeaders): Omit<BodyHead, 'status' | 'contentType'> {
  const announced = Number(headers['content-length'] ?? NaN)
  return {
    length: Number.isSafeInteger(announced) && announced >= 0 ? announced : null,
    chunked: headers['transfer-encoding'] !== undefined,
    contentRange: parseContentRange(headers['content-range'] ?? null),
    acceptsRanges: /(?:^|,)\s*bytes\s*(?:,|$)/i.test(headers['accept-ranges'] ?? ''),
    etag: headers.etag ?? null,
    lastModified: headers['last-modified'] ?? null,
    date: headers.date ?? null
  }
}

const unexpected = (said: string): AppError =>
  new AppError('could-not-ask:unexpected-answer', `${what}: ${said}`)
