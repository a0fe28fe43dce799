import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCheck } from '../../scripts/check/run.ts'
import { runCommand, type CommandResult } from '../../scripts/run/command.ts'
import { cleanHouse, faults } from './small-house.ts'
import { plantTree, type Files, type Tree } from './tree.ts'

const script = resolve(import.meta.dirname, '../../scripts/check.ts')

/** The real check, run in another house. */
function check(tree: Tree): Promise<CommandResult> {
  const options = { cwd: tree.root, output: 'collect', timeoutMs: 300_000 } as const
  return runCommand({ file: script, args: [] }, options)
}

describe('in a house', () => {
  const broken = Object.assign({}, cleanHouse, ...faults.map(({ files }) => files)) as Files
  const trees: Tree[] = []
  let clean: CommandResult
  let dirty: CommandResult

  beforeAll(async () => {
    trees.push(plantTree(cleanHouse), plantTree(broken))
    const [first, second] = trees
    if (first === undefined || second === undefined) throw new Error('no trees')
    clean = await check(first)
    dirty = await check(second)
  }, 600_000)

  afterAll(() => {
    for (const tree of trees) tree.remove()
  })

  test('the check passes where nothing is wrong', () => {
    expect(clean.output).not.toContain('FAILED')
    expect(clean.code).toBe(0)
  })

  test('the check fails where something is wrong', () => {
    expect(dirty.code).toBe(1)
  })

  test.each(faults)('$tool finds its planted fault and says what it is', ({ tool, names }) => {
    expect(clean.output).toContain(`ok     ${tool} (`)
    expect(dirty.output).toContain(`FAILED ${tool} (`)
    expect(dirty.output).toContain(names)
  })
})

test('a tool that cannot even start has failed', async () => {
  const said: string[] = []
  const steps = [
    { name: 'good', run: () => Promise.resolve({ ok: true, output: 'chatter' }) },
    { name: 'gone', run: () => Promise.reject(new Error('no such file')) }
  ]
  const report = await runCheck(steps, (text) => said.push(text))
  expect(report).toEqual({ passed: 1, failed: 1 })
  expect(said.join('\n')).toMatch(/no such file[\s\S]*FAILED gone/)
  expect(said.join('\n')).not.toContain('chatter')
})
