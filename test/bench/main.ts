/**
 * `npm run bench`: what saving a video, keeping 10,000 rows and showing them cost, measured beside
 * programs that everybody has. docs/benchmark.md says how to read it.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp, statfs } from 'node:fs/promises'
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { goalTable, verdicts } from './goals.ts'
import { calibrate, type Calibration } from './measure/calibration.ts'
import { benchOptions, usage, type BenchOptions, type SuiteName } from './options.ts'
import { drawn, shown, type Suite, type SuiteReport } from './report.ts'
import { startServer } from './server/start.ts'
import { appSuite } from './suites/app.ts'
import { concSuite } from './suites/conc.ts'
import { downloadSuite } from './suites/download.ts'
import { memorySuite } from './suites/memory.ts'
import { storeSuite } from './suites/store.ts'
import { uiSuite } from './suites/ui.ts'

const root = resolve(import.meta.dirname, '..', '..')
const suites: Readonly<Record<SuiteName, Suite>> = {
  download: downloadSuite,
  conc: concSuite,
  memory: memorySuite,
  store: storeSuite,
  ui: uiSuite,
  app: appSuite
}

const print = (text: string): void => void process.stdout.write(`${text}\n`)
const tell = (line: string): void => void process.stderr.write(`${line}\n`)

/** statfs's type of a folder in memory: on such a one fsync is free and nothing here is true. */
const tmpfsType = 0x01021994
const gibibyte = 1024 ** 3

async function requireDisk({ folder, mib, full }: BenchOptions): Promise<string[]> {
  const { bavail, bsize, type } = await statfs(folder)
  const needed = (full ? 5 : 1) * gibibyte + 2 * mib * 1024 ** 2
  if (bavail * bsize < needed) throw new Error(`${folder} needs ${shown(needed / gibibyte, 1)} GiB`)
  return type === tmpfsType ? [`${folder} is in memory: choose a real disk with --folder`] : []
}

const calibrationLine = (found: Calibration): string =>
  [
    `SHA-256 ${shown(found.sha256MiBps, 0)} MiB/s`,
    `disk with fsync ${shown(found.diskMiBps, 0)} MiB/s`,
    `curl to nowhere ${shown(found.curlMiBps, 0)} MiB/s`,
    `idle timer late by ${shown(found.idleLatenessP99Ms)} ms (p99)`,
    `load ${shown(loadavg()[0])}`
  ].join(', ')

/** Below this a processor has no instructions for SHA-256, and hashing rules every contestant that does it. */
const quickHashMiBps = 1_000

const hashNote = ({ sha256MiBps }: Calibration): string[] =>
  sha256MiBps >= quickHashMiBps
    ? []
    : [`slow SHA-256: hashing alone takes ${shown(1_024 / sha256MiBps)} s a GiB on this processor`]

const machine = () => ({
  cores: availableParallelism(),
  processor: cpus()[0]?.model.trim() ?? '',
  memoryGiB: Math.round(totalmem() / gibibyte),
  system: `${process.platform} ${release()}`,
  node: process.versions.node
})

async function runSuites(options: BenchOptions, folder: string): Promise<boolean> {
  const warnings = await requireDisk(options)
  const server = await startServer(folder)
  try {
    const calibration = await calibrate(folder, server)
    print([...warnings, calibrationLine(calibration), ...hashNote(calibration)].join('\n'))
    const reports = new Map<SuiteName, SuiteReport>()
    for (const name of options.suites) {
      const startedAt = performance.now()
      const report = await suites[name]({
        ...{ options, server, folder },
        tell: (line) => {
          tell(`${name}: ${line}`)
        }
      })
      reports.set(name, report)
      tell(`${name}: took ${shown((performance.now() - startedAt) / 1_000, 0)} s`)
      print([...report.tables.map(drawn), ...report.notes].join('\n'))
    }
    return conclude(options, { calibration, reports })
  } finally {
    await server.close()
  }
}

interface Findings {
  readonly calibration: Calibration
  readonly reports: ReadonlyMap<SuiteName, SuiteReport>
}

/** Prints the goals, writes the JSON; false where a must was missed. */
function conclude(options: BenchOptions, { calibration, reports }: Findings): boolean {
  const all = [...reports.values()]
  const figures = Object.fromEntries(all.flatMap((one) => Object.entries(one.figures)))
  const judged = verdicts(figures)
  if (judged.length > 0) print(drawn(goalTable(judged)))
  const command = ['npm run bench', ...process.argv.slice(2)].join(' ')
  const raw = Object.fromEntries([...reports].map(([name, report]) => [name, report.raw]))
  const record = { command, machine: machine(), calibration, figures, goals: judged, raw }
  mkdirSync(dirname(options.json), { recursive: true })
  writeFileSync(options.json, `${JSON.stringify(record, null, 2)}\n`)
  print(`Figures: ${options.json}`)
  return judged.every(({ must }) => must)
}

if (process.argv.includes('--help')) {
  print(usage)
} else {
  const startedAt = performance.now()
  const options = benchOptions(process.argv.slice(2), root)
  const folder = await mkdtemp(join(options.folder, 'callside-bench-'))
  // An interrupted run would else leave gigabytes.
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true })
  })
  process.once('SIGINT', () => process.exit(130))
  const good = await runSuites(options, folder)
  print(`Took ${shown((performance.now() - startedAt) / 1_000, 0)} s`)
  if (options.check && !good) process.exitCode = 1
}
