import type { Count } from './stage.ts'

/** The part of vitest's JSON report (the shape of Jest's) that is counted. */
interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

/** The part of Playwright's JSON report that is counted. */
interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number }
  /** Errors outside of tests: a config or a file that cannot be loaded. */
  errors: unknown[]
}

/** A test file that could not be loaded has no tests: it counts as one failure. */
export function countVitest(json: string, exitCode: number | null): Count {
  // vitest wrote it; one of another shape throws below and counts as a crash.
  const report = JSON.parse(json) as VitestReport
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((result) => result.status === 'failed')
  )
  const failed = report.numFailedTests + unloaded.length
  return atLeastOne({ passed: report.numPassedTests, failed }, exitCode)
}

/** A test that passes only when repeated has failed. */
export function countPlaywright(json: string, exitCode: number | null): Count {
  // Playwright wrote it; one of another shape throws below and counts as a crash.
  const { stats, errors } = JSON.parse(json) as PlaywrightReport
  const failed = stats.unexpected + stats.flaky + errors.length
  return atLeastOne({ passed: stats.expected, failed }, exitCode)
}

/** A runner that fails without a failed test (an unhandled rejection, no test found) still failed. */
function atLeastOne({ passed, failed }: Count, exitCode: number | null): Count {
  const clean = exitCode === 0 && passed > 0
  return { passed, failed: failed === 0 && !clean ? 1 : failed }
}
