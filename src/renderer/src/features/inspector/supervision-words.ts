import { m } from '../../../../shared/i18n/index.ts'
import type { ErrorCode } from '../../../../shared/errors.ts'
import type { AgentState } from '../../../../shared/model/session.ts'
import type {
  SupervisedAgent,
  SupervisionMode,
  SupervisionStage,
  SupervisionView
} from '../../../../shared/model/supervision.ts'
import type { Tone } from '../../ui/tone.ts'
import { errorSentence } from '../../../../shared/words/problem-words.ts'
import type { InspectorAction } from './inspector-actions.svelte.ts'

export type Current = NonNullable<SupervisionView['current']>

export const stateTone: Readonly<Record<AgentState, Tone>> = {
  unknown: 'neutral',
  'signed-out': 'neutral',
  'not-ready': 'warn',
  ready: 'ok',
  'after-call-work': 'neutral',
  'in-call': 'info',
  rest: 'neutral'
}

/** Whether there may be a call whose kind could be known. */
export const mayBeInCall = ({ agentState, videoCall }: SupervisedAgent): boolean =>
  agentState === 'in-call' || agentState === 'unknown' || videoCall === 'yes'

export const videoWord: Readonly<Record<SupervisedAgent['videoCall'], () => string>> = {
  yes: m.inspector_video_yes,
  no: m.inspector_video_no,
  unknown: m.inspector_video_unknown
}

export const modeWord: Readonly<Record<SupervisionMode, () => string>> = {
  listen: m.inspector_mode_listen,
  insert: m.inspector_mode_insert,
  whisper: m.inspector_mode_whisper
}

const modeSentence: Readonly<Record<SupervisionMode, () => string>> = {
  listen: m.inspector_text_listen,
  insert: m.inspector_text_insert,
  whisper: m.inspector_text_whisper
}

export const stageTone: Readonly<Record<SupervisionStage, Tone>> = {
  asked: 'busy',
  active: 'ok',
  intercepting: 'busy',
  'outcome-unknown': 'warn',
  customer: 'ok'
}

export const stageWord: Readonly<Record<SupervisionStage, () => string>> = {
  asked: m.inspector_stage_asked,
  active: m.inspector_stage_active,
  intercepting: m.inspector_stage_intercepting,
  'outcome-unknown': m.inspector_stage_unknown,
  customer: m.inspector_stage_customer
}

/** What is going on, and what the inspector can expect next. */
export function stageSentence({ stage, mode, workNo }: Current): string {
  switch (stage) {
    case 'asked':
      return m.inspector_text_asked()
    case 'active':
      return modeSentence[mode]()
    case 'intercepting':
      return m.inspector_text_intercepting()
    case 'outcome-unknown':
      return m.inspector_text_unknown()
    case 'customer':
      return m.inspector_text_customer({ workNo })
  }
}

/** What can be switched to, in the order of how much the others hear. */
export const modeChoices = () => [
  { value: 'listen' as const, label: m.inspector_listen() },
  { value: 'whisper' as const, label: m.inspector_whisper() },
  { value: 'insert' as const, label: m.inspector_insert() }
]

/** Why switching is not offered; null where it is. */
export const switchReason = ({ switchBlockedBy: code }: Current): string | null =>
  code === null ? null : reasonOf(code)

/** Why Stop is not offered; null where it is. */
export const stopReason = ({ stopBlockedBy: code }: Current): string | null =>
  code === null ? null : reasonOf(code)

const reasonOf = (code: ErrorCode): string =>
  code === 'not-now:supervision-outstanding' ? m.inspector_block_outstanding() : errorSentence(code)

/** Why Intercept is not offered, in the words of the stage; null where it is. */
export function interceptReason({ stage, interceptBlockedBy: code }: Current): string | null {
  if (code === null) return null
  if (stage === 'outcome-unknown') return m.inspector_block_unknown()
  if (stage === 'asked' && code === 'not-now:not-listening') return m.inspector_block_asked()
  return reasonOf(code)
}

export const notDone: Readonly<Record<InspectorAction, () => string>> = {
  listen: m.inspector_not_listening,
  insert: m.inspector_not_inserted,
  whisper: m.inspector_not_whispering,
  switch: m.inspector_not_switched,
  stop: m.inspector_not_stopped,
  intercept: m.inspector_not_intercepted,
  'hang-up': m.inspector_not_hung_up
}
