import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import Now from '../../src/renderer/src/features/now/Now.svelte'
import { refusal, type Replies } from '../support/fake-bridge.ts'
import { item, pageOf, saved } from './library-scene.ts'
import {
  call,
  callId,
  capture,
  connected,
  endedCall,
  otherCallId,
  reconnecting,
  savedPicture,
  scene
} from './now-scene.ts'

async function open(replies: Replies = {}) {
  const it = scene(replies)
  await render(Now, it.props)
  return it
}

const button = (name: string) => page.getByRole('button', { name, exact: true })

test('a live call shows who, what and since when', async () => {
  await open()
  const card = page.getByRole('region', { name: 'Incoming call' })
  await expect.element(card.getByText('H5 video')).toBeVisible()
  await expect.element(card.getByText('Talking', { exact: true })).toBeVisible()
  await expect.element(card.getByText('13800138000')).toBeVisible()
  await expect.element(card.getByText(callId)).toBeVisible()
  await expect.element(card.getByRole('timer')).toHaveTextContent(/^0:5\d$/)
})

test('the call id can be copied without any permission', async () => {
  await open()
  await page.getByRole('button', { name: 'Copy: Call ID' }).click()
  await expect.element(page.getByRole('button', { name: 'Copied: Call ID' })).toBeVisible()
  await page.getByRole('textbox').click()
  await userEvent.paste()
  await expect.element(page.getByRole('textbox')).toHaveValue(callId)
})

test('a ringing call can be answered, and only that one', async () => {
  const { fake } = await open({ 'calls.list': [call({ phase: 'ringing', talkingAt: null })] })
  await button('Answer').click()
  expect(fake.calls).toContainEqual(['calls.answer', { callId }])
  expect(button('Hang up').query()).toBeNull()
})

test('an answer that the gateway refuses is told in its own words', async () => {
  await open({
    'calls.list': [call({ phase: 'ringing', talkingAt: null })],
    'calls.answer': refusal({
      code: 'gateway-refused',
      retcode: '200-012',
      gatewayText: 'The phone did not answer'
    })
  })
  await button('Answer').click()
  const note = page.getByRole('alert')
  await expect.element(note).toHaveTextContent('Not answered')
  await expect.element(note).toHaveTextContent('200-012 · The phone did not answer')
})

test('hanging up releases the call', async () => {
  const { fake } = await open()
  await button('Hang up').click()
  expect(fake.calls).toContainEqual(['calls.release', undefined])
})

test('of several calls the one in talk is shown, and another can be chosen', async () => {
  const held = call({ callId: otherCallId, phase: 'held', media: 'voice', caller: '13900001111' })
  await open({ 'calls.list': [held, call()] })
  const switcher = page.getByRole('group', { name: 'Your calls' })
  await expect
    .element(switcher.getByRole('button', { name: callId }))
    .toHaveAttribute('aria-pressed', 'true')
  await switcher.getByRole('button', { name: otherCallId }).click()
  await expect
    .element(page.getByRole('region', { name: 'Incoming call' }))
    .toHaveTextContent('Voice')
  await expect.element(page.getByText(`For call ${otherCallId}`)).toBeVisible()
})

test('hang up is not offered on a held call while another is talked on: it would end that one', async () => {
  const held = call({ callId: otherCallId, phase: 'held' })
  const { fake } = await open({ 'calls.list': [held, call()] })
  await page.getByRole('group').getByRole('button', { name: otherCallId }).click()
  await expect.element(button('Hang up')).toHaveAttribute('aria-disabled', 'true')
  await expect.element(button('Hang up')).toHaveAccessibleDescription(/Choose that call first/)
  await button('Hang up').click({ force: true })
  expect(fake.calls.map(([name]) => name)).not.toContain('calls.release')
})

test('while reconnecting nothing can be asked, and the seconds are told', async () => {
  const { fake } = await open({ 'session.get': reconnecting() })
  for (const name of ['Hang up', 'Capture', 'Get rejoin information', 'Read current']) {
    await expect.element(button(name)).toHaveAttribute('aria-disabled', 'true')
    await expect.element(button(name)).toHaveAccessibleDescription(/last answered 1\d s ago/)
  }
  expect(fake.calls.map(([name]) => name)).not.toContain('callData.read')
})

test('without any call the screen says how one comes', async () => {
  await open({ 'calls.list': [], 'session.get': connected({ agentState: 'ready' }) })
  await expect.element(page.getByRole('heading', { name: 'No call.' })).toBeVisible()
  await expect.element(page.getByText(/The next call appears here by itself/)).toBeVisible()
})

test('an agent who is not ready is told that calls come when ready', async () => {
  await open({ 'calls.list': [], 'session.get': connected({ agentState: 'not-ready' }) })
  await expect.element(page.getByText(/when your state, at the top, is Ready/)).toBeVisible()
})

test('after the call its pictures and videos are counted', async () => {
  await open({
    'calls.list': [endedCall(60_000)],
    'captures.list': [capture(1, { picture: savedPicture }), capture(2, { outcome: 'refused' })],
    'library.page': pageOf([
      item(1),
      item(2, { save: saved() }),
      item(3, { media: 'audio' }),
      item(4, { callId: otherCallId })
    ])
  })
  const card = page.getByRole('region', { name: 'No call.' })
  await expect.element(card).toHaveTextContent('1 picture')
  await expect.element(card).toHaveTextContent('2 videos, 1 saved')
  await expect.element(card.getByRole('link', { name: 'Save it in the library' })).toBeVisible()
})

test('an unknown media is said, and its number when there is none', async () => {
  await open({ 'calls.list': [call({ media: 'unknown', caller: null, direction: 'unknown' })] })
  const card = page.getByRole('region', { name: 'Call', exact: true })
  await expect.element(card.getByText('Media not known')).toBeVisible()
  await expect.element(card.getByText('Not given')).toBeVisible()
})
