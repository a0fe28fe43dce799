import { planted } from './support/secrets.ts'
import { expect, freshH5Call, test, type Desk } from './support/test.ts'
import { lastWrite, onScreen, storedAt } from './support/call-data.ts'

test('call data is stored at the gateway and read back', async ({ sharedDesk }) => {
  const { page } = sharedDesk
  const callId = await freshH5Call(sharedDesk)
  const { text, send, current } = onScreen(page)
  await expect(current.getByText('The call has no data.')).toBeVisible()
  await text.fill(`${planted.callData} 订单 42 📦`)
  await send.click()
  await expect(page.getByText('Read back: the same.')).toBeVisible()
  await expect(current.getByText(planted.callData)).toBeVisible()
  expect(lastWrite(sharedDesk)).toEqual({
    callid: callId,
    calldata: `${planted.callData} 订单 42 📦`,
    isDataEncoded: false
  })
  expect(storedAt(sharedDesk)).toBe(`${planted.callData} 订单 42 📦`)
})

test('call data goes as Base64 where the site wants it so', async ({ sharedDesk }) => {
  const { page } = sharedDesk
  const callId = await freshH5Call(sharedDesk)
  const { text, send } = onScreen(page)
  await text.fill('订单 42 📦')
  await page.getByLabel('Send as Base64').check()
  await send.click()
  await expect(page.getByText('Read back: the same.')).toBeVisible()
  expect(lastWrite(sharedDesk)).toEqual({
    callid: callId,
    calldata: Buffer.from('订单 42 📦').toString('base64'),
    isDataEncoded: true
  })
  expect(storedAt(sharedDesk)).toBe('订单 42 📦')
})

test('data that is there already is replaced only after a yes', async ({ sharedDesk }) => {
  const { page, gateway } = sharedDesk
  await freshH5Call(sharedDesk)
  setAtGateway(sharedDesk, 'kept by another system')
  const before = gateway.control.counts('setCallAppDataEx').received
  const { text, send } = onScreen(page)
  await text.fill('the new text')
  await send.click()
  const dialog = page.getByRole('dialog', { name: "Replace the call's data?" })
  await expect(dialog.getByLabel('Now', { exact: true })).toHaveText('kept by another system')
  await expect(dialog.getByLabel('New', { exact: true })).toHaveText('the new text')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toHaveCount(0)
  expect(gateway.control.counts('setCallAppDataEx').received).toBe(before)
  expect(storedAt(sharedDesk)).toBe('kept by another system')
  await expect(text).toHaveValue('the new text')

  await send.click()
  await dialog.getByRole('button', { name: 'Replace' }).click()
  await expect(page.getByText('Read back: the same.')).toBeVisible()
  expect(gateway.control.counts('setCallAppDataEx').received).toBe(before + 1)
  expect(storedAt(sharedDesk)).toBe('the new text')
})

for (const retcode of ['000-002', '100-006', '100-007', '400-001']) {
  test(`call data refused with ${retcode} shows the gateway's code and words`, async ({
    sharedDesk
  }) => {
    const { page, gateway } = sharedDesk
    await freshH5Call(sharedDesk)
    const before = gateway.control.counts('setCallAppDataEx').received
    const message = `said for ${retcode}`
    gateway.control.fail('setCallAppDataEx', { kind: 'retcode', retcode, message })
    const { text, send } = onScreen(page)
    await text.fill('not stored')
    await send.click()
    await expect(page.getByText(`${retcode} · ${message}`)).toBeVisible()
    await expect(page.getByText('Not sent. Your text is still here.')).toBeVisible()
    await expect(text).toHaveValue('not stored')
    expect(gateway.control.counts('setCallAppDataEx').received).toBe(before + 1)
    expect(storedAt(sharedDesk)).toBe('')
  })
}

/** Another system of the site writes call data, too. */
function setAtGateway({ gateway }: Desk, data: string): void {
  const call = gateway.script.callOf('1001')
  if (call === null) throw new Error('There is no call')
  call.data = data
}
