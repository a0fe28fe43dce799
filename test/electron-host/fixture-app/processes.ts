import type { ElectronApplication } from '@playwright/test'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'

/** What the app's process ended with, once it has ended. */
export async function exitCodeOf(app: ElectronApplication): Promise<number | null> {
  const child = app.process()
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return child.exitCode
}

/** Processes that `pid` started and that run. */
export function childrenOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return children.split(' ').filter(Boolean).map(Number)
}
