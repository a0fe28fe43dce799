import { m } from '../../../../shared/i18n/index.ts'
import type { CallMedia, CallPhase, CallView } from '../../../../shared/model/call.ts'
import type { SessionView } from '../../../../shared/model/session.ts'
import type { Tone } from '../../ui/tone.ts'

export const mediaWord: Readonly<Record<CallMedia, () => string>> = {
  voice: m.now_media_voice,
  video: m.now_media_video,
  'voice-and-video': m.now_media_voice_and_video,
  text: m.now_media_text,
  'h5-video': m.now_media_h5_video,
  unknown: m.now_media_unknown
}

export const phaseWord: Readonly<Record<CallPhase, () => string>> = {
  ringing: m.now_phase_ringing,
  talking: m.now_phase_talking,
  held: m.now_phase_held,
  ended: m.now_phase_ended
}

export const phaseTone: Readonly<Record<CallPhase, Tone>> = {
  ringing: 'info',
  talking: 'ok',
  held: 'warn',
  ended: 'neutral'
}

export const timerWord: Readonly<Record<CallPhase, () => string>> = {
  ringing: m.now_timer_ringing,
  talking: m.now_timer_talking,
  held: m.now_timer_held,
  ended: m.now_timer_ended
}

/** What a call is called, by who began it. */
export const callTitle: Readonly<Record<CallView['direction'], () => string>> = {
  in: m.now_call_in,
  out: m.now_call_out,
  unknown: m.now_call
}

/** Why the gateway cannot be asked for anything now, in a sentence; null where it can. */
export function waitReason(session: SessionView | null, now: number): string | null {
  if (session?.state === 'connected') return null
  if (session?.state === 'switching-over') return m.shell_wait_connected()
  if (session?.state !== 'reconnecting') return m.now_wait_signing_out()
  const seconds = Math.max(0, Math.round((now - session.lastAnswerAt) / 1000))
  return m.now_wait_reconnecting({ seconds })
}

/** What the agent can do to get a call. */
export function nextStep(session: SessionView | null): string {
  if (session === null || !('agent' in session)) return m.now_next_call()
  if (session.agent.agentState === 'ready') return m.now_next_ready()
  return session.agent.agentState === 'not-ready' ? m.now_next_not_ready() : m.now_next_call()
}
