import { activityRow, desktopOf, goTo, invoke, trayItems } from './support/shell.ts'
import { expect, inH5Call, signedIn, test } from './support/test.ts'

const signOut = { name: 'Sign out', exact: true }

test('signing out in a call is refused, asked about, and done only with a yes', async ({
  page,
  gateway
}) => {
  await signedIn(page)
  await inH5Call(page, gateway)
  expect(await invoke(page, 'session.signOut', { force: false })).toMatchObject({
    ...{ ok: false, code: 'gateway-refused', retcode: '100-010' }
  })
  await expect(page.getByRole('banner').getByText('Connected')).toBeVisible()

  const dialog = page.getByRole('dialog')
  await page.getByRole('button', signOut).click()
  await expect(dialog).toContainText('the customer is cut off')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  expect(gateway.script.callOf('1001')).not.toBeNull()
  expect(gateway.control.counts('forceLogout').received).toBe(0)

  await page.getByRole('button', signOut).click()
  await dialog.getByRole('button', { name: 'End the call and sign out' }).click()
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  expect(gateway.control.counts('forceLogout')).toEqual({ received: 1, accepted: 1 })
  expect(gateway.script.callOf('1001')).toBeNull()
})

test('quitting in a call asks first; a yes ends the call and the app', async ({
  page,
  gateway,
  callside
}) => {
  const desktop = desktopOf(callside)
  const asked = () => desktop.calls('dialog.showMessageBox')
  await signedIn(page)
  await inH5Call(page, gateway)
  await desktop.clickTray('Quit')
  await expect.poll(asked).toHaveLength(1)
  expect(JSON.stringify(await asked())).toContain('ends the call with the customer')
  await expect.poll(() => trayItems(desktop)).toMatchObject({ 'Sign out': true })
  await expect(page.getByRole('banner').getByText('Connected')).toBeVisible()
  expect(gateway.control.counts('forceLogout').received).toBe(0)

  await desktop.answer('dialog.showMessageBox', { response: 1 })
  await desktop.clickTray('Quit').catch(() => undefined)
  await callside.ended()
  expect(gateway.control.counts('forceLogout')).toEqual({ received: 1, accepted: 1 })
})

test('Activity names requests as the gateway does, and tells events and outcomes in words', async ({
  page,
  gateway
}) => {
  gateway.control.answerCaptures('refuse')
  await signedIn(page)
  const callId = await inH5Call(page, gateway)
  await page.getByRole('button', { name: /^Capture/ }).click()
  await expect(page.getByText(/declined/i).first()).toBeVisible()

  await expect((await activityRow(page, 'resetSkill')).first()).toContainText('OK')
  await expect((await activityRow(page, 'login')).first()).toContainText('OK')
  const capture = (await activityRow(page, 'imageCapture')).first()
  await expect(capture).toContainText(callId)
  await expect(await activityRow(page, 'talking to the customer')).toContainText(
    'AgentEvent_Talking'
  )
  await expect(await activityRow(page, 'The customer declined the picture.')).toContainText(callId)
  await expect(await activityRow(page, 'Agent 1001 signed in.')).toHaveCount(1)
  await expect(await activityRow(page, 'getAgentEvent')).toHaveCount(0)

  await page.getByRole('button', { name: 'Events', exact: true }).click()
  await expect(await activityRow(page, 'Agent 1001 signed in.')).toHaveCount(0)
  await expect((await activityRow(page, 'AgentEvent_Ringing')).first()).toBeVisible()

  // What the organisation set is shown, and cannot be changed.
  await goTo(page, 'Settings')
  await expect(page.getByText('Set by your organisation')).toBeVisible()
  await expect(page.getByRole('button', { name: /Choose a folder/ })).toBeHidden()
})
