import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { compileMessages } from './i18n.ts'
import { faults } from './stages/faults.ts'

// The whole fault suite. `--kills 50` does another number of them, `--seed 7` brings a run back.
const { values } = parseArgs({ options: { kills: { type: 'string' }, seed: { type: 'string' } } })
process.env['CALLSIDE_FAULTS'] = 'whole'
if (values.kills !== undefined) process.env['CALLSIDE_FAULTS_KILLS'] = values.kills
if (values.seed !== undefined) process.env['CALLSIDE_FAULTS_SEED'] = values.seed
await compileMessages()
const { passed, failed } = await faults(resolve(import.meta.dirname, '..'), console.log)
process.exitCode = failed === 0 ? 0 : 1
console.log(`\n${passed} passed, ${failed} failed`)
