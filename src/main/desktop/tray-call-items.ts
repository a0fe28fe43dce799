import type { MenuItemConstructorOptions } from 'electron'
import { m } from '../../shared/i18n/index.ts'
import type { CallView } from '../../shared/model/call.ts'

export type CallStep = 'answer' | 'reject' | 'hold' | 'retrieve' | 'release'

const steps: Readonly<Record<CallView['phase'], readonly CallStep[]>> = {
  ringing: ['answer', 'reject'],
  talking: ['hold', 'release'],
  held: ['retrieve', 'release'],
  ended: []
}

const stepLabels: Readonly<Record<CallStep, () => string>> = {
  answer: m.desktop_answer,
  reject: m.desktop_reject,
  hold: m.desktop_hold,
  retrieve: m.desktop_retrieve,
  release: m.desktop_hang_up
}

/** What can be done in the call; steps that do not fit it are left out. */
export const callItems = (
  { callId, phase }: CallView,
  { inCall }: { inCall: (step: CallStep, callId: string) => void }
): MenuItemConstructorOptions[] =>
  steps[phase].map((step) => ({
    label: stepLabels[step](),
    click: () => {
      inCall(step, callId)
    }
  }))
