import { AppError } from '../../shared/errors.ts'
import { certificateError } from './certificate.ts'
import { codeOf, failureOf, type Progress } from './failure.ts'

/** How a download is called in messages: whoever fetches it knows no endpoint. */
export const downloadName = 'A download'

const definition = { logName: downloadName, kind: 'file' } as const

/** What an aborted signal says, as an AppError. */
export function endedBy(signal: AbortSignal): AppError {
  const reason: unknown = signal.reason
  if (reason instanceof AppError) return reason
  return new AppError('could-not-ask:cancelled', 'The transfer was cancelled')
}

export const tooLong = (said: string): AppError =>
  new AppError('file:too-long', `${downloadName}: more came than its length (${said})`)

export const tooSlow = (doing: string): AppError =>
  new AppError('could-not-ask:timeout', `${downloadName}: ${doing} took too long`)

/** A connection that Node would have let pass because the environment told it to. */
export function untrusted(
  reason: unknown,
  { certificate, pin }: Pick<Progress, 'certificate' | 'pin'>
): AppError {
  const code = codeOf({ code: reason })
  const said = `${downloadName}: not trusted (${code})`
  return (
    certificateError(code, certificate, pin) ??
    new AppError('could-not-ask:certificate-unknown-issuer', said)
  )
}

/** Why no head of an answer came. */
export const notAnswered = (thrown: unknown, progress: Progress): AppError =>
  failureOf(thrown, definition, progress)

/**
 * What an error after the head means; null where all of the body had come. A line that breaks
 * within it cuts it off; what is no HTTP at all is another matter.
 */
export function bodyFailure(thrown: unknown, complete: boolean): AppError | null {
  const code = codeOf(thrown)
  // The parser stumbles over bytes that follow the body in the same packet.
  if (complete) return code.startsWith('HPE_') ? tooLong(code) : null
  const failure = failureOf(thrown, definition, { sent: true, certificate: null, pin: null })
  if (failure.code === 'could-not-ask:unexpected-answer') return failure
  return new AppError('file:truncated', `${downloadName}: cut off (${code})`)
}
