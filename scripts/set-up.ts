import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { findBrowser, headlessShell } from './browser.ts'
import { runCommand } from './run/command.ts'
import { planExtras, planSetUp, type Machine } from './set-up/plan.ts'

/** A slow mirror needs minutes for the 100 MB of a browser; longer is a mirror that hangs. */
const aptTimeoutMs = 4 * 60_000

/**
 * Sees to it that there is a browser and a font with Chinese glyphs, for tests and the demo, and
 * where they can be had a browser that starts quickly and strace for the fault suite. The real
 * Electron is a browser of its own: what only shows the app needs no other.
 * Throws one sentence for the person at the keyboard where that is theirs to do.
 */
export async function setUp(
  say: (text: string) => void,
  { needsBrowser } = { needsBrowser: true }
): Promise<void> {
  const list = once(() => apt(['update']))
  const lookAround = (): Machine => ({ ...machine(), needsBrowser })
  for (const { packages, without } of planExtras(lookAround())) {
    await fetched(packages, { say, list }).catch(() => {
      say(without)
    })
  }
  const plan = planSetUp(lookAround())
  if (plan.action === 'nothing') return
  if (plan.action === 'ask') throw new Error(plan.sentence)
  await fetched(plan.packages, { say, list })
  const after = planSetUp({ ...lookAround(), isRoot: false })
  if (after.action === 'ask') throw new Error(after.sentence)
}

interface Fetching {
  readonly say: (text: string) => void
  /** Makes apt know what there is. */
  readonly list: () => Promise<void>
}

async function fetched(packages: readonly string[], { say, list }: Fetching): Promise<void> {
  say(`Fetching ${packages.join(', ')} with apt-get (once, about a minute) ...`)
  await list()
  await apt(['install', '-y', '--no-install-recommends', ...packages])
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null
  return () => (done ??= work())
}

function machine(): Omit<Machine, 'needsBrowser'> {
  const osRelease = '/etc/os-release'
  const fonts = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' })
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    osRelease: existsSync(osRelease) ? readFileSync(osRelease, 'utf8') : '',
    hasBrowser: findBrowser() !== null,
    hasHeadlessShell: existsSync(headlessShell),
    hasFont: fonts.status === 0 && fonts.stdout.trim() !== '',
    hasStrace: spawnSync('strace', ['-V'], { stdio: 'ignore' }).status === 0
  }
}

/** Quiet unless it fails. */
async function apt(args: readonly string[]): Promise<void> {
  const { code, output } = await runCommand(
    { file: 'apt-get', args: ['-q', ...args] },
    {
      cwd: process.cwd(),
      output: 'collect',
      timeoutMs: aptTimeoutMs,
      env: { DEBIAN_FRONTEND: 'noninteractive' }
    }
  )
  if (code !== 0) throw new Error(`${output.trimEnd()}\n"apt-get ${args.join(' ')}" failed.`)
}

if (import.meta.main) {
  try {
    await setUp(console.log)
  } catch (thrown) {
    console.error(thrown instanceof Error ? thrown.message : thrown)
    process.exitCode = 1
  }
}
