import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import type { CaptureView } from '../../src/shared/model/capture.ts'
import CaptureWatch from '../../src/renderer/src/features/now/CaptureWatch.svelte'
import Toasts from '../../src/renderer/src/shell/Toasts.svelte'
import { refusal, type Replies } from '../support/fake-bridge.ts'
import { call, callId, capture, reconnecting, savedPicture, scene } from './now-scene.ts'

async function watch(replies: Replies = {}, shown = false) {
  const it = scene(replies)
  const { announcer, calls, captures, session, desk } = it.props
  await render(Toasts, { announcer })
  await render(CaptureWatch, { announcer, calls, captures, session, desk, shown })
  await expect.poll(() => captures.known && calls.known && session.known).toBe(true)
  return { ...it, texts: () => announcer.items.map(({ text, tone }) => `${tone}: ${text}`) }
}

const press = () => userEvent.keyboard('{Control>}{Shift>}c{/Shift}{/Control}')

test('the shortcut asks the customer, whichever screen is shown', async () => {
  const { fake } = await watch({ 'captures.ask': capture(1, { outcome: 'asked' }) })
  await press()
  expect(fake.calls).toContainEqual(['captures.ask', { callId }])
})

test('the command key works as well', async () => {
  const { fake } = await watch({ 'captures.ask': capture(1, { outcome: 'asked' }) })
  await userEvent.keyboard('{Meta>}{Shift>}c{/Shift}{/Meta}')
  expect(fake.calls).toContainEqual(['captures.ask', { callId }])
})

const blocked: [string, Replies, RegExp][] = [
  ['there is no call', { 'calls.list': [] }, /There is no call/],
  ['the call is voice', { 'calls.list': [call({ media: 'voice' })] }, /H5 video calls only/],
  ['it still rings', { 'calls.list': [call({ phase: 'ringing' })] }, /Answer the call first/],
  ['one is outstanding', { 'captures.list': [capture(1, { outcome: 'asked' })] }, /Asked the/],
  ['the gateway is silent', { 'session.get': reconnecting() }, /Reconnecting/]
]
test.each(blocked)('where %s the shortcut says why it does nothing', async (_, replies, why) => {
  const { fake } = await watch(replies)
  await press()
  await expect.element(page.getByRole('status')).toHaveTextContent(why)
  expect(fake.calls.map(([name]) => name)).not.toContain('captures.ask')
})

test('a refused request is told on other screens; Now shows it itself', async () => {
  const no: Replies = { 'captures.ask': refusal({ code: 'could-not-ask:timeout' }) }
  const elsewhere = await watch(no)
  await press()
  await expect.poll(() => elsewhere.announcer.items.length).toBe(1)
  expect(elsewhere.announcer.items[0]?.tone).toBe('problem')
})

const asked = capture(1, { outcome: 'asked', outcomeAt: null })
const outcomes: [string, CaptureView[], string[]][] = [
  ['an acceptance', [{ ...asked, outcome: 'accepted' }], ['ok: The customer accepted.']],
  [
    'a refusal, neutrally',
    [{ ...asked, outcome: 'refused' }],
    ['info: The customer declined. You can ask again.']
  ],
  [
    'a failure, at once',
    [{ ...asked, outcome: 'failed' }],
    ['problem: The picture was not taken. You can ask again.']
  ],
  [
    'that no answer came',
    [{ ...asked, outcome: 'no-answer' }],
    ['info: The customer has not answered. You can ask again.']
  ],
  [
    'a saved picture',
    [{ ...asked, outcome: 'accepted', picture: savedPicture }],
    ['ok: The customer accepted.', 'ok: The picture is saved.']
  ]
]
test.each(outcomes)('it announces %s', async (_, after, texts) => {
  const it = await watch({ 'captures.list': [asked] })
  it.fake.emit('captures.changed', after)
  await expect.poll(it.texts).toEqual(texts)
})

test('a late answer is announced as late', async () => {
  const missed = { ...asked, outcome: 'no-answer' } as const
  const it = await watch({ 'captures.list': [missed] })
  it.fake.emit('captures.changed', [{ ...missed, outcome: 'accepted', late: true }])
  await expect.poll(it.texts).toEqual(['ok: A late answer: the customer accepted.'])
})

test('what was known when the window opened is no news, and nothing is said twice', async () => {
  const refused = { ...asked, outcome: 'refused' } as const
  const it = await watch({ 'captures.list': [refused] })
  it.fake.emit(
    'captures.changed',
    [refused, asked].map((row, n) => ({ ...row, captureId: String(n) }))
  )
  await expect.poll(() => it.announcer.items.length).toBeGreaterThan(0)
  const before = it.announcer.items.length
  it.fake.emit(
    'captures.changed',
    [refused, asked].map((row, n) => ({ ...row, captureId: String(n) }))
  )
  await expect.poll(() => it.announcer.items.length).toBe(before)
})
