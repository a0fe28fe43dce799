import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { scan } from '../../test/support/canary-scan.ts'
import { runCheck } from '../check/run.ts'
import { checkSteps } from '../check/steps.ts'
import { compileMessages } from '../i18n.ts'
import { buildApp } from '../run/build.ts'
import { runCommand, tool } from '../run/command.ts'
import { setUp } from '../set-up.ts'
import { faults } from './faults.ts'
import { countPlaywright } from './reports.ts'
import { nothingCounted, type Count, type Stage } from './stage.ts'
import { reported, vitest } from './vitest.ts'

/** No stage needs this long, even on two busy cores; one that does hangs. */
const timeoutMs = 10 * 60_000
/** Folders under `test/` whose tests need Node alone. */
const nodeFolders = ['unit', 'contract', 'gateway', 'simulator', 'walls', 'host']

/**
 * All stages of `npm test` in their order. Check and the tests under Node run one after the other:
 * both keep two cores busy by themselves.
 */
export function testStages(root: string, say: (text: string) => void): Stage[] {
  return [
    making('set-up', () => setUp(say)),
    making('i18n', compileMessages),
    { name: 'check', run: () => runCheck(checkSteps(root), say) },
    { name: 'node', run: () => vitest(root, 'node') },
    { name: 'faults', run: () => faults(root, say) },
    { name: 'component', run: () => vitest(root, 'browser') },
    making('build', () => buildApp(root)),
    { name: 'e2e', run: () => playwright(root) },
    { name: 'canary', run: () => canary(say) }
  ]
}

/**
 * What `--only` asks for: a stage, or one folder of the Node tests. Messages are compiled first,
 * because everything needs them. Throws for a name that there is not.
 */
export function chosenStages(root: string, stages: readonly Stage[], only: string): Stage[] {
  const i18n = stages.filter(({ name }) => name === 'i18n')
  return only.split(',').reduce<Stage[]>((chosen, name) => {
    const stage = nodeFolders.includes(name)
      ? { name, run: () => vitest(root, 'node', `test/${name}/`) }
      : stages.find((candidate) => candidate.name === name)
    if (stage === undefined) {
      const names = [...stages.map((candidate) => candidate.name), ...nodeFolders]
      throw new Error(`There is no stage "${name}": choose of ${names.join(', ')}.`)
    }
    return chosen.includes(stage) ? chosen : [...chosen, stage]
  }, i18n)
}

const making = (name: string, make: () => Promise<void>): Stage => ({
  name,
  essential: true,
  run: () => make().then(() => nothingCounted)
})

function playwright(root: string): Promise<Count> {
  const report = join(root, 'test-results', 'playwright.json')
  const command = {
    ...tool(root, 'playwright', '@playwright/test'),
    args: ['test', '--reporter', 'list,json']
  }
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report }
  // The canary stage looks at what this run leaves behind, not at what an older build did.
  rmSync(join(root, 'test-results/traces'), { recursive: true, force: true })
  return reported(report, countPlaywright, () =>
    runCommand(command, { cwd: root, output: 'show', timeoutMs, env })
  )
}

/** Looks for the canary secrets of the test run in everything that it left behind. */
async function canary(say: (text: string) => void): Promise<Count> {
  const hits = await scan()
  for (const hit of hits) say(hit)
  return { passed: hits.length === 0 ? 1 : 0, failed: hits.length }
}
