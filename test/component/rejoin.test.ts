import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import Now from '../../src/renderer/src/features/now/Now.svelte'
import { refusal, type Replies } from '../support/fake-bridge.ts'
import { call, callId, endedCall, rejoin, scene } from './now-scene.ts'

const secret = 'eJw1jUEKwjAURO'

async function open(replies: Replies = {}) {
  const it = scene({ 'rejoin.revealSignature': { signature: secret }, ...replies })
  const view = await render(Now, it.props)
  return { ...it, view }
}

const button = (name: string) => page.getByRole('button', { name, exact: true })
const card = () => page.getByRole('region', { name: 'Rejoin the video call' })

test('every field is shown, and what to do with them', async () => {
  const { fake } = await open()
  await button('Get rejoin information').click()
  expect(fake.calls).toContainEqual(['rejoin.fetch', { callId }])
  for (const value of Object.values(rejoin.fields)) {
    if (value !== null) await expect.element(card()).toHaveTextContent(value)
  }
  await expect.element(card()).toHaveTextContent('not given')
  await expect.element(card()).toHaveTextContent('Treat the signature like a password.')
  await expect.element(card()).toHaveTextContent('if this is a Unix time in seconds')
})

test('an expiry that is plainly no Unix time is shown raw', async () => {
  await open({ 'rejoin.fetch': { ...rejoin, fields: { ...rejoin.fields, ctime: '300' } } })
  await button('Get rejoin information').click()
  await expect.element(card()).toHaveTextContent('300')
  expect(card().element().textContent).not.toContain('if this is')
})

test('a field, the signature and all of it as JSON are copied by main', async () => {
  const { fake } = await open()
  await button('Get rejoin information').click()
  await button('Copy: channelId').click()
  await button('Copy as JSON').click()
  await button('Copy signature').click()
  for (const what of ['channelId', 'json', 'signature']) {
    expect(fake.calls).toContainEqual(['rejoin.copy', { callId, what }])
  }
  expect(fake.calls.map(([name]) => name)).not.toContain('rejoin.revealSignature')
})

test('a copy that fails says so, and does not claim to be copied', async () => {
  await open({ 'rejoin.copy': refusal({ code: 'not-found' }) })
  await button('Get rejoin information').click()
  await button('Copy as JSON').click()
  await expect.element(page.getByRole('alert')).toHaveTextContent('Not copied')
  await expect.element(button('Copy as JSON')).toBeVisible()
})

test('the signature is masked until it is revealed, and again after 30 seconds', async () => {
  const { later } = await open()
  await button('Get rejoin information').click()
  await expect.element(button('Reveal')).toBeVisible()
  expect(document.body.textContent).not.toContain(secret)
  await button('Reveal').click()
  await expect.element(card()).toHaveTextContent(secret)
  expect(later.delays()).toEqual([30_000])
  later.run()
  await expect.element(button('Reveal')).toBeVisible()
  expect(document.body.textContent).not.toContain(secret)
})

test('the signature can be hidden at once', async () => {
  await open()
  await button('Get rejoin information').click()
  await button('Reveal').click()
  await button('Hide').click()
  await expect.element(button('Reveal')).toBeVisible()
  expect(document.body.textContent).not.toContain(secret)
})

test('leaving the screen hides the signature and keeps the rest', async () => {
  const it = await open()
  await button('Get rejoin information').click()
  await button('Reveal').click()
  await expect.element(card()).toHaveTextContent(secret)
  await it.view.unmount()
  await render(Now, it.props)
  await expect.element(card()).toHaveTextContent('15945185-345')
  expect(document.body.textContent).not.toContain(secret)
})

test('a signature that arrives after the screen was left is not shown', async () => {
  let answer: (value: { signature: string }) => void = () => undefined
  const it = await open({
    'rejoin.revealSignature': () =>
      new Promise<{ signature: string }>((resolve) => {
        answer = resolve
      })
  })
  await button('Get rejoin information').click()
  await button('Reveal').click()
  await it.view.unmount()
  answer({ signature: secret })
  await render(Now, it.props)
  await expect.element(button('Reveal')).toBeVisible()
  expect(document.body.textContent).not.toContain(secret)
})

test('without a signature there is nothing to reveal', async () => {
  await open({ 'rejoin.fetch': { ...rejoin, hasSignature: false } })
  await button('Get rejoin information').click()
  await expect.element(card()).toHaveTextContent('15945185-345')
  expect(button('Reveal').query()).toBeNull()
})

test('what the gateway refuses is shown in its own words', async () => {
  await open({
    'rejoin.fetch': refusal({ code: 'gateway-refused', retcode: '106-015', gatewayText: 'No room' })
  })
  await button('Get rejoin information').click()
  const note = page.getByRole('alert')
  await expect.element(note).toHaveTextContent('No rejoin information')
  await expect.element(note).toHaveTextContent('106-015 · No room')
})

test('it is offered for a call that has just ended, and not for an old one', async () => {
  const { fake } = await open({ 'calls.list': [endedCall(60_000)] })
  await button('Get rejoin information').click()
  expect(fake.calls).toContainEqual(['rejoin.fetch', { callId }])
  fake.emit('calls.changed', [endedCall(10 * 60_000)])
  await expect.poll(() => button('Get rejoin information').query()).toBeNull()
})

test('it is not offered where the media is known and not H5 video', async () => {
  await open({ 'calls.list': [call({ media: 'voice' })] })
  await expect.element(page.getByText('Voice', { exact: true })).toBeVisible()
  expect(button('Get rejoin information').query()).toBeNull()
})

test('where the media is not known the gateway decides', async () => {
  await open({ 'calls.list': [call({ media: 'unknown' })] })
  await expect.element(card()).toHaveTextContent('the gateway decides')
  await expect.element(button('Get rejoin information')).not.toHaveAttribute('aria-disabled')
})
