import { existsSync, mkdirSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { inRounds, type Results } from '../measure/rounds.ts'
import { median } from '../measure/statistics.ts'
import { shown, type BenchContext, type SuiteReport, type Table } from '../report.ts'
import { bundlesIn, type Bundles, type Weight } from '../yardstick/bundles.ts'
import { launch, type Launched, type Step } from '../yardstick/launch.ts'

const root = resolve(import.meta.dirname, '..', '..', '..')
const electron = join(root, 'node_modules', 'electron', 'dist', 'electron')
const out = join(root, 'out')
/** What a start leaves to do is done by then. */
const settleMs = 6_000
const leastRounds = 5

const button = (words: string): string =>
  `[...document.querySelectorAll('main button:not([disabled])')].find((one) => one.textContent.includes('${words}'))`

interface Contestant {
  readonly words: string
  readonly app: string
  readonly steps: readonly Step[]
}

const usable: Step = ['usable', button('Practice')]
const contestants = {
  blank: {
    words: 'blank Electron app',
    app: join(import.meta.dirname, '..', 'yardstick', 'blank'),
    steps: [['usable', `document.querySelector('p')`]]
  },
  connect: { words: 'Callside on Connect', app: root, steps: [usable] },
  call: {
    words: 'Callside in a Practice call',
    app: root,
    steps: [
      usable,
      ['practice', `(${button('Practice')}?.click(), true)`],
      ['call', button('Hang up')]
    ]
  }
} as const satisfies Record<string, Contestant>
type Name = keyof typeof contestants
const names = Object.keys(contestants) as Name[]

interface Shown {
  readonly startMs: number
  /** Processor time of all processes until the page could be used. */
  readonly cpuMs: number
  readonly settledCpuMs: number
  readonly pssMiB: number
  readonly processes: number
  /** Of the idle time that was looked at; null in rounds without. */
  readonly idleCpuMsPerMinute: number | null
}

/** The built app beside a blank one on the same Electron, started in turn. */
export async function appSuite({ options, folder, tell }: BenchContext): Promise<SuiteReport> {
  const missing = whyNot()
  if (missing !== null)
    return { tables: [], figures: {}, notes: [`app takes no part: ${missing}`], raw: null }
  const rounds = Math.max(leastRounds, options.rounds)
  const runs = new Map<Name, number>()
  const measured = await inRounds({ names, rounds, tell }, async (name) => {
    const run = (runs.get(name) ?? 0) + 1
    runs.set(name, run)
    const userData = join(folder, `profile-${name}`)
    mkdirSync(userData, { recursive: true })
    // Once is enough: it is longer than everything else together.
    const idleSeconds = run > rounds ? options.idleSeconds : 0
    return measure({ ...contestants[name], userData }, idleSeconds)
  })
  const bundles = bundlesIn(out)
  return {
    tables: [tableOf(measured, rounds), ...bundleTables(bundles)],
    figures: figuresOf(measured, bundles),
    notes: [
      `load at the end ${shown(loadavg()[0])}: with much else running these figures say little`
    ],
    raw: { measured, bundles }
  }
}

function whyNot(): string | null {
  if (process.platform !== 'linux') return 'it reads /proc, which this system does not have'
  if (!existsSync(electron)) return 'no Electron is installed (node_modules/electron/dist)'
  if (!existsSync(join(out, 'main', 'index.js'))) return 'nothing is built (npm run build)'
  if (process.getuid?.() === 0) return 'Electron does not start for root'
  const display = process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? ''
  return display === '' ? 'there is no display to open a window on' : null
}

async function measure(
  { app, steps, userData }: Contestant & { userData: string },
  idleSeconds: number
): Promise<Shown> {
  const launched = launch({ electron, app, userData, steps })
  try {
    const startMs = await launched.done('usable')
    const { cpuMs } = launched.usage()
    await launched.done(steps.at(-1)?.[0] ?? 'usable')
    await wait(settleMs)
    const { cpuMs: settledCpuMs, pssMiB, processes } = launched.usage()
    const idleCpuMsPerMinute = idleSeconds === 0 ? null : await idle(launched, idleSeconds)
    return { startMs, cpuMs, settledCpuMs, pssMiB, processes, idleCpuMsPerMinute }
  } finally {
    await launched.end()
  }
}

async function idle(launched: Launched, seconds: number): Promise<number> {
  const before = launched.usage().cpuMs
  await wait(seconds * 1_000)
  return ((launched.usage().cpuMs - before) / seconds) * 60
}

type Measured = Results<Name, Shown>
const of = (all: readonly Shown[], value: (one: Shown) => number | null): number =>
  median(all.map(value).filter((one) => one !== null))

function tableOf(measured: Measured, rounds: number): Table {
  return {
    title: `Beside a blank Electron app, medians of ${String(rounds)} starts in turn (times the blank one)`,
    columns: [
      ...['', 'start ms', 'processor ms until usable', `after ${String(settleMs / 1_000)} s more`],
      ...['PSS MiB', 'processes', 'idle, processor ms a minute']
    ],
    rows: names.map((name) => {
      const cell = (value: (one: Shown) => number | null): string => {
        const own = of(measured[name], value)
        const blank = of(measured.blank, value)
        return name === 'blank' ? shown(own, 0) : `${shown(own, 0)} (${shown(own / blank)})`
      }
      return [
        contestants[name].words,
        cell(({ startMs }) => startMs),
        cell(({ cpuMs }) => cpuMs),
        cell(({ settledCpuMs }) => settledCpuMs),
        cell(({ pssMiB }) => pssMiB),
        shown(
          of(measured[name], ({ processes }) => processes),
          0
        ),
        shown(
          of(measured[name], ({ idleCpuMsPerMinute }) => idleCpuMsPerMinute),
          0
        )
      ]
    })
  }
}

const kB = (bytes: number): string => shown(bytes / 1_000, 1)
const sum = (all: readonly Weight[], of: (one: Weight) => number): number =>
  all.reduce((total, one) => total + of(one), 0)

function bundleTables({ pageFirst, pageLater, main, mainParts }: Bundles): Table[] {
  const total = (words: string, all: readonly Weight[]): string[] => [
    words,
    kB(sum(all, ({ bytes }) => bytes)),
    kB(sum(all, ({ gzipBytes }) => gzipBytes))
  ]
  const each = (all: readonly Weight[]): string[][] =>
    all.slice(0, 4).map((one) => [`  ${one.name}`, kB(one.bytes), kB(one.gzipBytes)])
  return [
    {
      title: 'JavaScript that is built in, and the largest files',
      columns: ['', 'kB', 'kB gzip'],
      rows: [
        ...[total('page, loaded first', pageFirst), ...each(pageFirst)],
        ...[total('page, loaded when needed', pageLater), ...each(pageLater)],
        ...[total('main', main), ...each(main)]
      ]
    },
    {
      title: 'Largest parts of main',
      columns: ['', 'kB'],
      rows: mainParts.map(([part, bytes]) => [part, kB(bytes)])
    }
  ]
}

function figuresOf({ blank, connect, call }: Measured, { pageFirst }: Bundles) {
  const ratio = (own: readonly Shown[], value: (one: Shown) => number): number =>
    of(own, value) / of(blank, value)
  return {
    'app.start': ratio(connect, ({ startMs }) => startMs),
    'app.cpu': ratio(connect, ({ cpuMs }) => cpuMs),
    'app.pssIdle': ratio(connect, ({ pssMiB }) => pssMiB),
    'app.pssCall': ratio(call, ({ pssMiB }) => pssMiB),
    'app.pageFirstKB': sum(pageFirst, ({ gzipBytes }) => gzipBytes) / 1_000
  }
}
