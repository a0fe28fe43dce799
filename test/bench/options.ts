import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

export const suiteNames = ['download', 'conc', 'memory', 'store', 'ui', 'app'] as const
export type SuiteName = (typeof suiteNames)[number]

export interface BenchOptions {
  readonly suites: readonly SuiteName[]
  /** Size of one video, in MiB. */
  readonly mib: number
  readonly rounds: number
  /** Where the figures go. */
  readonly json: string
  /** True: a missed "must" ends the run with exit code 1. */
  readonly check: boolean
  /** True: 1 GiB in five rounds, and 4 GiB for memory. */
  readonly full: boolean
  /** Where the videos are written; must be on the disk that is to be measured. */
  readonly folder: string
  /** How long the app and a blank one are watched while nothing happens. */
  readonly idleSeconds: number
}

export const usage = `npm run bench -- [options]
  --suite=download,conc,memory,store,ui,app  only these (all of them otherwise)
  --mib=128      size of one video in MiB
  --rounds=7     rounds that count (5 with --full); one more to warm up
  --full         1 GiB videos, and 4 GiB for memory: under 12 minutes
  --check        exit code 1 where a "must" of test/bench/goals.json is missed
  --json=FILE    where the figures go (test-results/bench/figures.json)
  --idle=10      seconds that the app is watched idle (300 with --full)
  --folder=DIR   where videos are written; must be a real disk (the system's temporary folder)`

/** Reads the command line; throws with a sentence for what is no option. */
export function benchOptions(args: readonly string[], root: string): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      suite: { type: 'string', default: suiteNames.join(',') },
      mib: { type: 'string' },
      rounds: { type: 'string' },
      json: { type: 'string', default: join(root, 'test-results', 'bench', 'figures.json') },
      check: { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
      idle: { type: 'string' },
      folder: { type: 'string', default: tmpdir() }
    }
  })
  const { json, check, full, folder } = values
  return {
    suites: values.suite.split(',').map(suiteCalled),
    mib: count('mib', values.mib ?? (full ? '1024' : '128')),
    rounds: count('rounds', values.rounds ?? (full ? '5' : '7')),
    idleSeconds: count('idle', values.idle ?? (full ? '300' : '10')),
    ...{ json, check, full, folder }
  }
}

function suiteCalled(name: string): SuiteName {
  const suite = suiteNames.find((known) => known === name)
  if (suite === undefined) throw new Error(`There is no suite called ${name}`)
  return suite
}

function count(name: string, text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} is a whole number from 1`)
  return value
}
