import {
  agentRow,
  atInspectorScreen,
  atPersonsPace,
  confirmation,
  inspectorId,
  interceptButton,
  listening,
  stage,
  test,
  watched
} from './support/inspector.ts'
import { activityRow, goTo, invoke } from './support/shell.ts'
import { expect, freshH5Call } from './support/test.ts'

/** What the page of the intercept lists (cec_07_2403). */
const refusals = ['100-006', '900-001', '900-002', '900-003']

test('an inspector listens, takes the customer over, and hangs up', async ({ inspectorDesk }) => {
  const { page, gateway } = inspectorDesk
  await atInspectorScreen(inspectorDesk)
  await expect(page.getByText('You are an inspector')).toBeVisible()
  await expect(interceptButton(inspectorDesk)).toHaveCount(0)
  await listening(inspectorDesk)
  const before = gateway.control.counts('intercept').received

  await atPersonsPace(inspectorDesk)
  await interceptButton(inspectorDesk).click()
  const dialog = page.getByRole('dialog')
  const confirm = dialog.getByRole('button', { name: 'Intercept now' })
  await expect(confirm).toBeDisabled()
  await dialog.getByRole('textbox').fill('1007')
  await expect(confirm).toBeDisabled()
  await dialog.getByRole('textbox').fill(watched)
  await confirm.click()
  await expect(stage(inspectorDesk)).toHaveText('With the customer')
  await expect(page.getByText('You are talking to the customer', { exact: true })).toBeVisible()
  expect(gateway.control.counts('intercept').received).toBe(before + 1)
  const call = gateway.script.callOf(inspectorId)
  expect(call?.phase).toBe('talking')
  await expect(page.getByText(call?.callId ?? '').first()).toBeVisible()

  await page.getByRole('button', { name: 'Hang up' }).click()
  await expect(stage(inspectorDesk)).toHaveCount(0)
  await expect.poll(() => gateway.script.callOf(inspectorId)).toBeNull()
  await expect((await activityRow(page, `agent ${watched} intercepted`)).first()).toBeVisible()
})

test('an inspector stops listening, and the agent keeps the call', async ({ inspectorDesk }) => {
  const { page, gateway } = inspectorDesk
  await atInspectorScreen(inspectorDesk)
  await listening(inspectorDesk)
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(stage(inspectorDesk)).toHaveCount(0)
  await expect(
    agentRow(inspectorDesk, watched).getByRole('button', { name: 'Listen' })
  ).toBeEnabled()
  expect(gateway.script.callOf(watched)?.phase).toBe('talking')
})

for (const retcode of refusals) {
  test(`an intercept refused with ${retcode} says so, is sent once, and can be tried again`, async ({
    inspectorDesk
  }) => {
    const { page, gateway } = inspectorDesk
    await atInspectorScreen(inspectorDesk)
    await listening(inspectorDesk)
    const before = gateway.control.counts('intercept')
    const message = `said for ${retcode}`
    gateway.control.fail('intercept', { kind: 'retcode', retcode, message })
    await (await confirmation(inspectorDesk)).click()
    await expect(page.getByText('Not intercepted')).toBeVisible()
    await expect(page.getByText(`${retcode} · ${message}`)).toBeVisible()
    await expect(interceptButton(inspectorDesk)).toBeEnabled()
    await expect(stage(inspectorDesk)).toHaveText("On the agent's call")
    expect(gateway.control.counts('intercept')).toEqual({
      received: before.received + 1,
      accepted: before.accepted
    })
  })
}

test('without listening an intercept is not offered, and not sent for a page that asks', async ({
  inspectorDesk
}) => {
  const { page, gateway } = inspectorDesk
  await atInspectorScreen(inspectorDesk)
  const before = gateway.control.counts('intercept').received
  await expect(interceptButton(inspectorDesk)).toHaveCount(0)
  const ask = () =>
    invoke(page, 'supervision.intercept', {
      ...{ workNo: watched, token: '3f0c8a52-6f0e-4b8e-9d7c-0a1b2c3d4e5f' },
      confirmation: { by: 'typing', typed: watched }
    })
  await expect.poll(ask).toEqual({ ok: false, code: 'not-now:confirmation-over' })
  expect(await invoke(page, 'supervision.prepareIntercept', { workNo: watched })).toEqual({
    ...{ ok: false, code: 'not-now:not-listening' }
  })
  expect(gateway.control.counts('intercept').received).toBe(before)
  // The journal of the gateway, by which the next test knows that it may ask, has nothing of this.
  const askedAt = Date.now()
  await expect.poll(() => Date.now() - askedAt).toBeGreaterThan(1_000)
})

