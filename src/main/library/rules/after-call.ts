import type { Problem } from '../../../shared/model/problem.ts'
import type { LibraryItem } from '../../../shared/model/library.ts'

/** How long "not there yet" is waited out, from the first try on. */
export const patienceMs = 24 * 3_600_000

const firstPauseMs = 30_000
const longestPauseMs = 3_600_000

export interface AfterCallSettings {
  /** `saveAfterCall`. */
  readonly enabled: boolean
  /** `saveAfterCallWaitSeconds`: how long a server is given to finish its file. */
  readonly waitSeconds: number
}

/** What the rule needs to know of a recording. */
export interface EndedRecording extends Pick<
  LibraryItem,
  'media' | 'fetchable' | 'failed' | 'stoppedAt' | 'agentId'
> {
  readonly saveState: LibraryItem['save']['state']
  /** When its call ended, by this PC's clock; null while it goes on or where no call is known. */
  readonly callEndedAt: number | null
}

/**
 * When a recording is to be queued by itself, in milliseconds since 1970 (it may be past already);
 * null where the rule leaves it alone: switched off, another agent's, no video, said to have
 * failed, still running, or decided about by the agent (asked for, cancelled, saved).
 *
 * `AgentMediaEvent_Record` (cec_07_1381) means that recording began; only its stop
 * (cec_07_1383) or the end of the call says that there can be a whole file. The later of the two
 * counts where both are known.
 */
export function afterCallDue(
  recording: EndedRecording,
  agentId: string,
  { enabled, waitSeconds }: AfterCallSettings
): number | null {
  const { media, fetchable, failed, saveState, stoppedAt, callEndedAt } = recording
  if (!enabled || saveState !== 'not-saved' || recording.agentId !== agentId) return null
  if (media !== 'video' || !fetchable || failed) return null
  if (stoppedAt === null && callEndedAt === null) return null
  return Math.max(stoppedAt ?? 0, callEndedAt ?? 0) + waitSeconds * 1_000
}

/**
 * Refusals that say "not now" rather than "no": 104-005 the file does not exist, 104-009 it could
 * not be converted, 000-004 and 105-002 to 105-004 the gateway is moving to another server
 * (cec_07_0580). 108-009 and 108-011 are named by the download's page (cec_07_4218), but no source
 * gives their meaning, so they are shown and not waited out.
 */
const notYet = new Set(['104-005', '104-009', '000-004', '105-002', '105-003', '105-004'])

/** True where the same request may well work later: the recording is not written yet, most likely. */
export function isNotThereYet({ code, retcode }: Problem): boolean {
  if (code === 'file:empty') return true
  return code === 'gateway-refused' && retcode !== undefined && notYet.has(retcode)
}

export interface PatientFacts {
  readonly problem: Problem
  /** Tries so far, this one included. */
  readonly tries: number
  /** Until when to be patient: {@link patienceMs} after the first try; null where nobody wants it. */
  readonly patientUntil: number | null
  readonly now: number
  /** 0 up to 1. */
  readonly random: number
}

/**
 * When to ask again for a recording that is not there yet, in milliseconds since 1970; null where
 * it is given up. Pauses of 30 s, 1, 2, 4 … 60 minutes, each shortened or lengthened by up to a
 * quarter so that a site's PCs spread out; the last try is exactly at `patientUntil`.
 */
export function patientTry(facts: PatientFacts): number | null {
  const { problem, tries, patientUntil, now, random } = facts
  if (patientUntil === null || now >= patientUntil || !isNotThereYet(problem)) return null
  const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.max(0, tries - 1))
  return Math.min(patientUntil, Math.round(now + pause * (0.75 + random / 2)))
}
