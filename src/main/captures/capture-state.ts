import type { CapturePicture, CaptureView } from '../../shared/model/capture.ts'
import type { Problem } from '../../shared/model/problem.ts'

/** The part of a capture that events change. */
export type CaptureState = Pick<
  CaptureView,
  'outcome' | 'outcomeAt' | 'late' | 'serverPath' | 'locationId' | 'picture' | 'problem'
>

/** What `AgentEvent_ImageCapture` says; `at` in milliseconds since 1970. */
export interface CaptureAnswer {
  readonly outcome: 'accepted' | 'refused' | 'failed'
  readonly at: number
  /** The picture's path on the server, where it was accepted and the gateway names one. */
  readonly serverPath: string | null
  readonly locationId: string | null
  /** Why it failed, where the answer could not be read. */
  readonly problem: Problem | null
}

export type CaptureEvent =
  | ({ readonly type: 'answered' } & CaptureAnswer)
  /** The gateway, or the way to it, did not take the request. */
  | { readonly type: 'not-taken'; readonly at: number; readonly problem: Problem }
  | { readonly type: 'timed-out'; readonly at: number }
  | { readonly type: 'picture-fetching' }
  | {
      readonly type: 'picture-saved'
      readonly picture: Extract<CapturePicture, { state: 'saved' }>
    }
  | { readonly type: 'picture-not-fetched'; readonly problem: Problem }

export const asked: CaptureState = {
  outcome: 'asked',
  outcomeAt: null,
  late: false,
  serverPath: null,
  locationId: null,
  picture: { state: 'none' },
  problem: null
}

/** True while the customer's answer may still come: at once, or late. */
export const isUnanswered = ({ outcome }: CaptureState): boolean =>
  outcome === 'asked' || outcome === 'no-answer'

/**
 * asked ─answered▶ accepted, refused or failed
 * asked ─not-taken▶ failed (with its problem)
 * asked ─timed-out▶ no-answer ─answered▶ accepted, refused or failed (late)
 *
 * The picture of an accepted capture:
 * none, on-server ─picture-fetching▶ fetching
 * none, fetching, on-server ─picture-saved▶ saved
 * none, fetching, on-server ─picture-not-fetched▶ on-server (with the newest reason)
 *
 * An event that does not fit the state is dropped.
 */
export function advanceCapture(now: CaptureState, event: CaptureEvent): CaptureState {
  switch (event.type) {
    case 'answered':
      return isUnanswered(now) ? answered(now, event) : now
    case 'not-taken':
      if (now.outcome !== 'asked') return now
      return { ...now, outcome: 'failed', outcomeAt: event.at, problem: event.problem }
    case 'timed-out':
      return now.outcome === 'asked' ? { ...now, outcome: 'no-answer', outcomeAt: event.at } : now
    default:
      return now.outcome === 'accepted' ? advancePicture(now, event) : now
  }
}

function answered(now: CaptureState, answer: CaptureAnswer): CaptureState {
  const { outcome, at, serverPath, locationId, problem } = answer
  const late = now.outcome === 'no-answer'
  const told = { ...now, outcome, outcomeAt: at, late }
  if (outcome === 'failed') return { ...told, problem }
  return outcome === 'accepted' ? { ...told, serverPath, locationId } : told
}

type PictureEvent = Exclude<CaptureEvent, { type: 'answered' | 'not-taken' | 'timed-out' }>

function advancePicture(now: CaptureState, event: PictureEvent): CaptureState {
  const { state } = now.picture
  if (event.type === 'picture-fetching') {
    const idle = state === 'none' || state === 'on-server'
    return idle ? { ...now, picture: { state: 'fetching' } } : now
  }
  if (state === 'saved') return now
  if (event.type === 'picture-saved') return { ...now, picture: event.picture }
  return { ...now, picture: { state: 'on-server', problem: event.problem } }
}
