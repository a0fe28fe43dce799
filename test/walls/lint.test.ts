import { relative } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { house } from '../../lint/house.ts'
import { lintPlants } from './lint-plants.ts'
import { filesOf, says } from './plant.ts'
import { plantTree, type Tree } from './tree.ts'

let tree: Tree
let broken: Map<string, string[]>

beforeAll(async () => {
  tree = plantTree(filesOf(lintPlants))
  broken = findings(await tree.run('eslint', ['src', 'test', 'scripts', '--format', 'json']))
}, 300_000)

afterAll(() => {
  tree.remove()
})

for (const entry of lintPlants) {
  test(says(entry), () => {
    expect(broken.get(entry.path) ?? []).toEqual(entry.breaks)
  })
}

test('every rule of ours is proved by a violation', () => {
  const proved = new Set(lintPlants.flatMap(({ breaks }) => breaks))
  expect(Object.keys(house.rules ?? {}).filter((name) => !proved.has(`callside/${name}`))).toEqual(
    []
  )
})

/** ESLint's documented JSON report; the part of it that is read here. */
type Report = { filePath: string; messages: { ruleId: string | null }[] }[]

function findings(json: string): Map<string, string[]> {
  // A report of another shape fails on the next line.
  const report = JSON.parse(json) as Report
  const entries = report.map(({ filePath, messages }) => {
    // Unused directives are reported without a rule.
    const rules = new Set(messages.map(({ ruleId }) => ruleId ?? 'unused-directive'))
    return [relative(tree.root, filePath).replaceAll('\\', '/'), [...rules].sort()] as const
  })
  return new Map(entries)
}
