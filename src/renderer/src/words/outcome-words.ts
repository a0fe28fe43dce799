import { m } from '../../../shared/i18n/index.ts'
import type { OutcomeName } from '../../../shared/model/activity.ts'

export type OutcomeTone = 'ok' | 'info' | 'warn' | 'problem'

/** What a sentence is about: a file name, an agent's number, a count; empty where there is none. */
type Sentence = (about: { subject: string }) => string

/** The sentence for each outcome, and how good it is for the agent. */
export const outcomeWords: Readonly<Record<OutcomeName, readonly [OutcomeTone, Sentence]>> = {
  'signed-in': ['ok', m.activity_signed_in],
  'signed-out': ['info', m.activity_signed_out],
  'session-ended-by-gateway': ['problem', m.activity_session_ended_by_gateway],
  'session-timed-out': ['problem', m.activity_session_timed_out],
  'session-taken-over': ['problem', m.activity_session_taken_over],
  'session-switch-over-failed': ['problem', m.activity_session_switch_over_failed],
  reconnecting: ['warn', m.activity_reconnecting],
  'switching-over': ['warn', m.activity_switching_over],
  reconnected: ['ok', m.activity_reconnected],
  'certificate-changed': ['problem', m.activity_certificate_changed],
  'certificate-confirmed': ['warn', m.activity_certificate_confirmed],
  'practice-started': ['info', m.activity_practice_started],
  'agent-state-asked': ['info', m.activity_agent_state_asked],
  'call-answered': ['ok', m.activity_call_answered],
  'call-rejected': ['info', m.activity_call_rejected],
  'call-held': ['info', m.activity_call_held],
  'call-retrieved': ['info', m.activity_call_retrieved],
  'call-found': ['info', m.activity_call_found],
  'call-released': ['info', m.activity_call_released],
  'capture-asked': ['info', m.activity_capture_asked],
  'capture-accepted': ['ok', m.activity_capture_accepted],
  // A customer may say no: that is an answer, not a fault.
  'capture-refused': ['info', m.activity_capture_refused],
  'capture-failed': ['problem', m.activity_capture_failed],
  'capture-no-answer': ['warn', m.activity_capture_no_answer],
  'capture-answered-late': ['info', m.activity_capture_answered_late],
  'picture-saved': ['ok', m.activity_picture_saved],
  'picture-on-server': ['info', m.activity_picture_on_server],
  'recording-started': ['info', m.activity_recording_started],
  'recording-failed': ['problem', m.activity_recording_failed],
  'recording-stopped': ['info', m.activity_recording_stopped],
  'video-large': ['warn', m.activity_video_large],
  'video-saved': ['ok', m.activity_video_saved],
  'video-saved-length-unproven': ['warn', m.activity_video_saved_length_unproven],
  'video-failed': ['problem', m.activity_video_failed],
  'video-cancelled': ['info', m.activity_video_cancelled],
  'rejoin-received': ['ok', m.activity_rejoin_received],
  'rejoin-offered': ['info', m.activity_rejoin_offered],
  'rejoin-opened': ['ok', m.activity_rejoin_opened],
  'call-dropped': ['warn', m.activity_call_dropped],
  'rejoin-copied': ['info', m.activity_rejoin_copied],
  'call-data-sent': ['ok', m.activity_call_data_sent],
  'call-data-differs': ['warn', m.activity_call_data_differs],
  'supervision-asked': ['info', m.activity_supervision_asked],
  'supervision-active': ['ok', m.activity_supervision_active],
  'supervision-ended': ['info', m.activity_supervision_ended],
  'intercept-asked': ['info', m.activity_intercept_asked],
  'intercept-done': ['ok', m.activity_intercept_done],
  'intercept-outcome-unknown': ['problem', m.activity_intercept_outcome_unknown],
  'library-unavailable': ['problem', m.activity_library_unavailable],
  'library-back': ['ok', m.activity_library_back],
  'library-rebuilt': ['warn', m.activity_library_rebuilt],
  'library-rows-unreadable': ['warn', m.activity_library_rows_unreadable],
  'policy-ignored': ['warn', m.activity_policy_ignored],
  'system-store-unread': ['warn', m.activity_system_store_unread],
  'settings-restored': ['warn', m.activity_settings_restored],
  'settings-reset': ['warn', m.activity_settings_reset],
  'settings-values-reset': ['warn', m.activity_settings_values_reset],
  'window-place-not-kept': ['warn', m.activity_window_place_not_kept],
  'user-data-not-moved': ['warn', m.activity_user_data_not_moved],
  'user-data-not-kept': ['problem', m.activity_user_data_not_kept],
  'log-not-kept': ['warn', m.activity_log_not_kept],
  'command-failed': ['problem', m.activity_command_failed],
  fault: ['problem', m.activity_fault]
}

/**
 * Outcomes that are said aloud on whatever screen is open; the others are seen where they happen.
 * Those of captures are told by the watch of the screen Now, which knows the picture as well.
 */
const spoken: ReadonlySet<OutcomeName> = new Set<OutcomeName>([
  'certificate-changed',
  'session-ended-by-gateway',
  'session-timed-out',
  'session-taken-over',
  'session-switch-over-failed',
  'reconnecting',
  'switching-over',
  'reconnected',
  'recording-failed',
  'video-large',
  'video-saved',
  'video-saved-length-unproven',
  'video-failed',
  'supervision-active',
  'supervision-ended',
  'intercept-done',
  'intercept-outcome-unknown',
  'library-back',
  'library-rebuilt',
  'library-rows-unreadable',
  'settings-restored',
  'settings-reset',
  'settings-values-reset',
  'window-place-not-kept',
  'user-data-not-moved',
  'user-data-not-kept',
  'log-not-kept',
  'fault'
])

/** Said even if they came before the page: nobody could have seen them. */
const saidLate: ReadonlySet<OutcomeName> = new Set<OutcomeName>([
  'settings-restored',
  'settings-reset',
  'settings-values-reset',
  'user-data-not-moved',
  'user-data-not-kept',
  'log-not-kept',
  'fault'
])

export const isSaidLate = (name: OutcomeName): boolean => saidLate.has(name)

export const isSpoken = (name: OutcomeName): boolean => spoken.has(name)

export const outcomeSentence = (name: OutcomeName, subject: string | null): string =>
  outcomeWords[name][1]({ subject: subject ?? '' })
