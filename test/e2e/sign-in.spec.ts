import { atSignIn } from './support/shell.ts'
import { expect, signedIn, signIn, test } from './support/test.ts'

/** Every refusal of a sign-in that has a meaning of its own (docs/gateway.md). */
const refusals = [
  '000-007',
  '100-001',
  '100-003',
  '100-004',
  '100-011',
  '100-012',
  '100-013',
  '100-014',
  '100-015',
  '100-016',
  '100-017',
  '100-018',
  '110-016'
]

test('an agent signs in, is connected, and signs out', async ({ page, gateway }) => {
  await signedIn(page)
  await expect(page.getByRole('banner').getByText('1001')).toBeVisible()
  expect(gateway.control.counts('login')).toEqual({ received: 1, accepted: 1 })
  expect(gateway.control.counts('resetSkill').accepted).toBe(1)

  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  expect(gateway.control.counts('logout').accepted).toBe(1)
})

for (const retcode of refusals) {
  test(`a sign-in refused with ${retcode} shows the gateway's code and words`, async ({
    sharedDesk: { page, gateway }
  }) => {
    await atSignIn(page)
    const refusal = { kind: 'retcode', retcode, message: `said for ${retcode}` } as const
    const undo = gateway.control.fail('login', refusal, { times: 'always' })
    const said = page.getByText(`said for ${retcode}`).first()
    await expect(async () => {
      // Again where main finds that a person would not sign in this often (rate-limited).
      await signIn(page)
      await expect(said).toBeVisible({ timeout: 2_000 })
    }).toPass({ timeout: 20_000 })
    undo()
    await expect(page.getByText(retcode).first()).toBeVisible()
    await expect(page.getByLabel('Agent ID', { exact: true })).toHaveValue('1001')
  })
}

test('an agent who is signed in elsewhere is told what forcing does before it is done', async ({
  page,
  gateway
}) => {
  await signIn(page, '1005')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  expect(gateway.control.counts('forceLogin').received).toBe(0)
  await dialog.getByRole('button', { name: 'Sign the other client out' }).click()
  await expect(page.getByRole('banner').getByText('Connected')).toBeVisible()
  expect(gateway.control.counts('forceLogin')).toEqual({ received: 1, accepted: 1 })
})

test('a gateway that is gone is said to be out of reach', async ({ page, gateway }) => {
  await gateway.control.goAway()
  await signIn(page)
  await expect(page.getByRole('alert').first()).toContainText(/reach/i)
})

test('a gateway that goes away while an agent is signed in, and comes back', async ({
  page,
  gateway
}) => {
  await signedIn(page)
  await gateway.control.goAway()
  await expect(page.getByRole('banner').getByText('Reconnecting')).toBeVisible()
  await gateway.control.comeBack()
  await expect(page.getByRole('banner').getByText('Connected')).toBeVisible()
})

test('a session that the gateway ended is over at once, and says so', async ({ page, gateway }) => {
  await signedIn(page)
  gateway.control.dropSession('1001')
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  await expect(page.getByText('100-006').first()).toBeVisible()
})

test('a gateway whose certificate nobody vouches for is refused in words', async ({
  page,
  callside,
  gateway
}) => {
  await callside.app.evaluate(() => undefined)
  await page.getByRole('button', { name: /add/i }).first().click()
  await page.getByLabel('Gateway address').fill(gateway.url.replace('127.0.0.1', 'localhost'))
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await signIn(page)
  await expect(page.getByRole('alert').first()).toContainText(/certificate/i)
  expect(gateway.control.counts('login').received).toBe(0)
})
