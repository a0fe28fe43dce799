import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { outputOf } from '../measure/child-output.ts'
import type { BenchJob, Measurement } from './job.ts'
import type { shellContestants } from './list.ts'

type ShellName = (typeof shellContestants)[number]

const fetching = 'curl --silent --show-error --fail --cacert "$CA" --output "$FILE" "$URL"'
/** With arguments, `sync` of the GNU coreutils flushes only these: the file, then its folder. */
const flushing = 'sync "$FILE" "$(dirname "$FILE")"'

/** What each of them does, for `sh`. */
const scripts: Readonly<Record<ShellName, string>> = {
  curl: `${fetching} && ${flushing}`,
  shell: `${fetching} && openssl dgst -sha256 -r "$FILE" && ${flushing}`
}

/** Why a contestant cannot take part here; null where it can. */
export function missingFor(name: ShellName): string | null {
  if (process.platform !== 'linux') return 'only on Linux'
  const programs = ['curl', 'sync', ...(name === 'shell' ? ['openssl'] : [])]
  const missing = programs.find((program) => spawnSync(program, ['--version']).error !== undefined)
  return missing === undefined ? null : `${missing} is not installed`
}

/** Runs one of the shell's contestants once. Its start-up is part of its work, as for anybody who uses it. */
export async function runShell(name: ShellName, job: BenchJob): Promise<Measurement> {
  const path = join(job.folder, `${name}.mp4`)
  const startedAt = performance.now()
  const child = spawn('sh', ['-c', `${scripts[name]} || exit 1; times`], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, CA: job.caFile, FILE: path, URL: job.url }
  })
  const output = await outputOf(child)
  const workMs = performance.now() - startedAt
  const cpuMs = cpuMsIn(output)
  return {
    path,
    sha256: /^[0-9a-f]{64}/.exec(output)?.[0] ?? null,
    workMs,
    workCpuMs: cpuMs,
    cpuMs,
    idleRssMiB: null,
    peakRssMiB: null
  }
}

/** What `times` of the shell says: its own user and system time, then that of what it ran. */
function cpuMsIn(output: string): number {
  const times = [...output.matchAll(/(\d+)m([\d.]+)s/g)]
  return times.reduce((sum, [, min, sec]) => sum + (Number(min) * 60 + Number(sec)) * 1_000, 0)
}
