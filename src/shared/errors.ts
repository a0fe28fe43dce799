import type { CertificateFacts, ProxyFacts } from './model/connection-facts.ts'

/**
 * Why something could not be done. Three kinds, told apart by their prefix:
 * `gateway-refused` is the gateway's own no (with its retcode), `could-not-ask:*` means that no
 * usable answer came, `not-now:*` is a rule of ours that was broken before anything was sent.
 * The rest is about the request itself or about us.
 */
export const errorCodes = [
  'gateway-refused',
  'could-not-ask:unreachable',
  'could-not-ask:timeout',
  'could-not-ask:name-unknown',
  'could-not-ask:certificate-unknown-issuer',
  'could-not-ask:certificate-expired',
  'could-not-ask:certificate-wrong-name',
  'could-not-ask:certificate-changed',
  'could-not-ask:tls-too-old',
  'could-not-ask:proxy-credentials',
  'could-not-ask:proxy-unsupported',
  'could-not-ask:proxy-unreachable',
  'could-not-ask:proxy-refused',
  'could-not-ask:proxy-socks',
  'could-not-ask:portal',
  'could-not-ask:redirect-refused',
  'could-not-ask:unexpected-answer',
  'could-not-ask:signed-out',
  'could-not-ask:reconnecting',
  'could-not-ask:cancelled',
  'outcome-unknown',
  'not-now:already-signed-in',
  'not-now:no-call',
  'not-now:other-call-talking',
  'not-now:call-step-outstanding',
  'not-now:call-not-h5-video',
  'not-now:capture-outstanding',
  'not-now:call-data-too-long',
  'not-now:call-data-not-empty',
  'not-now:not-inspector',
  'not-now:inspector-busy',
  'not-now:supervision-outstanding',
  'not-now:not-listening',
  'not-now:intercept-oneself',
  'not-now:intercept-video-call',
  'not-now:confirmation-wrong',
  'not-now:confirmation-over',
  'not-now:other-vdn',
  'not-now:agent-not-in-call',
  'not-now:audit-unwritable',
  'not-now:recording-is-audio',
  'not-now:already-saving',
  'not-now:held',
  'not-now:nothing-saved',
  'not-now:library-busy',
  'not-now:not-allowed-to-add',
  'not-now:of-another-agent',
  'transfer-ended',
  'file:truncated',
  'file:too-long',
  'file:empty',
  'file:not-a-video',
  'file:no-space',
  'file:folder-unusable',
  'file:locked',
  'file:too-large-for-disk',
  'file:missing',
  'file:changed',
  'file:damaged',
  'file:encoded',
  'file:web-page',
  'file:name-too-long',
  'file:write-failed',
  'could-not-ask:server-busy',
  'could-not-ask:stalled',
  'name-template-invalid',
  'setting-managed',
  'library-unreadable',
  'library-unavailable',
  'library-not-set-aside',
  'profile-invalid',
  'profile-managed',
  'ca-file-unreadable',
  'pins-forbidden',
  'certificate-not-seen',
  'proxy-invalid',
  'not-remembered',
  'invalid-input',
  'too-large',
  'rate-limited',
  'forbidden',
  'not-found',
  'unexpected'
] as const

export type ErrorCode = (typeof errorCodes)[number]

export interface AppErrorDetails extends ErrorOptions {
  /** The gateway's `retcode`, e.g. `106-011`. */
  retcode?: string
  /** The gateway's own `message`: shown as text, cut to 500 characters, never parsed. */
  gatewayText?: string
  /** The certificate that was shown, where one was seen. */
  certificate?: CertificateFacts
  /** The proxy that was in the way. */
  proxy?: ProxyFacts
}

/**
 * The one error that parts throw. `message` is for the log and holds no secret; screens choose
 * their words by `code`, and show `retcode` and `gatewayText` where the gateway gave them.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly retcode: string | undefined
  readonly gatewayText: string | undefined
  readonly certificate: CertificateFacts | undefined
  readonly proxy: ProxyFacts | undefined

  constructor(code: ErrorCode, message: string, details: AppErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.code = code
    this.retcode = details.retcode
    this.gatewayText = details.gatewayText
    this.certificate = details.certificate
    this.proxy = details.proxy
  }

  static from(thrown: unknown): AppError {
    return thrown instanceof AppError
      ? thrown
      : new AppError('unexpected', 'An unexpected error was thrown', { cause: thrown })
  }
}
