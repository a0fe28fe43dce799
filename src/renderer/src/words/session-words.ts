import { m } from '../../../shared/i18n/index.ts'
import type {
  AgentState,
  SessionView,
  SignInNotice,
  SignInStep
} from '../../../shared/model/session.ts'

/** The word for a session state: the same in ribbon, tray and timeline. */
export const sessionWord: Readonly<Record<SessionView['state'], () => string>> = {
  'signed-out': m.shell_state_signed_out,
  'signing-in': m.shell_state_signing_in,
  connected: m.shell_state_connected,
  reconnecting: m.shell_state_reconnecting,
  'signing-out': m.shell_state_signing_out
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
