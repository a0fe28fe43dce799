/**
 * Plays main in a fresh process: saves several videos at once through the file process, and takes
 * its own pulse before and meanwhile. The job comes as JSON; prints one line of JSON.
 */
import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import * as v from 'valibot'
import { forkFileWork } from '../../support/forked-file-work.ts'
import { createSaving } from '../app/saving.ts'
import { outputOf } from '../measure/child-output.ts'
import { takePulse } from '../measure/pulse.ts'
import { childrenNow, ownUsage, seesChildren } from '../measure/usage.ts'
import { concJob, type ConcMeasurement } from './job.ts'

/** Long enough for 500 turns of the timer: its 99th percentile is then not one turn. */
const idleMs = 2_000

const text = v.parse(v.string(), process.argv[2])
const job = v.parse(v.pipe(v.string(), v.parseJson(), concJob), text)
const { url, caFile, folder, downloads } = job
const work = forkFileWork()
await work.remove(`${folder}/nothing.part`)
const saving = createSaving({ work, url, folder, ca: await readFile(caFile, 'utf8') })
const rows = Array.from({ length: downloads }, () => saving.queue())

const idlePulse = takePulse()
await wait(idleMs)
const idle = idlePulse.stop()

const contestant = resolve(import.meta.dirname, '../contestants/main.ts')
const lookingOnPulse = takePulse()
const other = spawn(process.execPath, [contestant, 'https-filesink', JSON.stringify(job.other)], {
  stdio: ['ignore', 'pipe', 'inherit']
})
await outputOf(other)
const lookingOn = lookingOnPulse.stop()

let news = 0
const busyPulse = takePulse()
const startedAt = performance.now()
const eachMs = await Promise.all(
  rows.map(async (row) => {
    await saving.save(row, () => (news += 1))
    return performance.now() - startedAt
  })
)
const busy = busyPulse.stop()
const filePeakMiB = childrenNow().reduce((sum, child) => sum + child.peakRssMiB, 0)
const measured: ConcMeasurement = {
  ...{ idle, lookingOn, busy, workMs: Math.max(...eachMs), eachMs, news },
  mainPeakMiB: ownUsage().peakRssMiB,
  filePeakMiB: seesChildren ? filePeakMiB : null
}
await saving.close()
process.stdout.write(`${JSON.stringify(measured)}\n`)
