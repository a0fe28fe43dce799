import type { Step } from './steps.ts'

export interface CheckReport {
  passed: number
  failed: number
}

/** Two cores are what every machine of ours has; more at once only makes each tool slower. */
const atOnce = 2

/**
 * Runs all steps, two at a time, and says one line for each as it ends, with what a failed one
 * had to say above it. A step that throws has failed.
 */
export async function runCheck(
  steps: readonly Step[],
  say: (text: string) => void
): Promise<CheckReport> {
  const waiting = [...steps]
  const report: CheckReport = { passed: 0, failed: 0 }
  const work = async (): Promise<void> => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const { ok, text } = await runStep(step)
      report[ok ? 'passed' : 'failed'] += 1
      say(text)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return report
}

async function runStep(step: Step): Promise<{ ok: boolean; text: string }> {
  const started = performance.now()
  const { ok, output } = await step.run().catch((thrown: unknown) => ({
    ok: false,
    output: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
  }))
  const seconds = ((performance.now() - started) / 1_000).toFixed(1)
  const line = `${ok ? 'ok    ' : 'FAILED'} ${step.name} (${seconds} s)`
  return { ok, text: ok ? line : `${output.trimEnd()}\n${line}` }
}
