import type { Page } from '@playwright/test'
import type { PracticeGateway } from '../../src/simulator/index.ts'
import { asleep, followRibbon } from './support/asleep.ts'
import { trayIcon } from './support/shell.ts'
import { expect, signedIn, test } from './support/test.ts'

const ribbon = (page: Page) => page.getByRole('banner')
const within1s = { timeout: 1_000 }
/** No look at the clock finds the sleep out: what the app does then, it does by the system's word. */
const noTick = { tickMs: 3_600_000, lateTickMs: 3_600_000 }

/** When polls came in, in milliseconds after `moment`. */
const pollsAfter = ({ control }: PracticeGateway, moment: number): number[] =>
  control
    .requests('getAgentEvent')
    .map(({ at }) => at - moment)
    .filter((ms) => ms >= 0)

/** The poll of this moment is never answered: a connection that dies in the night tells nobody. */
async function withDeadPoll({ control }: PracticeGateway): Promise<void> {
  const before = control.counts('getAgentEvent').received
  control.fail('getAgentEvent', { kind: 'stall' })
  // One may have been held already when the fault was made.
  await expect.poll(() => control.counts('getAgentEvent').received).toBeGreaterThan(before)
}

test.describe('beyond what the gateway waits', () => {
  // Some 50 times as fast as in life.
  const silenceMs = 2_500
  const polls = { pollPauseMinMs: 10, pollPauseMaxMs: 25, wakeGatherMs: 50 }
  test.use({
    gatewayOptions: { timings: { pollHoldMs: 500, silenceMs } },
    startOptions: { timings: { ...polls, ...noTick, silenceMs } }
  })

  test('P05 a PC that slept for 8 h says within a second that the agent is signed out, and why', async ({
    page,
    gateway,
    callside
  }) => {
    await signedIn(page)
    await withDeadPoll(gateway)
    const wokeAt = await asleep(callside, { told: true, counted: true }, () =>
      expect.poll(() => gateway.control.guidOf('1001')).toBeNull()
    )
    await expect(ribbon(page).getByText('Signed out')).toBeVisible(within1s)
    await expect(
      page.getByText('You were signed out: the gateway was not reached for two minutes')
    ).toBeVisible(within1s)
    expect(await trayIcon(callside)).toBe('signed-out')
    expect(pollsAfter(gateway, wokeAt)).toHaveLength(1)

    await expect(page.getByLabel('Agent ID', { exact: true })).toHaveValue('1001')
    expect(gateway.control.counts('login').received).toBe(1)
    await signedIn(page)
  })
})

test.describe('where the gateway kept the session', () => {
  test.use({ startOptions: { timings: { wakeGatherMs: 500, tickMs: 100, lateTickMs: 5_000 } } })

  test('P05 a PC that slept for 8 h, which nobody told it, goes on by itself', async ({
    page,
    gateway,
    callside
  }) => {
    const notReady = page.getByRole('button', { name: 'Not ready', exact: true })
    await signedIn(page)
    const busy = () => gateway.control.counts('sayBusy')
    gateway.control.fail('sayBusy', { kind: 'stall' })
    await notReady.click()
    await expect.poll(() => busy().received).toBe(1)

    await withDeadPoll(gateway)
    const said = await followRibbon(page)
    const wokeAt = await asleep(callside, { told: false, counted: false }, () => Promise.resolve())
    await expect(ribbon(page).getByText('Connected')).toBeVisible()
    await expect.poll(() => pollsAfter(gateway, wokeAt).length).toBeGreaterThan(1)
    const [first = Infinity] = pollsAfter(gateway, wokeAt)
    expect(first).toBeLessThan(2_000)
    await expect
      .poll(async () => (await said()).map(({ word }) => word))
      .toEqual(['Connected', 'Reconnecting', 'Connected'])
    const doubt = (await said())[1]?.at ?? Infinity
    expect(doubt - wokeAt, 'ms from waking to the truth').toBeLessThan(1_000)

    // What was under way is neither forgotten nor sent again, and the next wish is carried out.
    await expect(page.getByText('it may or may not have been carried out').first()).toBeVisible()
    expect(busy()).toEqual({ received: 1, accepted: 0 })
    expect(gateway.control.counts('login').received).toBe(1)
    await notReady.click()
    await expect(notReady).toHaveAttribute('aria-pressed', 'true')
    expect(busy()).toEqual({ received: 2, accepted: 1 })
  })
})
