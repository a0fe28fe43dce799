import type { Happening } from '../calls/timeline.ts'
import type { SupervisionState, SupervisionStep } from './supervision-state.ts'

/** What the timeline is told when a step has changed the state; null where that is no news. */
export function happeningOf(
  before: SupervisionState,
  after: SupervisionState,
  step: SupervisionStep
): Happening | null {
  if (after.stage === 'idle') return ending(before, step)
  if (before.stage === after.stage) return null
  const subject = after.workNo
  switch (after.stage) {
    case 'asked':
      return { name: 'supervision-asked', subject }
    case 'active':
      // Back from a refused intercept: the request's own line says so.
      return before.stage === 'asked' ? { name: 'supervision-active', subject } : null
    case 'intercepting':
      return { name: 'intercept-asked', subject }
    case 'customer':
      return { name: 'intercept-done', subject }
    case 'outcome-unknown':
      return after.of === 'intercept'
        ? { name: 'intercept-outcome-unknown', subject }
        : { name: 'command-failed', subject, problem: { code: 'outcome-unknown' } }
  }
}

function ending(before: SupervisionState, step: SupervisionStep): Happening | null {
  // Refused before it began: nothing has ended. With the customer, listening ended long ago.
  if (before.stage === 'idle' || before.stage === 'customer') return null
  if (step.type === 'begin-answered') return null
  return { name: 'supervision-ended', subject: before.workNo }
}
