import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import type { CallMedia } from '../../src/shared/model/call.ts'
import Now from '../../src/renderer/src/features/now/Now.svelte'
import { refusal, type Replies } from '../support/fake-bridge.ts'
import { call, callId, capture, endedCall, rowId, savedPicture, scene } from './now-scene.ts'

async function open(replies: Replies = {}) {
  const it = scene(replies)
  await render(Now, it.props)
  return it
}

const captureButton = () => page.getByRole('button', { name: 'Capture', exact: true })
const card = () => page.getByRole('region', { name: 'Picture of the customer' })
const rows = () => page.getByRole('list', { name: 'Captures of this call' }).getByRole('listitem')

test('capture asks the customer of the call that is shown', async () => {
  const { fake } = await open({ 'captures.ask': capture(1, { outcome: 'asked' }) })
  await captureButton().click()
  expect(fake.calls).toContainEqual(['captures.ask', { callId }])
  await expect.element(card().getByText('Ctrl+Shift+C')).toBeVisible()
})

const known: [CallMedia, string][] = [
  ['voice', 'Voice'],
  ['video', 'Video'],
  ['voice-and-video', 'Voice and video'],
  ['text', 'Text']
]
test.each(known)('in a %s call it is not offered, and the card says why', async (media, word) => {
  const { fake } = await open({ 'calls.list': [call({ media })] })
  await expect.element(captureButton()).toHaveAttribute('aria-disabled', 'true')
  await expect
    .element(card())
    .toHaveTextContent(`Pictures can be taken in H5 video calls only. This call: ${word}.`)
  await captureButton().click({ force: true })
  expect(fake.calls.map(([name]) => name)).not.toContain('captures.ask')
})

test('where the media is not known it is offered: the gateway decides', async () => {
  const { fake } = await open({
    'calls.list': [call({ media: 'unknown' })],
    'captures.ask': capture(1, { outcome: 'asked' })
  })
  await expect.element(card()).toHaveTextContent('the gateway decides')
  await captureButton().click()
  expect(fake.calls).toContainEqual(['captures.ask', { callId }])
})

test('while one is outstanding there is no second, and the seconds are counted', async () => {
  await open({
    'captures.list': [capture(1, { outcome: 'asked', askedAt: Date.now() - 12_000 })]
  })
  await expect.element(captureButton()).toHaveAttribute('aria-disabled', 'true')
  await expect.element(card()).toHaveTextContent(/Asked the customer… 1[23] s/)
})

test('a request that was not taken says so, and can be dismissed', async () => {
  await open({
    'captures.ask': refusal({
      code: 'gateway-refused',
      retcode: '106-011',
      gatewayText: 'Failed to invoke the interface'
    })
  })
  await captureButton().click()
  const note = page.getByRole('alert')
  await expect.element(note).toHaveTextContent('The customer was not asked')
  await expect.element(note).toHaveTextContent('106-011 · Failed to invoke the interface')
  await note.getByRole('button', { name: 'Dismiss' }).click()
  expect(page.getByRole('alert').query()).toBeNull()
})

test('a problem that the row tells is not told twice', async () => {
  const problem = { code: 'gateway-refused', retcode: '106-011' } as const
  const { fake } = await open({ 'captures.ask': refusal(problem) })
  await captureButton().click()
  fake.emit('captures.changed', [capture(1, { outcome: 'failed', problem })])
  await expect.element(rows()).toHaveTextContent('106-011')
  expect(page.getByRole('alert').query()).toBeNull()
})

