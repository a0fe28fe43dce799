import {
  checkOutcomes,
  type CheckName,
  type CheckOutcome,
  type CheckResult
} from '../../shared/model/doctor.ts'
import type { Clock } from '../clock.ts'
import { failedWith, skipped, type Check, type Finding } from './checks.ts'

export interface RunDeps {
  readonly clock: Pick<Clock, 'elapsed'>
  /** Before each look; nothing is told of what is skipped. */
  readonly onLook: (check: CheckName) => void
  readonly onResult: (result: CheckResult) => void
}

/**
 * Looks at one thing after the other. What rests on something that failed is skipped, so that the
 * first failure is the one to mend. Ends early, with what there is, when `signal` is aborted.
 */
export async function runChecks(
  checks: readonly Check[],
  { clock, onLook, onResult }: RunDeps,
  signal: AbortSignal
): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = []
  const unusable = new Set<CheckName>()
  for (const { check, needs, look } of checks) {
    if (signal.aborted) break
    const startedAt = clock.elapsed()
    const rests = needs.some((name) => unusable.has(name))
    if (!rests) onLook(check)
    const found = rests ? skipped('rests-on-earlier') : await lookOnce(look, signal)
    // Given up: what came of it says nothing.
    if (isAborted(signal)) break
    if (rests || found.outcome === 'failed') unusable.add(check)
    const result = resultOf(check, found, clock.elapsed() - startedAt)
    results.push(result)
    onResult(result)
  }
  return results
}

/** How bad the worst of them is. */
export function worstOf(results: readonly Pick<CheckResult, 'outcome'>[]): CheckOutcome {
  const ranks = results.map(({ outcome }) => checkOutcomes.indexOf(outcome))
  return checkOutcomes[Math.max(0, ...ranks)] ?? 'ok'
}

/** A function, because it changes while something is waited for. */
const isAborted = (signal: AbortSignal): boolean => signal.aborted

async function lookOnce(look: Check['look'], signal: AbortSignal): Promise<Finding> {
  try {
    return await look(signal)
  } catch (thrown) {
    return failedWith(thrown)
  }
}

const resultOf = (
  check: CheckName,
  { outcome, finding, facts = {}, problem }: Finding,
  tookMs: number
): CheckResult => ({
  ...{ check, outcome, finding, facts: { ...facts } },
  problem: problem ?? null,
  tookMs: Math.round(tookMs)
})
