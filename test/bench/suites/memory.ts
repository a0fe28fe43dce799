import { join } from 'node:path'
import type { ContestantName } from '../contestants/list.ts'
import { runContestant, type Run } from '../contestants/run.ts'
import { emptied } from '../measure/calm.ts'
import { inRounds, type Results } from '../measure/rounds.ts'
import { median } from '../measure/statistics.ts'
import { shown, type BenchContext, type SuiteReport } from '../report.ts'

const contestants = ['app', 'app-process'] as const satisfies readonly ContestantName[]

/** The larger video has so many times the size of the smaller one. */
const times = 4

/** One video and one four times its size: memory must not grow with what is saved. */
export async function memorySuite(context: BenchContext): Promise<SuiteReport> {
  const { options, tell } = context
  const rounds = options.full ? 2 : 1
  const found = new Map<string, Results<'small' | 'large', Run>>()
  for (const name of contestants) {
    const measure = await measuring(context, name)
    const plan = {
      names: ['small', 'large'] as const,
      rounds,
      warmUp: false,
      tell: (line: string) => {
        tell(`${name}: ${line}`)
      }
    }
    found.set(name, await inRounds(plan, measure))
  }
  const growth = [...found.values()].map(({ small, large }) => peak(large) / peak(small))
  const over = [...found.values()].map(({ large }) => peak(large) - idle(large))
  return {
    tables: [
      {
        title: `Peak memory in MiB, ${String(rounds)} rounds: ${String(options.mib)} MiB and ${String(options.mib * times)} MiB`,
        columns: ['', 'idle', 'smaller', 'larger', 'larger / smaller', 'larger - idle'],
        rows: [...found].map(([name, { small, large }]) => [
          name,
          shown(idle(large), 0),
          shown(peak(small), 0),
          shown(peak(large), 0),
          shown(peak(large) / peak(small)),
          shown(peak(large) - idle(large), 0)
        ])
      }
    ],
    figures: { 'memory.growth': Math.max(...growth), 'memory.overIdleMiB': Math.max(...over) },
    notes: [],
    raw: Object.fromEntries(found)
  }
}

const peak = (runs: readonly Run[]): number =>
  median(runs.map(({ peakRssMiB }) => peakRssMiB ?? NaN))
const idle = (runs: readonly Run[]): number =>
  median(runs.map(({ idleRssMiB }) => idleRssMiB ?? NaN))

async function measuring({ options, server, folder }: BenchContext, name: ContestantName) {
  const small = options.mib * 1024 ** 2
  const sizes = { small, large: small * times }
  const hashes = {
    small: await server.sha256Of(small),
    large: await server.sha256Of(small * times)
  }
  return async (size: 'small' | 'large'): Promise<Run> => {
    const own = join(folder, 'videos')
    await emptied(own)
    const totalBytes = sizes[size]
    const job = {
      url: server.videoUrl({ totalBytes }),
      caFile: server.caFile,
      folder: own,
      totalBytes
    }
    return runContestant(name, job, hashes[size])
  }
}
