import { spawn } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import * as v from 'valibot'
import { outputOf } from '../measure/child-output.ts'
import { measurement, type BenchJob, type Measurement } from './job.ts'
import { isNodeContestant, type ContestantName } from './list.ts'
import { runShell } from './shell.ts'

/** One contestant, once: what it measured, and how long its process was there altogether. */
export interface Run extends Measurement {
  /** From before the start of its process to after its end. */
  readonly wallMs: number
}

const program = resolve(import.meta.dirname, 'main.ts')

/** Runs a contestant in a fresh process; throws where it fails or its file is not what was served. */
export async function runContestant(
  name: ContestantName,
  job: BenchJob,
  servedSha256: string
): Promise<Run> {
  const startedAt = performance.now()
  const measured = isNodeContestant(name) ? await runNode(name, job) : await runShell(name, job)
  const wallMs = performance.now() - startedAt
  const { size } = await stat(measured.path)
  const sameHash = measured.sha256 === null || measured.sha256 === servedSha256
  if (size !== job.totalBytes || !sameHash) throw new Error(`${name} saved something else`)
  return { ...measured, wallMs }
}

async function runNode(name: string, job: BenchJob): Promise<Measurement> {
  const child = spawn(process.execPath, [program, name, JSON.stringify(job)], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  return v.parse(v.pipe(v.string(), v.parseJson(), measurement), await outputOf(child))
}
