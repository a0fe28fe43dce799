import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DemoFacts } from './main-job.ts'
import type { Step } from './narrator.ts'

export interface Summary {
  output: string
  /** Null where the demo stopped before everything was checked. */
  facts: DemoFacts | null
  steps: readonly Step[]
  on: string
}

/** Writes `summary.json`, says where things are; the exit code is 0 only if everything was verified. */
export function writeSummary({ output, facts, steps, on }: Summary): Promise<number> {
  const verified = facts !== null && steps.every(({ ok }) => ok)
  const screenshots = readdirSync(join(output, 'screenshots')).sort()
  const summary = { verified, ranOn: on, steps, ...facts, screenshots }
  writeFileSync(join(output, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`)
  console.log(
    verified
      ? `Every outcome was verified. See demo-output/: summary.json, saved/, screenshots/ (${screenshots.length}).`
      : 'Not every outcome was verified: see demo-output/summary.json.'
  )
  return Promise.resolve(verified ? 0 : 1)
}
