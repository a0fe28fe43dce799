import type { AppError } from '../../shared/errors.ts'
import type { SignedOutReason } from '../../shared/model/session.ts'

/** What is known when a session has ended. */
export interface EndFacts {
  /** The poll's refusal, or null where an event told of the end (cec_07_1402). */
  error: AppError | null
  /** How long the gateway had not been heard before it told. */
  silentForMs: number
  /** Whether a poll has failed since the gateway was last heard. */
  interrupted: boolean
  /** After this long the gateway signs a silent agent out (MAXTIME, cec_05_4012). */
  silenceMs: number
}

const switchOverFailed = new Set(['105-001', '105-005', '105-006', '105-007'])
const notSignedIn = new Set(['100-006', '100-008'])

/**
 * Why the gateway ended a session. It never says; this is what the circumstances allow:
 * after a silence that is long enough the gateway's own clock did it. An agent who was being heard
 * all the time was put out by somebody: a sign-in elsewhere, or an inspector (both bring the same
 * event or the same refusal). What remains, above all a gateway that was away for a moment and came
 * back without its sessions, is left unexplained.
 */
export function endReason({ error, ...facts }: EndFacts): SignedOutReason {
  const retcode = error?.retcode ?? ''
  if (error?.code === 'could-not-ask:certificate-changed') return 'certificate-changed'
  if (switchOverFailed.has(retcode)) return 'switch-over-failed'
  if (retcode === '000-001') return 'ended-by-gateway'
  if (facts.silentForMs >= facts.silenceMs) return 'timed-out'
  const putOut = error === null || (notSignedIn.has(retcode) && !facts.interrupted)
  return putOut ? 'taken-over' : 'ended-by-gateway'
}
