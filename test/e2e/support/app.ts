import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { once } from 'node:events'
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { launchArguments } from '../../electron-host/which.ts'

const root = resolve(import.meta.dirname, '../../..')

/** Everything that a launched app leaves behind lies here, until the next run: the secret scan reads it. */
const traces = join(root, 'test-results/traces')

export interface LaunchOptions {
  /** The policy file's content, or none. */
  policy?: unknown
  timings?: Record<string, number>
  /** Continues with the settings of an earlier launch. */
  home?: string
  /** Variables for the app alone, in addition to those of the test. */
  env?: Record<string, string>
  /** True: the user's folder is where the system has it, as `env` says, and no switch names one. */
  usualUserData?: boolean
  /** Where the app lies; the project by default. */
  appFolder?: string
}

/** A running Callside with its window. */
export interface Callside {
  app: ElectronApplication
  page: Page
  home: string
  /** The folder that videos and pictures are saved in. */
  saved: string
  /** Resolves when the app's process has ended. */
  ended: () => Promise<void>
  close: () => Promise<void>
}

/** Waits that a person would notice but a test need not: see `src/main/timings.ts`. */
const quick = { pollPauseMinMs: 20, pollPauseMaxMs: 40, pollRetryMs: 100, pollRetryMaxMs: 400 }

export async function launchCallside(options: LaunchOptions = {}): Promise<Callside> {
  const home = options.home ?? newHome()
  const saved = join(home, 'saved')
  const policyFile = join(home, 'policy.json')
  // Its own, so that no folder of this checkout lies in it, wherever the checkout is: the app refuses
  // those. Not below `home`: Chromium's socket in it may have a path of about 100 bytes only.
  const temporary = mkdtempSync(join(tmpdir(), 'callside-e2e-'))
  writeFileSync(policyFile, JSON.stringify({ saveFolder: saved, ...Object(options.policy) }))
  const app = await _electron.launch({
    cwd: options.appFolder ?? root,
    args: [
      ...launchArguments(),
      '.',
      ...(options.usualUserData ? [] : [`--user-data-dir=${join(home, 'user-data')}`])
    ],
    env: {
      ...definedEnvironment(),
      ...{ TMPDIR: temporary, TEMP: temporary, TMP: temporary },
      LANG: 'en_US.UTF-8',
      CALLSIDE_POLICY_FILE: policyFile,
      ...options.env,
      CALLSIDE_TIMINGS: JSON.stringify({ ...quick, ...options.timings })
    }
  })
  keepOutput(app, join(home, 'output.txt'))
  // Asked now: Playwright forgets the process of an app that has quit.
  const child = app.process()
  child.once('exit', () => {
    rmSync(temporary, { recursive: true, force: true })
  })
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null
  const ended = async (): Promise<void> => {
    if (!hasEnded()) await once(child, 'exit')
  }
  const close = async (): Promise<void> => {
    if (!hasEnded()) await closeCallside(app)
  }
  const page = await app.firstWindow()
  return { app, page, home, saved, ended, close }
}

/** What the app has logged so far; also of one that has ended. */
export const logOf = ({ home }: Pick<Callside, 'home'>): string =>
  readFileSync(join(home, 'user-data/logs/callside.log'), 'utf8')

/** An empty folder for one app: its settings, logs, saved files and output. */
export function newHome(): string {
  mkdirSync(traces, { recursive: true })
  return mkdtempSync(join(traces, 'app-'))
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]]
    )
  )
}

function keepOutput(app: ElectronApplication, file: string): void {
  const { stdout, stderr } = app.process()
  for (const stream of [stdout, stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      appendFileSync(file, chunk)
    })
  }
}

/** Quits as a person would; in a call, with a yes to the question whether to end it. */
async function closeCallside(app: ElectronApplication): Promise<void> {
  await app
    .evaluate(({ dialog }) => {
      dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false })
    })
    .catch(() => undefined)
  await app.close()
}
