import * as v from 'valibot'
import { instant } from './ids.ts'
import { problem } from './problem.ts'

/** How many entries are kept and shown; older ones go. */
export const activityLimit = 500

/** What happened, in the app's own terms; screens have a sentence for each. */
export const outcomes = [
  'signed-in',
  'signed-out',
  'session-ended-by-gateway',
  'certificate-changed',
  'session-timed-out',
  'session-taken-over',
  'session-switch-over-failed',
  'reconnecting',
  'switching-over',
  'reconnected',
  'practice-started',
  'certificate-confirmed',
  'agent-state-asked',
  'call-answered',
  'call-rejected',
  'call-held',
  'call-retrieved',
  'call-found',
  'call-released',
  'capture-asked',
  'capture-accepted',
  'capture-refused',
  'capture-failed',
  'capture-no-answer',
  'capture-answered-late',
  'picture-saved',
  'picture-on-server',
  'recording-started',
  'recording-failed',
  'recording-stopped',
  'video-large',
  'video-saved',
  'video-saved-length-unproven',
  'video-failed',
  'video-cancelled',
  'rejoin-received',
  'rejoin-copied',
  'rejoin-offered',
  'rejoin-opened',
  'call-dropped',
  'call-data-sent',
  'call-data-differs',
  'supervision-asked',
  'supervision-active',
  'supervision-ended',
  'intercept-asked',
  'intercept-done',
  'intercept-outcome-unknown',
  'library-unavailable',
  'library-back',
  'library-rebuilt',
  'library-rows-unreadable',
  'policy-ignored',
  'system-store-unread',
  'settings-restored',
  'settings-reset',
  'settings-values-reset',
  'window-place-not-kept',
  'user-data-not-moved',
  'user-data-not-kept',
  'log-not-kept',
  'command-failed',
  'fault'
] as const
export type OutcomeName = (typeof outcomes)[number]

const head = { id: v.number(), at: instant, callId: v.nullable(v.string()) }

/** One line of the shift: a request by its name in the gateway's log, an event, or an outcome. */
export const activityEntry = v.variant('kind', [
  v.object({
    ...head,
    kind: v.literal('request'),
    logName: v.string(),
    outcome: v.picklist(['ok', 'refused', 'failed']),
    durationMs: v.number(),
    problem: v.nullable(problem)
  }),
  v.object({ ...head, kind: v.literal('event'), eventType: v.string() }),
  v.object({
    ...head,
    kind: v.literal('outcome'),
    name: v.picklist(outcomes),
    /** What the sentence is about: a file name, an agent's number, a count. Never call data. */
    subject: v.nullable(v.string()),
    problem: v.nullable(problem)
  })
])
export type ActivityEntry = v.InferOutput<typeof activityEntry>
