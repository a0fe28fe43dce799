import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { itemsOf } from './support/library.ts'
import { goTo } from './support/shell.ts'
import { expect, freshH5Call, inH5Call, signedIn, test } from './support/test.ts'

const ask = { name: /^Capture/ }

test('the customer agrees: the picture is on the local disk, whole, and in the gallery', async ({
  page,
  gateway,
  callside
}) => {
  gateway.control.answerCaptures('accept')
  await signedIn(page)
  const callId = await inH5Call(page, gateway)
  await page.getByRole('button', ask).click()
  await expect(page.getByText('Accepted').first()).toBeVisible()
  await expect(page.locator('img[src^="/pictures/"]').first()).toBeVisible()

  const [name] = readdirSync(callside.saved).filter((file) => file.endsWith('.jpg'))
  const bytes = readFileSync(join(callside.saved, name ?? ''))
  const event = gateway.control
    .events('1001')
    .findLast((one) => one.eventType === 'AgentEvent_ImageCapture')
  const { filename } = event?.content as { filename: string }
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(
    await gateway.script.sha256Of(filename)
  )
  expect(JSON.parse(gateway.control.requests('imageCapture')[0]?.body ?? '')).toEqual({
    userType: 'user',
    callid: callId
  })

  await goTo(page, 'Captures')
  const thumbnail = page.getByRole('grid', { name: 'Pictures by day and call' }).locator('img')
  await expect(thumbnail).toHaveCount(1)
  const source = (await thumbnail.getAttribute('src')) ?? ''
  const [item] = await itemsOf(page)
  expect(item).toMatchObject({ media: 'picture', callId, save: { state: 'saved' } })
  expect(source).toBe(`/pictures/${item?.itemId ?? ''}`)
  await page.getByRole('button', { name: /^Picture / }).click()
  const shown = page.getByRole('dialog').locator(`img[src="${source}"]`)
  await expect(shown).toBeVisible()
  await expect(shown).toHaveJSProperty('complete', true)
  await expect(shown).not.toHaveJSProperty('naturalWidth', 0)
})

for (const retcode of ['106-011', '106-015', '100-007']) {
  test(`a capture refused with ${retcode} says so and asks once`, async ({ sharedDesk }) => {
    const { page, gateway } = sharedDesk
    const before = gateway.control.counts('imageCapture').received
    await freshH5Call(sharedDesk)
    gateway.control.fail('imageCapture', { kind: 'retcode', retcode, message: `said ${retcode}` })
    await page.getByRole('button', ask).click()
    await expect(page.getByText(`said ${retcode}`).first()).toBeVisible()
    await expect(page.getByText(retcode).first()).toBeVisible()
    expect(gateway.control.counts('imageCapture').received).toBe(before + 1)
  })
}

test('a customer who declines is no error', async ({ page, gateway }) => {
  gateway.control.answerCaptures('refuse')
  await signedIn(page)
  await inH5Call(page, gateway)
  await page.getByRole('button', ask).click()
  await expect(page.getByText(/declined/i).first()).toBeVisible()
  await expect(page.getByRole('button', ask)).toBeEnabled()
})

test('a capture that fails on the way says so', async ({ page, gateway }) => {
  gateway.control.answerCaptures('fail')
  await signedIn(page)
  await inH5Call(page, gateway)
  await page.getByRole('button', ask).click()
  await expect(page.getByText('Failed').first()).toBeVisible()
})

test.describe('where the customer takes long', () => {
  test.use({ startOptions: { timings: { captureAnswerMs: 400 } } })

  test('no answer is said, and a late one changes that row', async ({ page, gateway }) => {
    gateway.control.answerCaptures({ lateMs: 5_000 })
    await signedIn(page)
    await inH5Call(page, gateway)
    await page.getByRole('button', ask).click()
    await expect(page.getByText('No answer').first()).toBeVisible()
    await expect(page.getByText(/late/i).first()).toBeVisible()
    expect(gateway.control.counts('imageCapture').received).toBe(1)
  })
})

test.describe('where the site keeps the pictures', () => {
  test.use({ gatewayOptions: { picturesDownloadable: false } })

  test('the row says that the picture is on the server, and where', async ({ page, gateway }) => {
    gateway.control.answerCaptures('accept')
    await signedIn(page)
    await inH5Call(page, gateway)
    await page.getByRole('button', ask).click()
    await expect(page.getByText(/on the server/i).first()).toBeVisible()
    await expect(page.getByText(/\.jpg/).first()).toBeVisible()
  })
})

test('a capture whose reply is lost is waited for, and not asked again', async ({
  page,
  gateway
}) => {
  gateway.control.answerCaptures({ lateMs: 4_000 })
  await signedIn(page)
  await inH5Call(page, gateway)
  gateway.control.fail('imageCapture', { kind: 'lost' })
  await page.getByRole('button', ask).click()
  await expect(page.getByText(/^Asked the customer…/).first()).toBeVisible()
  await expect(page.getByRole('button', ask)).toBeDisabled()
  await expect(page.getByText('Accepted').first()).toBeVisible()
  await expect(page.getByText('The customer was not asked')).toHaveCount(0)
  expect(gateway.control.counts('imageCapture')).toEqual({ received: 1, accepted: 1 })
})

test('a voice call is not offered for capture', async ({ page, gateway }) => {
  await signedIn(page)
  gateway.script.talk(gateway.script.ringVoice('1001'))
  await expect(page.getByText('Talking', { exact: true }).first()).toBeVisible()
  await expect(page.getByRole('button', ask)).toBeDisabled()
})
