import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { describeElectron } from '../test/electron-host/which.ts'
import { chosenStages, testStages } from './stages/list.ts'
import { runStages } from './stages/stage.ts'

const root = resolve(import.meta.dirname, '..')
const { values } = parseArgs({ options: { only: { type: 'string' } } })
const all = testStages(root, console.log)
const stages = values.only === undefined ? all : chosenStages(root, all, values.only)
const { passed, failed } = await runStages(stages, console.log)
process.exitCode = failed === 0 ? 0 : 1
if (stages.some(({ name }) => name === 'e2e')) {
  console.log(`\nThe end-to-end tests stood on ${describeElectron()}.`)
}
// Whoever runs this reads the last line.
console.log(`\n${passed} passed, ${failed} failed`)
