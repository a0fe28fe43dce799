import { AppError, type ErrorCode } from '../../shared/errors.ts'
import type { CertificateFacts } from '../../shared/model/connection-facts.ts'
import { certificateError } from './certificate.ts'
import type { Endpoint, EndpointKind } from './endpoint.ts'
import type { Pin } from './line-options.ts'

/** What is known of a request when it fails. */
export interface Progress {
  /** False only where provably no byte of the request left this PC. */
  readonly sent: boolean
  readonly certificate: CertificateFacts | null
  /** The certificate that alone would have been right; null where authorities decide. */
  readonly pin: Pick<Pin, 'sha256'> | null
}

const codes: Readonly<Record<string, ErrorCode>> = {
  ENOTFOUND: 'could-not-ask:name-unknown',
  EAI_AGAIN: 'could-not-ask:name-unknown',
  EAI_FAIL: 'could-not-ask:name-unknown',
  EAI_NODATA: 'could-not-ask:name-unknown',
  EAI_NONAME: 'could-not-ask:name-unknown',
  ETIMEDOUT: 'could-not-ask:timeout',
  ERR_ABORTED: 'could-not-ask:cancelled',
  ABORT_ERR: 'could-not-ask:cancelled',
  ERR_HTTP_CONTENT_LENGTH_MISMATCH: 'could-not-ask:unexpected-answer',
  // A server that speaks no TLS at all on this port.
  ERR_SSL_WRONG_VERSION_NUMBER: 'could-not-ask:unexpected-answer',
  ERR_SSL_HTTP_REQUEST: 'could-not-ask:unexpected-answer',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'could-not-ask:unexpected-answer',
  ERR_SSL_DATA_LENGTH_TOO_LONG: 'could-not-ask:unexpected-answer',
  ERR_SSL_ENCRYPTED_LENGTH_TOO_LONG: 'could-not-ask:unexpected-answer'
}

/** Answers that cannot be decompressed or parsed as HTTP. */
const garbled = /^(?:HPE_|Z_|ERR_BROTLI|ERR_ZSTD|ERR_ENCODING)/

/** The machine code of a thrown error, e.g. `ECONNREFUSED`; nothing else of it is ever kept. */
export function codeOf(thrown: unknown): string {
  const code = property(thrown, 'code')
  const named = code === 'EPROTO' ? handshakeCode(String(property(thrown, 'message'))) : code
  if (typeof named !== 'string') return 'no code'
  // OpenSSL 3.5 and later name the alerts of SSL 3 so; before it, and BoringSSL, as below.
  const known = named.replace('ERR_SSL_SSL/TLS_', 'ERR_SSL_SSLV3_')
  return /^[A-Z][A-Z0-9_]{1,60}$/.test(known) ? known : 'no code'
}

const property = (thrown: unknown, name: string): unknown =>
  typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, name) : undefined

/**
 * A handshake that fails while Node writes is an EPROTO, with the reason in its text only: OpenSSL
 * writes `tlsv1 alert protocol version`, BoringSSL (Electron) `TLSV1_ALERT_PROTOCOL_VERSION`. Both
 * become the code that they have elsewhere.
 */
function handshakeCode(message: string): string {
  const reason = /SSL routines:[^:]*:([\w/ ]+):/.exec(message)?.[1]
  return reason === undefined ? 'EPROTO' : `ERR_SSL_${reason.toUpperCase().replaceAll(' ', '_')}`
}

/**
 * Turns whatever a request threw into an AppError. The thrown error is not kept as a cause: the
 * HTTP library's errors carry headers and body, and with them the Guid, cookies and call data.
 */
export function failureOf(
  thrown: unknown,
  { logName, kind }: Pick<Endpoint<never, unknown>, 'logName' | 'kind'>,
  progress: Progress
): AppError {
  if (thrown instanceof AppError) return thrown
  // What the tunnel through a proxy says comes wrapped by the HTTP library.
  const cause = property(thrown, 'cause')
  if (cause instanceof AppError) return cause
  const code = codeOf(thrown)
  const untrusted = certificateError(code, progress.certificate, progress.pin)
  if (untrusted !== null) return untrusted
  const meaning = codes[code] ?? (garbled.test(code) ? 'could-not-ask:unexpected-answer' : null)
  return lost(meaning ?? 'could-not-ask:unreachable', `${logName}: ${code}`, {
    kind,
    sent: progress.sent
  })
}

/** A usable answer did not come: for a command that may have arrived, nobody knows what became of it. */
export function lost(
  code: ErrorCode,
  message: string,
  request: { kind: EndpointKind; sent: boolean }
): AppError {
  const changes = request.kind === 'command' || request.kind === 'supervision'
  if (!changes || !request.sent) return new AppError(code, message)
  return new AppError('outcome-unknown', `${message} (${code}, after sending)`)
}