test('the captures of this call are listed, newest first, each with its outcome', async () => {
  await open({
    'captures.list': [
      capture(1, { outcome: 'refused' }),
      capture(2, { outcome: 'failed' }),
      capture(3, { outcome: 'no-answer' }),
      capture(4, { outcome: 'refused', late: true }),
      capture(5, { picture: { state: 'fetching' } }),
      capture(6, { callId: 'another' })
    ]
  })
  await expect.element(rows()).toHaveLength(5)
  const texts = rows()
    .elements()
    .map((row) => row.textContent.replaceAll(/\s+/g, ' '))
  expect(texts[0]).toContain('Fetching the picture')
  expect(texts[1]).toMatch(/Refused.*Late/)
  expect(texts[2]).toContain('No answer came. If one still comes, it is shown here.')
  expect(texts[3]).toContain('The picture was not taken. You can ask again.')
  expect(texts[4]).toContain('The customer declined. You can ask again.')
})

test('a refusal is neutral: neither an alert nor red', async () => {
  await open({ 'captures.list': [capture(1, { outcome: 'refused' })] })
  await expect.element(rows()).toHaveTextContent('Refused')
  expect(page.getByRole('alert').query()).toBeNull()
  expect(rows().element().querySelector('.problem')).toBeNull()
})

test('a saved picture is shown, and can be found on disk', async () => {
  // This page serves no pictures: the failure is kept from the image, so that it stays.
  const keepAway = (event: Event): void => {
    event.stopPropagation()
  }
  window.addEventListener('error', keepAway, { capture: true })
  const { fake } = await open({ 'captures.list': [capture(7, { picture: savedPicture })] })
  const image = page.getByRole('img', { name: /^Picture of the customer, asked for at \d\d:/ })
  await expect.element(image).toHaveAttribute('src', `/pictures/${rowId(7)}`)
  await page.getByRole('button', { name: 'Show in folder' }).click()
  expect(fake.calls).toContainEqual(['captures.showInFolder', { captureId: rowId(7) }])
  await page.getByRole('button', { name: /^Picture of the customer/ }).click()
  await expect.element(page.getByRole('dialog')).toBeVisible()
  await page.getByRole('button', { name: 'Close' }).click()
  expect(page.getByRole('dialog').query()).toBeNull()
  window.removeEventListener('error', keepAway, { capture: true })
})

test('a picture that is no longer there is said to be gone', async () => {
  await open({ 'captures.list': [capture(7, { picture: savedPicture })] })
  await expect.element(rows()).toHaveTextContent('The picture cannot be shown.')
})

test('the short hash is copied whole', async () => {
  await open({ 'captures.list': [capture(7, { picture: savedPicture })] })
  await expect.element(rows()).toHaveTextContent('9f86d081884c…')
  const copied = new Promise<string>((resolve) => {
    const heard = (event: ClipboardEvent): void => {
      resolve(event.clipboardData?.getData('text/plain') ?? '')
    }
    window.addEventListener('copy', heard, { once: true })
  })
  await page.getByRole('button', { name: 'Copy: SHA-256' }).click()
  expect(await copied).toMatch(/^9f86d081[0-9a-f]{52}0a08$/)
})

test('a picture on the server tells where, and why it is not here, and can be fetched again', async () => {
  const { fake } = await open({
    'captures.list': [
      capture(8, {
        picture: {
          state: 'on-server',
          problem: { code: 'gateway-refused', retcode: '108-011', gatewayText: 'not enabled' }
        }
      })
    ]
  })
  await expect.element(rows()).toHaveTextContent('F:/5/1/20260407/1002/1113201.jpg')
  await expect.element(rows()).toHaveTextContent('location 65535')
  await expect.element(rows()).toHaveTextContent('108-011 · not enabled')
  await page.getByRole('button', { name: 'Fetch again' }).click()
  expect(fake.calls).toContainEqual(['captures.fetchPicture', { captureId: rowId(8) }])
})

test('after the call its pictures stay, and nothing more can be asked', async () => {
  await open({
    'calls.list': [endedCall(60_000)],
    'captures.list': [capture(1, { outcome: 'refused' })]
  })
  await expect.element(rows()).toHaveTextContent('Refused')
  expect(captureButton().query()).toBeNull()
})
