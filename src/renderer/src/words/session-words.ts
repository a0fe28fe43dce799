import { m } from '../../../shared/i18n/index.ts'
import type {
  AgentState,
  SessionView,
  SignedOutReason,
  SignInNotice,
  SignInStep
} from '../../../shared/model/session.ts'
import { lengthOfTime } from './time-words.ts'

/** The word for the session's state: the same in ribbon, tray and timeline. */
export const sessionWord = (session: SessionView): string =>
  session.state === 'signed-out' && session.reason === 'taken-over'
    ? m.shell_state_taken_over()
    : stateWords[session.state]()

const stateWords: Readonly<Record<SessionView['state'], () => string>> = {
  'signed-out': m.shell_state_signed_out,
  'signing-in': m.shell_state_signing_in,
  connected: m.shell_state_connected,
  reconnecting: m.shell_state_reconnecting,
  'switching-over': m.shell_state_switching_over,
  'signing-out': m.shell_state_signing_out
}

/** How long the gateway still waits, or that its time has passed: nobody knows before it answers. */
export const signOutClock = (signedOutAt: number, now: number): string =>
  signedOutAt > now
    ? m.shell_signed_out_in({ time: lengthOfTime(signedOutAt - now + 999) })
    : m.shell_probably_signed_out()

/** Why nobody is signed in any more, where the gateway ended it: what happened and what to do. */
export const endWords: Readonly<
  Record<SignedOutReason, readonly [() => string, () => string] | null>
> = {
  'not-yet': null,
  asked: null,
  failed: null,
  'timed-out': [m.connect_ended_timed_out, m.connect_ended_timed_out_text],
  'taken-over': [m.connect_ended_taken_over, m.connect_ended_taken_over_text],
  'switch-over-failed': [m.connect_ended_switch_over, m.connect_ended_switch_over_text],
  'certificate-changed': [m.connect_ended_certificate, m.connect_ended_certificate_text],
  'ended-by-gateway': [m.connect_ended_by_gateway, m.connect_ended_by_gateway_text]
}

export const stepWord: Readonly<Record<SignInStep, () => string>> = {
  'signing-in': m.shell_step_signing_in,
  'setting-skills': m.shell_step_setting_skills,
  'learning-state': m.shell_step_learning_state
}

export const agentStateWord: Readonly<Record<AgentState, () => string>> = {
  unknown: m.shell_agent_unknown,
  'signed-out': m.shell_agent_signed_out,
  'not-ready': m.shell_agent_not_ready,
  ready: m.shell_agent_ready,
  'after-call-work': m.shell_agent_after_call_work,
  'in-call': m.shell_agent_in_call,
  rest: m.shell_agent_rest
}

/** What the sign-in answer told, as a sentence. */
export function noticeSentence(notice: SignInNotice): string {
  switch (notice.kind) {
    case 'password-must-change':
      return m.shell_notice_password_must_change()
    case 'password-expires':
      if (notice.days === 0) return m.shell_notice_password_expires_today()
      if (notice.days === 1) return m.shell_notice_password_expires_tomorrow()
      return m.shell_notice_password_expires({ days: notice.days })
    case 'no-voice-or-video':
      return m.shell_notice_no_voice_or_video()
    case 'skills-not-set':
      return m.shell_notice_skills_not_set()
  }
}
