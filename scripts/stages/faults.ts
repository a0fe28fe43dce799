import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Count } from './stage.ts'
import { vitest } from './vitest.ts'

/**
 * Runs the fault suite and says what it counted: how often was killed, with which seed, what could
 * not be shown on this machine. One file at a time, because some of its tests measure time.
 */
export async function faults(root: string, say: (text: string) => void): Promise<Count> {
  const told = join(root, 'test-results', 'faults.txt')
  rmSync(told, { force: true })
  const count = await vitest(root, 'faults', '--no-file-parallelism')
  if (existsSync(told)) say(readFileSync(told, 'utf8').trimEnd())
  return count
}
