import { join } from 'node:path'
import { nodeContestants, shellContestants, type ContestantName } from '../contestants/list.ts'
import { runContestant, type Run } from '../contestants/run.ts'
import { missingFor } from '../contestants/shell.ts'
import { emptied } from '../measure/calm.ts'
import { inRounds, joined, type Results } from '../measure/rounds.ts'
import { median, spreadOf } from '../measure/statistics.ts'
import { shown, type BenchContext, type SuiteReport, type Table } from '../report.ts'

/** Rounds in a noisy run: more of them, as its median can be trusted less. */
const noisyRounds = 11
const noisySpread = 1.5
/** A noisy run is made no longer than this, in seconds. */
const budgetSeconds = { usual: 75, full: 300 } as const

type Runs = Results<ContestantName, Run>

/** One video, everybody in turn: what the full path costs beside what cannot be done with less. */
export async function downloadSuite(context: BenchContext): Promise<SuiteReport> {
  const { options } = context
  const missing = shellContestants.flatMap((name) => {
    const why = missingFor(name)
    return why === null ? [] : [`${name} takes no part: ${why}`]
  })
  const shells = shellContestants.filter((name) => missingFor(name) === null)
  const nodes = Object.keys(nodeContestants) as (keyof typeof nodeContestants)[]
  const names: ContestantName[] = [...shells, ...nodes]
  const run = await preparedRun(context)
  const startedAt = performance.now()
  const first = await inRounds({ names, rounds: options.rounds, tell: context.tell }, run)
  const base = shells[0] ?? 'https-pipeline'
  const noise = spreadIn(first[base].map(({ wallMs }) => wallMs))
  const usedSeconds = (performance.now() - startedAt) / 1_000
  const leftSeconds = budgetSeconds[options.full ? 'full' : 'usual'] - usedSeconds
  const affordable = Math.floor((leftSeconds / usedSeconds) * (options.rounds + 1)) - 1
  const more = noise > noisySpread ? Math.min(noisyRounds - options.rounds, affordable) : 0
  const notes = [...missing, ...(noise > noisySpread ? [noisy(base, noise)] : [])]
  const runs =
    more > 0
      ? joined(first, await inRounds({ names, rounds: more, tell: context.tell }, run))
      : first
  return {
    tables: [tableOf(runs, { base, mib: options.mib })],
    figures: figuresOf(runs),
    notes,
    raw: runs
  }
}

const noisy = (base: string, noise: number): string =>
  `noisy: the slowest ${base} took ${shown(noise)} times the fastest`

const spreadIn = (values: readonly number[]): number => Math.max(...values) / Math.min(...values)

async function preparedRun({ options, server, folder }: BenchContext) {
  const totalBytes = options.mib * 1024 ** 2
  const sha256 = await server.sha256Of(totalBytes)
  return async (name: ContestantName): Promise<Run> => {
    const own = join(folder, 'videos')
    await emptied(own)
    const job = {
      url: server.videoUrl({ totalBytes }),
      caFile: server.caFile,
      folder: own,
      totalBytes
    }
    return runContestant(name, job, sha256)
  }
}

interface TableBasis {
  readonly base: ContestantName
  readonly mib: number
}

function tableOf(runs: Runs, { base, mib }: TableBasis): Table {
  const names = Object.keys(runs) as ContestantName[]
  const rows = names.map((name) => {
    const own = runs[name]
    const ratio = (time: (run: Run) => number): string => {
      const { median: middle, min, max } = spreadOf(ratios(runs[base], own, time))
      return `${shown(middle)} [${shown(min)}..${shown(max)}]`
    }
    const of = (value: (run: Run) => number | null): number =>
      median(own.map((run) => value(run) ?? NaN))
    return [
      name,
      shown(mib / (of(({ workMs }) => workMs) / 1_000), 0),
      ratio(({ workMs }) => workMs),
      ratio(({ wallMs }) => wallMs),
      shown((of(({ workCpuMs }) => workCpuMs) / 1_000 / mib) * 1_024),
      shown(
        of(({ peakRssMiB }) => peakRssMiB),
        0
      )
    ]
  })
  return {
    title: `One video of ${String(mib)} MiB, ${String(runs[base].length)} rounds; ratio 1 is as fast as ${base}`,
    columns: ['', 'MiB/s', 'ratio, work alone', 'ratio, whole process', 'CPU s/GiB', 'peak MiB'],
    rows
  }
}

/** Times of `base` by those of `own`, round by round: above 1, `own` was faster. */
function ratios(base: readonly Run[], own: readonly Run[], time: (run: Run) => number): number[] {
  return own.flatMap((run, round) => {
    const other = base[round]
    return other === undefined ? [] : [time(other) / time(run)]
  })
}

/**
 * `download.a/b`: how fast a is beside b, in work alone: the start of a process is no part of saving
 * a video in an app that runs. Only of those that took part.
 */
function figuresOf(runs: Runs): Record<string, number> {
  const time = ({ workMs }: Run): number => workMs
  const figures: Record<string, number> = {}
  const names = Object.keys(runs) as ContestantName[]
  for (const base of names) {
    for (const own of names) {
      if (own === base) continue
      figures[`download.${own}/${base}`] = median(ratios(runs[base], runs[own], time))
      figures[`download.cpu.${own}/${base}`] = median(
        ratios(runs[own], runs[base], ({ workCpuMs }) => workCpuMs)
      )
    }
  }
  return figures
}
