import type { AgentState } from '../../shared/model/session.ts'

/**
 * The `agentState` scale (cec_07_2569, cec_07_2559): the sign-in's `status` uses the same numbers.
 * 6 is listed as a second "idle", 1 as unused.
 */
const states: Readonly<Record<number, AgentState>> = {
  2: 'signed-out',
  3: 'not-ready',
  4: 'ready',
  5: 'after-call-work',
  6: 'ready',
  7: 'in-call',
  8: 'rest'
}

export const agentStateFromNumber = (value: number | null): AgentState =>
  value === null ? 'unknown' : (states[value] ?? 'unknown')

/** `ctiStatus` on the scale above (cec_07_2569): 2 to 5 are stages of a call, 9 is unknown. */
const ctiStates: readonly number[] = [2, 4, 7, 7, 7, 7, 5, 3, 8, 0]

/** Where a row has no `status`, its `ctiStatus` says the same in other numbers. */
export const agentStateFromRow = (status: number | null, ctiStatus: number | null): AgentState =>
  agentStateFromNumber(status ?? (ctiStatus === null ? null : (ctiStates[ctiStatus] ?? null)))
