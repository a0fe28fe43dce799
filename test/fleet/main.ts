import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { seededRandom } from './random.ts'
import { binMs, simulateFleet, type FleetResult, type Story } from './fleet.ts'
import { plot } from './plot.ts'

// npm run simulate-fleet: what 1,000 and 5,000 clients ask of a gateway around an outage of 60 s.

const docs = resolve(import.meta.dirname, '../../docs')
const stories: readonly Story[] = ['connections refused', 'silence', 'restart without sessions']
/** The bar: fullest 5 s after the recovery, by the steady rate. */
const most = 1.5

const results: FleetResult[] = []
for (const clients of [1_000, 5_000]) {
  for (const story of stories) {
    const result = await simulateFleet(story, clients, seededRandom(20_261_121))
    results.push(result)
    const { steady, peak, ratio, signedOut } = result
    process.stdout.write(
      `${clients} clients, ${story}: steady ${steady.toFixed(0)} requests in 5 s, peak ${peak} (${ratio.toFixed(2)} x), ${signedOut} signed out\n`
    )
  }
}
writeFileSync(join(docs, 'fleet.svg'), plot(results))
writeFileSync(join(docs, 'fleet.json'), `${JSON.stringify({ binMs, results }, null, 1)}\n`)
if (results.some(({ ratio }) => ratio > most)) {
  process.stderr.write(`More than ${most} times the steady rate.\n`)
  process.exitCode = 1
}
