import { lastWrite, onScreen, storedAt } from './support/call-data.ts'
import { expect, freshH5Call, test } from './support/test.ts'

/** 1,000 characters of 4 bytes and 4,128 of 3: 16,384 bytes of UTF-8. */
const full = '😀'.repeat(1_000) + '汉'.repeat(4_128)

test('16,384 bytes of Chinese and emoji are sent', async ({ sharedDesk }) => {
  const { page } = sharedDesk
  await freshH5Call(sharedDesk)
  const { text, send, meter } = onScreen(page)
  await text.fill(full)
  await expect(page.getByText('16,384 / 16,384 bytes')).toBeVisible()
  await expect(meter).toBeVisible()
  await send.click()
  await expect(page.getByText('Read back: the same.')).toBeVisible()
  expect(storedAt(sharedDesk)).toBe(full)
})

test('16,384 bytes fit as Base64, too: the text before that counts', async ({ sharedDesk }) => {
  const { page } = sharedDesk
  await freshH5Call(sharedDesk)
  const { text, send } = onScreen(page)
  await text.fill(full)
  await page.getByLabel('Send as Base64').check()
  await send.click()
  await expect(page.getByText('Read back: the same.')).toBeVisible()
  expect(lastWrite(sharedDesk)).toMatchObject({ isDataEncoded: true })
  expect(storedAt(sharedDesk)).toBe(full)
})

test('16,385 bytes are refused before anything is sent', async ({ sharedDesk }) => {
  const { page, gateway } = sharedDesk
  const { control } = gateway
  await freshH5Call(sharedDesk)
  const { text, send, current } = onScreen(page)
  await expect(current.getByText('The call has no data.')).toBeVisible()
  const before = {
    write: control.counts('setCallAppDataEx').received,
    read: control.counts('queryCallAppData').received
  }
  await text.fill(`${full}a`)
  await expect(page.getByText('16,385 / 16,384 bytes')).toBeVisible()
  await expect(page.getByText('1 byte over the limit. Shorten the text to send it.')).toBeVisible()
  await expect(send).toBeDisabled()
  await expect(send).toHaveAccessibleDescription('The text is over the limit.')
  await send.click({ force: true })
  await text.press('Control+Enter')

  await text.fill(full)
  await expect(send).toBeEnabled()
  // What is asked for after it has come to the gateway, and nothing else.
  await current.getByRole('button', { name: 'Read current' }).click()
  await expect.poll(() => control.counts('queryCallAppData').accepted).toBe(before.read + 1)
  expect(control.counts('setCallAppDataEx').received).toBe(before.write)
})

test('an answer that is lost is an unknown outcome, and nothing is sent again', async ({
  sharedDesk
}) => {
  const { page, gateway } = sharedDesk
  await freshH5Call(sharedDesk)
  const before = gateway.control.counts('setCallAppDataEx')
  gateway.control.fail('setCallAppDataEx', { kind: 'lost' })
  const { text, send, current } = onScreen(page)
  await text.fill('stored, but nobody heard')
  await send.click()
  const unknown = page.getByRole('alert').filter({ hasText: 'It may or may not have been stored.' })
  await expect(unknown).toBeVisible()
  await unknown.getByRole('button', { name: 'Read current' }).click()
  await expect(current.getByText('stored, but nobody heard')).toBeVisible()
  expect(gateway.control.counts('setCallAppDataEx')).toEqual({
    received: before.received + 1,
    accepted: before.accepted + 1
  })
})

test('what is read back different is said, and shown', async ({ sharedDesk }) => {
  const { page, gateway } = sharedDesk
  await freshH5Call(sharedDesk)
  const { text, send, current } = onScreen(page)
  await expect(current.getByText('The call has no data.')).toBeVisible()
  const result = Buffer.from('rewritten by the site').toString('base64')
  const answer = { kind: 'retcode', retcode: '0', result } as const
  // The first reading is the look before the write.
  gateway.control.fail('queryCallAppData', answer, { skip: 1, times: 'always' })
  await text.fill('as it was sent')
  await send.click()
  await expect(page.getByText(/Read back: different/)).toBeVisible()
  await expect(current.getByText('rewritten by the site')).toBeVisible()
})

test('where the gateway does not tell, data is sent and said to be unchecked', async ({
  sharedDesk
}) => {
  const { page, gateway } = sharedDesk
  await freshH5Call(sharedDesk)
  const refusal = { kind: 'retcode', retcode: '100-007' } as const
  gateway.control.fail('queryCallAppData', refusal, { times: 'always' })
  const { text, send, current } = onScreen(page)
  await current.getByRole('button', { name: 'Read current' }).click()
  await expect(current.getByText(/It could not be read/)).toBeVisible()
  await text.fill('nobody can look')
  await send.click()
  await expect(page.getByText(/It could not be read back/)).toBeVisible()
  expect(storedAt(sharedDesk)).toBe('nobody can look')
})

test('nothing is sent where the gateway cannot be asked what is there', async ({ sharedDesk }) => {
  const { page, gateway } = sharedDesk
  await freshH5Call(sharedDesk)
  const before = gateway.control.counts('setCallAppDataEx')
  const { text, send, current } = onScreen(page)
  await expect(current.getByText('The call has no data.')).toBeVisible()
  gateway.control.fail('queryCallAppData', { kind: 'lost' })
  await text.fill('kept')
  await send.click()
  await expect(page.getByText('Not sent. Your text is still here.')).toBeVisible()
  await expect(page.getByRole('alert').getByText(/could not be reached/)).toBeVisible()
  expect(gateway.control.counts('setCallAppDataEx')).toEqual(before)
})

test('while the gateway is gone the text is kept, and sent when it is back', async ({
  sharedDesk
}) => {
  const { page, gateway } = sharedDesk
  await freshH5Call(sharedDesk)
  const { text, send } = onScreen(page)
  await text.fill('written in between')
  await gateway.control.goAway()
  await expect(send).toBeDisabled()
  await expect(send).toHaveAccessibleDescription(/Reconnecting/)
  await gateway.control.comeBack()
  await expect(send).toBeEnabled()
  await send.click()
  await expect(page.getByText('Read back: the same.')).toBeVisible()
  expect(storedAt(sharedDesk)).toBe('written in between')
})
