import { m } from '../../../../shared/i18n/index.ts'
import type { InterceptCheck, Knowledge } from '../../../../shared/model/supervision.ts'

export const knowledgeWord: Readonly<Record<Knowledge, () => string>> = {
  yes: m.inspector_check_yes,
  no: m.inspector_check_no,
  unknown: m.inspector_check_open
}

const sentences: Readonly<Record<InterceptCheck, Readonly<Record<Knowledge, () => string>>>> = {
  'signed-in': {
    yes: m.inspector_check_connected,
    no: m.inspector_check_disconnected,
    unknown: m.inspector_check_disconnected
  },
  'inspector-right': {
    yes: m.inspector_check_right,
    no: m.inspector_check_right_no,
    unknown: m.inspector_check_right_unknown
  },
  'same-vdn': {
    yes: m.inspector_check_vdn,
    no: m.inspector_check_vdn_no,
    unknown: m.inspector_check_vdn_unknown
  },
  'on-call': {
    yes: m.inspector_check_on_call,
    no: m.inspector_check_not_on_call,
    unknown: m.inspector_check_not_on_call
  },
  'not-oneself': {
    yes: m.inspector_check_other,
    no: m.inspector_check_oneself,
    unknown: m.inspector_check_other
  },
  'voice-call': {
    yes: m.inspector_check_voice,
    no: m.inspector_check_video,
    unknown: m.inspector_check_unknown
  },
  'agent-in-call': {
    yes: m.inspector_check_in_call,
    no: m.inspector_check_in_call_no,
    unknown: m.inspector_check_in_call_unknown
  }
}

/** What is known of one condition, in a sentence. */
export const checkSentence = (check: InterceptCheck, answer: Knowledge): string =>
  sentences[check][answer]()
