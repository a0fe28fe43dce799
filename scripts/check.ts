import { runCheck } from './check/run.ts'
import { checkSteps } from './check/steps.ts'

const { failed } = await runCheck(checkSteps(process.cwd()), console.log)
process.exitCode = failed === 0 ? 0 : 1
