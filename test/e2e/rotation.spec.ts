import type { Page } from '@playwright/test'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { PracticeGateway } from '../../src/simulator/index.ts'
import { onScreen } from './support/call-data.ts'
import { atSaved, recordingOf, save } from './support/library.ts'
import { goTo } from './support/shell.ts'
import { expect, inH5Call, signedIn, test, type Desk } from './support/test.ts'

/** A Guid lives for two seconds, where a real gateway gives it a minute (cec_07_0005). */
const timings = { guidIntervalMs: 2_000, guidTimeoutMs: 4_000, pollHoldMs: 1_000 }
/** About eight seconds for the video: the download spans four Guids. */
const videoBytes = 40_000_000
const pace = { kind: 'slow', bytesPerSecond: videoBytes / 8 } as const

for (const guidOverlap of [true, false]) {
  test.describe(guidOverlap ? 'where the older Guid lives on' : 'where the older Guid ends', () => {
    test.use({ gatewayOptions: { timings, guidOverlap, videoBytes } })

    test('a Guid every two seconds is noticed by nobody, and nothing is done twice', async ({
      page,
      gateway,
      callside
    }) => {
      test.setTimeout(120_000)
      const desk = { page, gateway, callside }
      await signedIn(page)
      const callId = await inH5Call(page, gateway)
      gateway.control.fail('downloadVideoFileEx', pace)
      const video = await recordingOf(desk, callId)
      await save(video.row)
      await goTo(page, 'Now')

      let rounds = 0
      while (!video.files().some((name) => name.endsWith('.mp4')) || guidsOf(gateway) < 4) {
        rounds += 1
        await capture(desk, rounds)
        await writeCallData(desk, `round ${rounds}`)
      }

      await atSaved(page, 'mp4')
      await expect(video.row.getByText('Saved', { exact: true })).toBeVisible()
      await expect(page.getByRole('alert')).toHaveCount(0)
      await expect(page.getByRole('banner').getByText('Connected')).toBeVisible()
      expect(accepted(gateway, 'imageCapture')).toBe(rounds)
      expect(accepted(gateway, 'setCallAppDataEx')).toBe(rounds)
      // One video, and one picture for each capture.
      expect(accepted(gateway, 'downloadVideoFileEx')).toBe(rounds + 1)
      await expectNoTrouble(page, guidOverlap)

      const [name = '', ...others] = video.files().filter((file) => !file.endsWith('.jpg'))
      expect(others).toEqual([])
      expect(video.sha256(name)).toBe(await gateway.script.sha256Of(video.recording.fileName))
      rmSync(join(callside.saved, name))
    })
  })
}

/** Activity has no problem; where the older Guid ends at once, requests that were on their way tell it. */
async function expectNoTrouble(page: Page, guidOverlap: boolean): Promise<void> {
  await goTo(page, 'Activity')
  await page.getByRole('button', { name: 'Problems', exact: true }).click()
  const anyRow = page.getByRole('list', { name: 'Activity' }).getByRole('listitem')
  await expect(page.getByText('Nothing of this kind').or(anyRow.first())).toBeVisible()
  // Of this PC and not of the gateway: an Electron whose Node cannot read the system's store says so.
  const row = anyRow.filter({
    hasNotText: 'The certificates that this PC trusts could not be read'
  })
  if (guidOverlap) await expect(row).toHaveCount(0)
  for (const text of await row.allInnerTexts()) expect(text).toContain('100-006')
}

const accepted = (
  gateway: PracticeGateway,
  name: 'imageCapture' | 'setCallAppDataEx' | 'downloadVideoFileEx'
): number => gateway.control.counts(name).accepted

/** How many Guids the client has used. */
const guidsOf = (gateway: PracticeGateway): number =>
  new Set(gateway.control.requests('getAgentEvent').map(({ headers }) => headers['guid'])).size

async function capture({ page, gateway }: Desk, round: number): Promise<void> {
  await page.getByRole('button', { name: /^Capture/ }).click()
  await expect.poll(() => accepted(gateway, 'downloadVideoFileEx')).toBe(round + 1)
  await expect(page.getByText('Accepted')).toHaveCount(round)
}

async function writeCallData({ page, gateway }: Desk, words: string): Promise<void> {
  const { text, send } = onScreen(page)
  await text.fill(words)
  await send.click()
  const replace = page.getByRole('dialog').getByRole('button', { name: 'Replace' })
  const stored = page.getByText('Read back: the same.')
  await expect(replace.or(stored)).toBeVisible()
  if (await replace.isVisible()) await replace.click()
  await expect.poll(() => gateway.script.callOf('1001')?.data).toBe(words)
}
