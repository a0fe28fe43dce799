/**
 * Measures what saving one large video costs the main process, with the gateway in a process of its
 * own: `npm run measure:video` after `npm run build` (1 GiB unless another number of bytes is given).
 * Prints one line of JSON; exits 1 if the file differs, or a poll or a capture did not work meanwhile.
 */
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Callside } from './e2e/support/app.ts'
import { signedIn } from './e2e/support/sign-in.ts'
import { withMeasuredDesk, type MeasuredDesk } from './support/measured-desk.ts'

const bytes = Number(process.argv[2] ?? 1024 ** 3)
const sampleEveryMs = 100

interface Measured {
  bytes: number
  seconds: number
  hashEqual: boolean
  captureWorkedMeanwhile: boolean
  pollsMeanwhile: number
  mainRssBeforeMiB: number
  mainRssPeakMiB: number
  mainRssGrowthMiB: number
}

async function measure(desk: MeasuredDesk): Promise<Measured> {
  const { gateway, page, saved } = desk
  await signedIn(page)
  const callId = await gateway.script.ringH5('1001')
  await gateway.script.talk(callId)
  const recording = await gateway.script.record(callId, { bytes })
  const served = await gateway.script.sha256Of(recording.fileName)
  await page.getByRole('button', { name: /^Capture/ }).waitFor()

  const before = await rssMiB(desk)
  const pollsBefore = (await gateway.control.counts('getAgentEvent')).received
  const startedAt = performance.now()
  await page.getByRole('link', { name: 'Library' }).click()
  await page.getByRole('button', { name: /^Save: Video/ }).click()
  const peak = watchRss(desk)
  await page.getByRole('link', { name: 'Now' }).click()
  await page.getByRole('button', { name: /^Capture/ }).click()
  await page.locator('img[src^="/pictures/"]').first().waitFor()
  const captured = !videoIn(saved)
  await page.getByRole('link', { name: 'Library' }).click()
  await page.getByRole('button', { name: /^Play: Video/ }).waitFor({ timeout: 600_000 })
  const seconds = (performance.now() - startedAt) / 1_000
  const mainRssPeakMiB = await peak.stop()
  return {
    bytes,
    seconds: round(seconds),
    hashEqual: (await sha256(join(saved, videoIn(saved) ?? ''))) === served,
    captureWorkedMeanwhile: captured,
    pollsMeanwhile: (await gateway.control.counts('getAgentEvent')).received - pollsBefore,
    mainRssBeforeMiB: round(before),
    mainRssPeakMiB: round(mainRssPeakMiB),
    mainRssGrowthMiB: round(mainRssPeakMiB - before)
  }
}

const round = (value: number): number => Math.round(value * 10) / 10

const rssMiB = ({ app }: Callside): Promise<number> =>
  app.evaluate(() => process.memoryUsage.rss() / 1024 ** 2)

function watchRss(callside: Callside): { stop: () => Promise<number> } {
  const end = new AbortController()
  const ended = (): boolean => end.signal.aborted
  const watching = (async () => {
    let peak = 0
    while (!ended()) {
      peak = Math.max(peak, await rssMiB(callside))
      await new Promise((resolveWait) => setTimeout(resolveWait, sampleEveryMs))
    }
    return peak
  })()
  return {
    stop: () => {
      end.abort()
      return watching
    }
  }
}

const videoIn = (folder: string): string | undefined =>
  existsSync(folder) ? readdirSync(folder).find((name) => name.endsWith('.mp4')) : undefined

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

await withMeasuredDesk({ gateway: ['--capture', '200'] }, async (desk) => {
  const measured = await measure(desk)
  process.stdout.write(`${JSON.stringify(measured)}\n`)
  const { hashEqual, captureWorkedMeanwhile, pollsMeanwhile } = measured
  process.exitCode = hashEqual && captureWorkedMeanwhile && pollsMeanwhile > 0 ? 0 : 1
})
