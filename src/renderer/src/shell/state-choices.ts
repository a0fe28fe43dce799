import { m } from '../../../shared/i18n/index.ts'
import type { StateOptions } from '../../../shared/model/agent-state.ts'

/** What the agent has chosen and typed, as fields hold it. */
export interface StateDraft {
  /** A reason code, or empty for none. */
  because: string
  /** The number of a rest's cause; 0 is none. */
  cause: string
  time: string
}

export const emptyStateDraft: StateDraft = { because: '', cause: '0', time: '' }

interface Choice {
  readonly value: string
  readonly label: string
}

/** The reasons of being not ready, "none" first. */
export const reasonChoices = (options: StateOptions | null): readonly Choice[] => [
  { value: '', label: m.shell_no_reason() },
  ...(options?.reasons ?? []).map(({ code, name }) => ({
    value: String(code),
    label: m.shell_reason_named({ name, code: String(code) })
  }))
]

/** The causes of a rest, "none" first. */
export const causeChoices = (options: StateOptions | null): readonly Choice[] => [
  { value: '0', label: m.shell_no_cause() },
  ...(options?.restCauses ?? [])
    .filter(({ cause }) => cause !== 0)
    .map(({ cause, name }) => ({ value: String(cause), label: name }))
]

/** Whether that is a length of a rest that can be asked for: 1 to 86,399 (cec_07_1213). */
export const isRestTime = (typed: string): boolean =>
  /^[1-9]\d{0,4}$/.test(typed.trim()) && Number(typed) <= 86_399
