import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import * as v from 'valibot'
import { concMeasurement, type ConcJob, type ConcMeasurement } from '../conc/job.ts'
import { emptied } from '../measure/calm.ts'
import { outputOf } from '../measure/child-output.ts'
import { inRounds, type Results } from '../measure/rounds.ts'
import { jainIndex, median } from '../measure/statistics.ts'
import { shown, type BenchContext, type SuiteReport, type Table } from '../report.ts'

/** How many at once. The app allows four; eight shows where it would lead. */
const counts = ['1', '2', '4', '8'] as const
/** What a default run has time for. */
const ends = ['1', '8'] as const
type Count = (typeof counts)[number]
type Measured = Results<Count, ConcMeasurement>

/** What a save costs main by itself is not to be mistaken for what its bytes cost. */
const leastMib = 1024
const program = resolve(import.meta.dirname, '..', 'conc', 'main.ts')

/** The same total in 1, 2, 4 and 8 videos at once: what main feels of it, and who gets how much. */
export async function concSuite(context: BenchContext): Promise<SuiteReport> {
  const { options, server, folder, tell } = context
  const rounds = Math.min(options.rounds, options.full ? 2 : 1)
  const names = options.full ? counts : ends
  const mib = Math.max(options.mib, leastMib)
  const measured = await inRounds({ names, rounds, warmUp: false, tell }, async (count) => {
    const own = join(folder, 'videos')
    await emptied(own)
    const sum = mib * 1024 ** 2
    const base = { caFile: server.caFile, folder: own }
    const other = { ...base, url: server.videoUrl({ totalBytes: sum }), totalBytes: sum }
    const url = server.videoUrl({ totalBytes: sum / Number(count) })
    return measure({ ...base, url, downloads: Number(count), other })
  })
  return {
    tables: [tableOf(measured, mib)],
    figures: figuresOf(measured),
    notes: [],
    raw: measured
  }
}

async function measure(job: ConcJob): Promise<ConcMeasurement> {
  const child = spawn(process.execPath, [program, JSON.stringify(job)], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  return v.parse(v.pipe(v.string(), v.parseJson(), concMeasurement), await outputOf(child))
}

type Value = (one: ConcMeasurement) => number

const jain: Value = ({ eachMs }) => jainIndex(eachMs.map((ms) => 1 / ms))

function tableOf(measured: Measured, mib: number): Table {
  const taken = counts.filter((count) => count in measured)
  const rows = taken.map((count) => {
    const cell = (value: Value, digits?: number): string =>
      shown(median(measured[count].map(value)), digits)
    return [
      count,
      cell(({ workMs }) => mib / (workMs / 1_000), 0),
      cell(({ busy }) => busy.loopUtilization, 3),
      cell(({ busy }) => busy.latenessP50Ms),
      cell(({ busy }) => busy.latenessP99Ms),
      cell(({ idle }) => idle.latenessP99Ms),
      cell(({ lookingOn }) => lookingOn.latenessP99Ms),
      cell(jain, 3),
      cell(({ mainPeakMiB }) => mainPeakMiB, 0),
      cell(({ filePeakMiB }) => filePeakMiB ?? NaN, 0),
      cell(({ news }) => news, 0)
    ]
  })
  return {
    title: `${String(mib)} MiB in n videos at once, ${String(measured['1'].length)} rounds (late: a 4 ms timer in main)`,
    columns: [
      ...['n', 'MiB/s', 'main busy', 'late p50 ms', 'late p99 ms', 'idle p99 ms'],
      ...['looking on p99 ms', 'Jain', 'main MiB', 'file process MiB', 'messages']
    ],
    rows
  }
}

function figuresOf(measured: Measured): Record<string, number> {
  const eight = measured['8']
  const of = (value: Value): number => median(eight.map(value))
  const single = measured['1']
  return {
    'conc.mainLoopUtilization': of(({ busy }) => busy.loopUtilization),
    'conc.latenessOverIdle': of(({ busy, idle }) => busy.latenessP99Ms / idle.latenessP99Ms),
    'conc.latenessOverLookingOn': of(
      ({ busy, lookingOn }) => busy.latenessP99Ms / lookingOn.latenessP99Ms
    ),
    'conc.jain': of(jain),
    'conc.throughputOf8': median(
      eight.flatMap(({ workMs }, round) => {
        const other = single[round]
        return other === undefined ? [] : [other.workMs / workMs]
      })
    )
  }
}
