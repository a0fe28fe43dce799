import type { CaptureView } from '../../shared/model/capture.ts'
import type { EventBody } from '../gateway/gateway-event.ts'
import { asked, isUnanswered, type CaptureAnswer, type CaptureState } from './capture-state.ts'

/** One request for a picture of the customer. */
export interface CaptureRow {
  readonly captureId: string
  readonly callId: string
  readonly agentId: string
  /** Milliseconds since 1970. */
  readonly askedAt: number
  readonly state: CaptureState
}

export type ImageCaptured = Extract<EventBody, { type: 'image-captured' }>

/** How many requests are kept; older ones go. */
export const captureLimit = 500

export const newRow = (row: Omit<CaptureRow, 'state'>): CaptureRow => ({ ...row, state: asked })

export function viewOf({ state, ...row }: CaptureRow): CaptureView {
  return { ...row, ...state }
}

/**
 * The request that an answer of the gateway is about: the oldest one of its call that has no
 * answer yet, whether it still waits or already says "no answer". The event carries nothing but
 * the call id (cec_07_1407), so this is a guess wherever one request of a call was never answered
 * and another followed: the answer to the second is then shown, as a late one, on the first. It is
 * the guess that never marks the newest request with an answer that an older one was owed.
 *
 * Null where nothing waits, and for a picture that the call already has: an event that came twice.
 */
export function rowAnsweredBy(
  rows: readonly CaptureRow[],
  { callId, fileName }: ImageCaptured
): CaptureRow | null {
  const ofCall = rows.filter((row) => row.callId === callId)
  const known = fileName !== null && ofCall.some(({ state }) => state.serverPath === fileName)
  return known ? null : (ofCall.find(({ state }) => isUnanswered(state)) ?? null)
}

/** An answer in our words. A result that no page names (0, 1 and 2 are) counts as failed, saying so. */
export function answerOf(event: ImageCaptured, at: number): CaptureAnswer {
  const { outcome, fileName: serverPath, locationId } = event
  if (outcome !== 'unknown') return { outcome, at, serverPath, locationId, problem: null }
  const problem = { code: 'could-not-ask:unexpected-answer' } as const
  return { outcome: 'failed', at, serverPath, locationId, problem }
}
