import type { CheckFacts, CheckName, CheckOutcome, FindingName } from '../../shared/model/doctor.ts'
import type { Problem } from '../../shared/model/problem.ts'
import { problemOf } from '../../shared/model/problem.ts'

/** What one look found. */
export interface Finding {
  readonly outcome: CheckOutcome
  readonly finding: FindingName
  readonly facts?: CheckFacts
  readonly problem?: Problem
}

/** One thing to look at. What it throws is a failure with that problem. */
export interface Check {
  readonly check: CheckName
  /** Where one of these failed, this is not looked at: it would only fail as well. */
  readonly needs: readonly CheckName[]
  readonly look: (signal: AbortSignal) => Promise<Finding>
}

export const good = (finding: FindingName, facts: CheckFacts = {}): Finding => ({
  outcome: 'ok',
  finding,
  facts
})

export const skipped = (finding: FindingName): Finding => ({ outcome: 'skipped', finding })

export const warning = (finding: FindingName, facts: CheckFacts = {}): Finding => ({
  outcome: 'warning',
  finding,
  facts
})

export const failed = (finding: FindingName, facts: CheckFacts = {}): Finding => ({
  outcome: 'failed',
  finding,
  facts
})

export const failedWith = (thrown: unknown): Finding => ({
  outcome: 'failed',
  finding: 'problem',
  problem: problemOf(thrown)
})
