import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { borderPlants } from './border-plants.ts'
import { filesOf, says } from './plant.ts'
import { plantTree, type Tree } from './tree.ts'

const require = createRequire(import.meta.url)
let tree: Tree
let broken: Map<string, string[]>

beforeAll(async () => {
  tree = plantTree(filesOf(borderPlants))
  broken = violations(
    await tree.run('depcruise', ['src', '--output-type', 'json'], 'dependency-cruiser')
  )
}, 300_000)

afterAll(() => {
  tree.remove()
})

for (const entry of borderPlants) {
  test(says(entry), () => {
    expect(broken.get(entry.path) ?? []).toEqual(entry.breaks)
  })
}

test('every border of the configuration is proved by a violation', () => {
  const proved = new Set(borderPlants.flatMap(({ breaks }) => breaks))
  // A CommonJS file without types; a config of another shape fails on the next line.
  const config = require('../../.dependency-cruiser.cjs') as { forbidden: { name: string }[] }
  expect([...proved].sort()).toEqual(config.forbidden.map(({ name }) => name).sort())
})

interface Report {
  summary: { violations: { from: string; rule: { name: string } }[] }
}

function violations(json: string): Map<string, string[]> {
  // dependency-cruiser documents this shape; the one part of it that is read here.
  const { summary } = JSON.parse(json) as Report
  const found = new Map<string, string[]>()
  for (const { from, rule } of summary.violations) {
    found.set(from, [...new Set([...(found.get(from) ?? []), rule.name])].sort())
  }
  return found
}
