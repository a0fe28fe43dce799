import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand, tool, type CommandResult } from '../run/command.ts'
import { countVitest } from './reports.ts'
import type { Count } from './stage.ts'

/** Nothing runs longer, even on two busy cores: 500 kills take a quarter of an hour there. */
const timeoutMs = 45 * 60_000

/** Runs one vitest project; `filter` holds further arguments, such as a part of the files' paths. */
export function vitest(
  root: string,
  project: string,
  ...filter: readonly string[]
): Promise<Count> {
  const report = join(root, 'test-results', `vitest-${project}.json`)
  const command = {
    ...tool(root, 'vitest'),
    args: [
      ...['run', '--project', project, ...filter],
      ...['--reporter', 'default', '--reporter', 'json', '--outputFile.json', report]
    ]
  }
  return reported(report, countVitest, () =>
    runCommand(command, { cwd: root, output: 'show', timeoutMs })
  )
}

type CountReport = (json: string, exitCode: number | null) => Count

/** Runs a test runner and counts its report, which must be a new one. */
export async function reported(
  report: string,
  count: CountReport,
  run: () => Promise<CommandResult>
): Promise<Count> {
  rmSync(report, { force: true })
  const { code } = await run()
  if (!existsSync(report)) {
    throw new Error(`The tests ended with ${code ?? 'a signal'} before they could report.`)
  }
  return count(readFileSync(report, 'utf8'), code)
}
