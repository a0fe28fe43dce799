import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { treeOf, treeUsage, type TreeUsage } from '../measure/process-tree.ts'

const probe = join(import.meta.dirname, 'probe.cjs')
/** A busy machine takes ten seconds; a program that says nothing for so long says nothing at all. */
const silenceMs = 60_000
const endMs = 10_000

/** A step in the window's page: its name, and an expression that is true when it is done. */
export type Step = readonly [name: string, expression: string]

export interface Launch {
  readonly electron: string
  readonly app: string
  /** The profile: kept from one start to the next, as on an agent's PC. */
  readonly userData: string
  readonly steps: readonly Step[]
}

export interface Launched {
  /** Milliseconds from the launch until the step was done. */
  readonly done: (step: string) => Promise<number>
  readonly usage: () => TreeUsage
  readonly end: () => Promise<void>
}

/** Starts an app as a person would, and follows what its page shows. */
export function launch({ electron, app, userData, steps }: Launch): Launched {
  const startedAt = performance.now()
  const child = spawn(electron, ['-r', probe, app, `--user-data-dir=${userData}`], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, CALLSIDE_YARDSTICK: JSON.stringify(steps), LANGUAGE: 'en' }
  })
  const lines = createInterface({ input: child.stdout })
  const ends = new Map(steps.map(([name]) => [name, endOf(lines, name, startedAt)]))
  const pid = child.pid ?? 0
  return {
    done: async (step) => {
      const given = new AbortController()
      const late = wait(silenceMs, undefined, { signal: given.signal }).then(() => {
        throw new Error(`${app} did not come to "${step}" within ${String(silenceMs / 1_000)} s`)
      })
      const took = await Promise.race([ends.get(step) ?? late, late])
      given.abort()
      late.catch(() => undefined)
      return took
    },
    usage: () => treeUsage(pid),
    end: () => ended(child, pid)
  }
}

async function endOf(lines: Interface, step: string, startedAt: number): Promise<number> {
  return new Promise((resolve) => {
    lines.on('line', (line) => {
      if (line === `yardstick ${step}`) resolve(performance.now() - startedAt)
    })
  })
}

/** In order where the app can; what is left of it then is killed. */
async function ended(child: ChildProcess, pid: number): Promise<void> {
  const tree = treeOf(pid)
  if (child.exitCode === null && child.signalCode === null) {
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    await Promise.race([gone, wait(endMs, undefined, { ref: false })])
  }
  for (const one of tree) kill(one)
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It had ended.
  }
}
