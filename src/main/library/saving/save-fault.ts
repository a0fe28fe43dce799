import { problemOf, type Problem } from '../../../shared/model/problem.ts'
import type { PartRecord } from '../queue/save-record.ts'

/** Why a try ended without a saved file. */
export interface SaveFault {
  /** `fetching`: no whole body came. `naming`: it came and lies in its part file. */
  readonly stage: 'fetching' | 'naming'
  readonly problem: Problem
  /** How long the server asks to wait, in milliseconds. */
  readonly retryAfterMs: number | null
  /** What is left on the disk and can be continued. */
  readonly part: PartRecord | null
  /** How much room the file needs, where that is known. */
  readonly neededBytes: number | null
}

export const fetchFault = (
  thrown: unknown,
  facts: Partial<Pick<SaveFault, 'retryAfterMs' | 'part' | 'neededBytes'>> = {}
): SaveFault => ({
  ...{ stage: 'fetching', retryAfterMs: null, part: null, neededBytes: null },
  ...facts,
  problem: problemOf(thrown)
})

export const nameFault = (thrown: unknown): SaveFault => ({
  ...{ stage: 'naming', retryAfterMs: null, part: null, neededBytes: null },
  problem: problemOf(thrown)
})
