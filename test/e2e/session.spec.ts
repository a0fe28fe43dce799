import type { Page } from '@playwright/test'
import type { PracticeGateway } from '../../src/simulator/index.ts'
import { goTo } from './support/shell.ts'
import { expect, signedIn, test } from './support/test.ts'

/**
 * Twenty times as fast as a real gateway and the app: 120 s of silence are 6 s, an idle poll of 10 s
 * half a second, the longest pause of 15 s three quarters of one.
 */
const scale = 20
const gatewayTimings = { pollHoldMs: 500, silenceMs: 120_000 / scale }
const timings = {
  ...{ pollPauseMinMs: 10, pollPauseMaxMs: 25, pollRetryMs: 25, pollRetryMaxMs: 750 },
  ...{ pollLimitMs: 1_000, silenceMs: 120_000 / scale, wakeGatherMs: 50 },
  ...{ tickMs: 250, lateTickMs: 750 }
}
test.use({ gatewayOptions: { timings: gatewayTimings }, startOptions: { timings } })

const ribbon = (page: Page) => page.getByRole('banner')
const within1s = { timeout: 1_000 }

/** The gateway is away for this long, of a real gateway's seconds. */
async function away(gateway: PracticeGateway, seconds: number, page: Page): Promise<void> {
  await gateway.control.goAway()
  const goneAt = Date.now()
  await expect(ribbon(page).getByText('Reconnecting')).toBeVisible(within1s)
  const left = (seconds * 1_000) / scale - (Date.now() - goneAt)
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, left)))
  await gateway.control.comeBack()
}

/** The gateway has been asked since: what it says now is what it says to this poll. */
async function polledAgain({ control }: PracticeGateway): Promise<void> {
  const before = control.counts('getAgentEvent').received
  await expect.poll(() => control.counts('getAgentEvent').received).toBeGreaterThan(before)
}

for (const seconds of [30, 90]) {
  test(`P03 a gateway that is down for ${seconds} s costs nobody a click`, async ({
    page,
    gateway
  }) => {
    await signedIn(page)
    await away(gateway, seconds, page)
    await expect(ribbon(page).getByText('Connected')).toBeVisible()
    await page.getByRole('button', { name: 'Not ready', exact: true }).click()
    await expect(page.getByRole('button', { name: 'Not ready', exact: true })).toHaveAttribute(
      'aria-pressed',
      'true'
    )
    expect(gateway.control.counts('login').received).toBe(1)
  })
}

test('P04 a gateway that is down for 150 s has signed the agent out: said, and one sign-in away', async ({
  page,
  gateway
}) => {
  await signedIn(page)
  const gone = away(gateway, 150, page)
  await expect(ribbon(page).getByText(/signed out in 0:0\d if the gateway/)).toBeVisible()
  await expect(ribbon(page).getByText(/has probably signed you out/)).toBeVisible()
  await gone
  await expect(page.getByText('You were signed out: the gateway was not reached')).toBeVisible()
  await expect(ribbon(page).getByText('Signed out')).toBeVisible()
  await expect(page.getByLabel('Agent ID', { exact: true })).toHaveValue('1001')
  expect(gateway.control.counts('login').received).toBe(1)
  await signedIn(page)
})

test('an agent who is moved to another server waits, and goes on without a click', async ({
  page,
  gateway
}) => {
  await signedIn(page)
  const moving = gateway.control.fail(
    'getAgentEvent',
    { kind: 'retcode', retcode: '105-002' },
    { times: 'always' }
  )
  await polledAgain(gateway)
  await expect(ribbon(page).getByText('Switching over')).toBeVisible(within1s)
  moving()
  await expect(ribbon(page).getByText('Connected')).toBeVisible()
  expect(gateway.control.counts('login').received).toBe(1)

  gateway.control.fail('getAgentEvent', { kind: 'retcode', retcode: '105-005' })
  await polledAgain(gateway)
  await expect(ribbon(page).getByText('Signed out')).toBeVisible(within1s)
  await expect(page.getByText('The move to another server did not work')).toBeVisible(within1s)
})

test('P16 an agent who is put out elsewhere is told so within a second, and stays out', async ({
  page,
  gateway
}) => {
  await signedIn(page)
  gateway.control.dropSession('1001', { announced: true })
  await expect(ribbon(page).getByText('Taken over elsewhere')).toBeVisible(within1s)
  await expect(page.getByText('Taken over elsewhere: the gateway ended your session')).toBeVisible(
    within1s
  )
  await goTo(page, 'Activity')
  await expect(page.getByText(/most likely a sign-in at another client/).first()).toBeVisible()
  expect(gateway.control.counts('login').received).toBe(1)
  expect(gateway.control.counts('forceLogin').received).toBe(0)
})

test('P05 a PC that slept through its sign-out says so as soon as it wakes', async ({
  page,
  gateway,
  callside
}) => {
  await signedIn(page)
  const { pid } = callside.app.process()
  if (pid === undefined) throw new Error('the app has no process')
  process.kill(pid, 'SIGSTOP')
  await expect
    .poll(() => gateway.control.guidOf('1001'), { message: 'the gateway signs the agent out' })
    .toBeNull()
  const polls = gateway.control.counts('getAgentEvent').received
  process.kill(pid, 'SIGCONT')
  await expect(
    // Both, while the ribbon counts down to the sign-out.
    ribbon(page).getByText('Reconnecting').or(ribbon(page).getByText('Signed out')).first()
  ).toBeVisible(within1s)
  await expect(page.getByText('You were signed out: the gateway was not reached')).toBeVisible()
  expect(gateway.control.counts('getAgentEvent').received - polls).toBeLessThanOrEqual(2)
})
