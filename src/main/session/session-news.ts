import type { OutcomeName } from '../../shared/model/activity.ts'
import type { SessionView, SignedOutReason } from '../../shared/model/session.ts'
import type { Happening } from '../calls/timeline.ts'
import { isWaiting } from './session-state.ts'

/** A sign-in that failed is said where it was tried. */
const endings: Readonly<Record<SignedOutReason, OutcomeName | null>> = {
  'not-yet': null,
  asked: 'signed-out',
  failed: null,
  'timed-out': 'session-timed-out',
  'taken-over': 'session-taken-over',
  'switch-over-failed': 'session-switch-over-failed',
  'certificate-changed': 'certificate-changed',
  'ended-by-gateway': 'session-ended-by-gateway'
}

/** What the timeline hears when the session goes from one view to another; null where nothing is new. */
export function sessionNews(was: SessionView, now: SessionView): Happening | null {
  if (was.state === now.state) return null
  switch (now.state) {
    case 'connected':
      if (was.state === 'signing-in') return { name: 'signed-in', subject: now.agent.agentId }
      return isWaiting(was) ? { name: 'reconnected' } : null
    case 'reconnecting':
    case 'switching-over':
      return { name: now.state, ...(now.problem && { problem: now.problem }) }
    case 'signed-out': {
      const name = endings[now.reason]
      if (name === null || !('agent' in was)) return null
      const subject = was.agent.agentId
      return { name, subject, ...(now.problem && { problem: now.problem }) }
    }
    default:
      return null
  }
}
