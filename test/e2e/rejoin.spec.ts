import type { Page } from '@playwright/test'
import { planted } from './support/secrets.ts'
import { expect, freshH5Call, inH5Call, signedIn, test, type Desk } from './support/test.ts'

const get = (page: Page) => page.getByRole('button', { name: 'Get rejoin information' })

/**
 * Presses the button, and waits until the gateway's answer is there. What the gateway sent unasked at
 * the beginning of the call stands on the screen before, and looks the same.
 */
async function getInformation({ page, gateway }: Pick<Desk, 'page' | 'gateway'>): Promise<void> {
  const before = gateway.control.counts('getConnectInfo').accepted
  await get(page).click()
  await expect.poll(() => gateway.control.counts('getConnectInfo').accepted).toBe(before + 1)
  await expect(get(page)).toBeEnabled()
}

/** The value that the screen shows for a field, by its documented name. */
const field = (page: Page, name: string) =>
  page
    .locator('dl > div')
    .filter({ has: page.locator('dt').getByText(name, { exact: true }) })
    .locator('dd .value > code')

function clipboardOf({ callside }: Pick<Desk, 'callside'>): Promise<string> {
  return callside.app.evaluate(({ clipboard }) => clipboard.readText())
}

test.describe('where the gateway writes a blank into its addresses', () => {
  test.use({ gatewayOptions: { blankInDomains: true } })

  test('every field is shown and copied, and the signature only on request', async ({
    page,
    gateway,
    callside
  }) => {
    await signedIn(page)
    const callId = await inH5Call(page, gateway)
    const before = gateway.control.counts('getConnectInfo').received
    await getInformation({ page, gateway })
    const shown: Record<string, string> = {
      userId: '1001',
      channelId: gateway.script.callOf('1001')?.channelId ?? '',
      role: '0',
      ip: '192.0.2.10',
      port: '6500',
      signalingDomainIn: 'https://in.practice.example:8443',
      signalingDomainOut: 'https://out.practice.example:8443',
      locationId: '65535',
      appId: 'sdcpPracticeApp0000000000000000'
    }
    for (const [name, value] of Object.entries(shown)) {
      await expect(field(page, name)).toHaveText(value)
    }
    const ctime = await field(page, 'ctime').innerText()
    expect(ctime).toMatch(/^\d{10}$/)
    expect(gateway.control.counts('getConnectInfo').received).toBe(before + 1)
    expect(JSON.parse(gateway.control.requests('getConnectInfo').at(-1)?.body ?? '')).toEqual({
      userType: 'agent',
      callid: callId
    })

    const group = page.getByRole('group', { name: 'Signature' })
    expect(await page.content()).not.toContain(planted.signature)
    await group.getByRole('button', { name: 'Reveal' }).click()
    const open = group.getByText(planted.signature)
    await expect(open).toBeVisible()
    const signature = await open.innerText()
    await group.getByRole('button', { name: 'Hide' }).click()
    await expect(open).toHaveCount(0)
    expect(await page.content()).not.toContain(planted.signature)

    await page.getByRole('button', { name: 'Copy: signalingDomainOut' }).click()
    await expect.poll(() => clipboardOf({ callside })).toBe(shown['signalingDomainOut'])
    await group.getByRole('button', { name: 'Copy signature' }).click()
    await expect.poll(() => clipboardOf({ callside })).toBe(signature)
    await page.getByRole('button', { name: 'Copy as JSON' }).click()
    await expect
      .poll(async () => JSON.parse(await clipboardOf({ callside })) as unknown)
      .toEqual({ ...shown, ctime, signature })
  })
})

test('it says what to do with the information', async ({ sharedDesk }) => {
  const { page } = sharedDesk
  await freshH5Call(sharedDesk)
  await getInformation(sharedDesk)
  await expect(page.getByText(/Paste it into your H5 client/)).toBeVisible()
  await expect(page.getByText(/Treat the signature like a password/)).toBeVisible()
})

for (const retcode of ['106-011', '106-015', '100-007']) {
  test(`rejoin information refused with ${retcode} shows the gateway's code and words`, async ({
    sharedDesk
  }) => {
    const { page, gateway } = sharedDesk
    await freshH5Call(sharedDesk)
    const message = `said for ${retcode}`
    gateway.control.fail('getConnectInfo', { kind: 'retcode', retcode, message })
    await get(page).click()
    await expect(page.getByText(`${retcode} · ${message}`)).toBeVisible()
    // What the gateway sent unasked at the beginning of the call stays.
    await expect(page.getByText(/^No (newer )?rejoin information$/)).toBeVisible()

    await getInformation(sharedDesk)
    await expect(field(page, 'userId')).toHaveText('1001')
    await expect(page.getByText(`${retcode} · ${message}`)).toHaveCount(0)
  })
}

test('an answer that is lost on the way fails in words', async ({ sharedDesk }) => {
  const { page, gateway } = sharedDesk
  await freshH5Call(sharedDesk)
  gateway.control.fail('getConnectInfo', { kind: 'lost' })
  await get(page).click()
  await expect(page.getByText(/^No (newer )?rejoin information$/)).toBeVisible()
  await expect(page.getByRole('alert').getByText(/could not be reached/)).toBeVisible()
})

test('while the gateway is gone it cannot be asked for, and the screen says why', async ({
  sharedDesk
}) => {
  const { page, gateway } = sharedDesk
  await freshH5Call(sharedDesk)
  await gateway.control.goAway()
  await expect(get(page)).toBeDisabled()
  await expect(get(page)).toHaveAccessibleDescription(/Reconnecting/)
  await gateway.control.comeBack()
  await expect(get(page)).toBeEnabled()
  await getInformation(sharedDesk)
  await expect(field(page, 'userId')).toHaveText('1001')
})

test('a call that dropped out can still be rejoined', async ({ sharedDesk }) => {
  const { page, gateway } = sharedDesk
  const callId = await freshH5Call(sharedDesk)
  const channelId = gateway.script.callOf('1001')?.channelId ?? ''
  gateway.script.drop(callId)
  await expect(page.getByText('No call.')).toBeVisible()
  await getInformation(sharedDesk)
  await expect(field(page, 'channelId')).toHaveText(channelId)
})

test('a voice call has no rejoin information', async ({ sharedDesk }) => {
  const { page, gateway } = sharedDesk
  const last = await freshH5Call(sharedDesk)
  gateway.script.hangUp(last)
  const voice = gateway.script.ringVoice('1001')
  gateway.script.talk(voice)
  await expect(page.getByText(voice).first()).toBeVisible()
  await expect(page.getByText('Talking', { exact: true }).first()).toBeVisible()
  await expect(get(page)).toHaveCount(0)
})