test('an inspector cannot listen to oneself', async ({ inspectorDesk }) => {
  const { page, gateway } = inspectorDesk
  await atInspectorScreen(inspectorDesk)
  const before = gateway.control.counts('addSupervise').received
  await expect(agentRow(inspectorDesk, inspectorId)).toHaveCount(0)
  expect(await invoke(page, 'supervision.listen', { workNo: inspectorId })).toEqual({
    ...{ ok: false, code: 'not-now:intercept-oneself' }
  })
  expect(gateway.control.counts('addSupervise').received).toBe(before)
})

test('an intercept whose answer is lost is told as unknown, and never repeated', async ({
  inspectorDesk
}) => {
  const { page, gateway } = inspectorDesk
  await atInspectorScreen(inspectorDesk)
  await listening(inspectorDesk)
  const before = gateway.control.counts('intercept')
  // The events that would tell are late, too: for a while nobody knows.
  const polls = gateway.control.counts('getAgentEvent').received
  gateway.control.fail('getAgentEvent', { kind: 'delay', delayMs: 7_000 })
  await expect.poll(() => gateway.control.counts('getAgentEvent').received).toBeGreaterThan(polls)
  gateway.control.fail('intercept', { kind: 'lost' })
  await (await confirmation(inspectorDesk)).click()
  await expect(stage(inspectorDesk)).toHaveText('Outcome unknown')
  await expect(page.getByText('Check the call:')).toBeVisible()
  await expect(interceptButton(inspectorDesk)).toBeDisabled()

  await expect(stage(inspectorDesk)).toHaveText('With the customer')
  expect(gateway.control.counts('intercept')).toEqual({
    received: before.received + 1,
    accepted: before.accepted + 1
  })
  await expect(
    (await activityRow(page, 'It may have worked: check the call')).first()
  ).toBeVisible()
})

for (const impatience of ['a double click', 'Enter, held and pressed again']) {
  test(`${impatience} sends one intercept`, async ({ inspectorDesk }) => {
    const { page, gateway } = inspectorDesk
    await atInspectorScreen(inspectorDesk)
    await listening(inspectorDesk)
    const before = gateway.control.counts('intercept').received
    const confirm = await confirmation(inspectorDesk)
    if (impatience === 'a double click') await confirm.dblclick()
    else {
      await page.keyboard.down('Enter')
      await page.keyboard.down('Enter')
      await page.keyboard.up('Enter')
      await page.keyboard.press('Enter')
    }
    await expect(stage(inspectorDesk)).toHaveText('With the customer')
    expect(gateway.control.counts('intercept').received).toBe(before + 1)
    // The customer is still there: the second press hit nothing that it was not meant for.
    expect(gateway.script.callOf(inspectorId)?.phase).toBe('talking')
  })
}

test('a call that is known to be video is not offered for an intercept', async ({
  inspectorDesk
}) => {
  const { page, gateway } = inspectorDesk
  await atInspectorScreen(inspectorDesk)
  await listening(inspectorDesk)
  await expect(interceptButton(inspectorDesk)).toBeEnabled()
  gateway.control.fire(inspectorId, 'QC_AgentState_Notify', {
    ...{ subType: 'QC_AgentState_LiveVideoBegin', monitoredAgent: watched }
  })
  await expect(interceptButton(inspectorDesk)).toBeDisabled()
  await expect(page.getByText(/Video calls cannot be intercepted/).first()).toBeVisible()
})

test('while the gateway is gone nothing is offered; when it is back, all of it is', async ({
  inspectorDesk
}) => {
  const { page, gateway } = inspectorDesk
  await atInspectorScreen(inspectorDesk)
  await listening(inspectorDesk)
  await gateway.control.goAway()
  await expect(interceptButton(inspectorDesk)).toBeDisabled()
  await expect(page.getByText('Wait until the gateway answers again.').first()).toBeVisible()
  await gateway.control.comeBack()
  await expect(interceptButton(inspectorDesk)).toBeEnabled()
})

test('who is no inspector is not shown the screen, and not served by a page that asks', async ({
  sharedDesk
}) => {
  const { page, gateway } = sharedDesk
  await freshH5Call(sharedDesk)
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Library' })).toBeVisible()
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Inspector' })).toHaveCount(0)
  expect(await invoke(page, 'supervision.get')).toMatchObject({ value: { right: 'no' } })
  expect(await invoke(page, 'supervision.listen', { workNo: watched })).toEqual({
    ...{ ok: false, code: 'not-now:not-inspector' }
  })
  expect(gateway.control.counts('addSupervise').received).toBe(0)
  await goTo(page, 'Now')
})
