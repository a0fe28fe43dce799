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

/** All steps in their order, each with its label. */
const labels: readonly (readonly [CallStep, () => string])[] = [
  ['answer', m.desktop_answer],
  ['reject', m.desktop_reject],
  ['hold', m.desktop_hold],
  ['retrieve', m.desktop_retrieve],
  ['release', m.desktop_hang_up]
]

/**
 * What can be done in the call. Every step is there always, in its own place, and disabled where it
 * does not fit: a call that comes or goes while the menu is open moves nothing under the pointer.
 */
export const callItems = (
  call: CallView | null,
  { inCall }: { inCall: (step: CallStep, callId: string) => void }
): MenuItemConstructorOptions[] =>
  labels.map(([step, label]) => ({
    label: label(),
    enabled: call !== null && steps[call.phase].includes(step),
    click: () => {
      if (call !== null) inCall(step, call.callId)
    }
  }))
