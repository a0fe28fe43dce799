/** One contestant, once, in this fresh process: its name and its job as JSON come as arguments. */
import * as v from 'valibot'
import { usageNow } from '../measure/usage.ts'
import { benchJob, type Measurement } from './job.ts'
import { isNodeContestant, nodeContestants } from './list.ts'

const [name = '', job = ''] = process.argv.slice(2)
if (!isNodeContestant(name)) throw new Error(`There is no contestant called ${name}`)
const contestant = await nodeContestants[name]()
const prepared = await contestant.prepare(v.parse(v.pipe(v.string(), v.parseJson(), benchJob), job))

const before = usageNow()
const startedAt = performance.now()
const fetched = await prepared.fetch()
const workMs = performance.now() - startedAt
const after = usageNow()

await prepared.close()
const measured: Measurement = {
  ...fetched,
  workMs,
  workCpuMs: after.cpuMs - before.cpuMs,
  cpuMs: after.cpuMs,
  idleRssMiB: before.rssMiB,
  peakRssMiB: after.peakRssMiB
}
process.stdout.write(`${JSON.stringify(measured)}\n`)
