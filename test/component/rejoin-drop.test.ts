import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import Now from '../../src/renderer/src/features/now/Now.svelte'
import RejoinWatch from '../../src/renderer/src/features/now/rejoin/RejoinWatch.svelte'
import { unknownCallId } from '../../src/shared/model/rejoin.ts'
import type { Replies } from '../support/fake-bridge.ts'
import { callId, endedCall, rejoin, scene } from './now-scene.ts'

const dropped = () => ({ ...endedCall(10_000), dropped: true })

async function open(replies: Replies = {}) {
  const it = scene(replies)
  await render(Now, it.props)
  return it
}

const card = () => page.getByRole('region', { name: 'Rejoin the video call' })
const button = (name: string) => card().getByRole('button', { name, exact: true })

test('a dropped call says so, and offers the way back with its key', async () => {
  await open({ 'calls.list': [dropped()] })
  await expect.element(card()).toHaveTextContent('ended without you hanging up here')
  await expect
    .element(button('Get rejoin information'))
    .toHaveAttribute(...['aria-keyshortcuts', 'Control+Shift+R Meta+Shift+R'])
})

test('what main holds is shown with the time left, and counts down', async () => {
  const expiresAt = Date.now() + 90_500
  await open({ 'rejoin.get': { cards: [{ ...rejoin, expiresAt }], canOpen: false } })
  await expect.element(card().getByRole('timer')).toHaveTextContent(/Valid for 1:\d\d/)
  const secondsLeft = () =>
    60 + Number(/1:(\d\d)/.exec(card().getByRole('timer').element().textContent)?.[1])
  const first = secondsLeft()
  // The screen looks at the clock once a second.
  expect(Math.abs(first - Math.floor((expiresAt - Date.now()) / 1_000))).toBeLessThanOrEqual(1)
  await expect.poll(secondsLeft).toBeLessThan(first)
})

test('what has expired is greyed, with words, and is not opened', async () => {
  const { fake } = await open({
    'rejoin.get': { cards: [{ ...rejoin, expiresAt: Date.now() - 1 }], canOpen: true }
  })
  await expect.element(card()).toHaveTextContent('Expired')
  await expect.element(card()).toHaveTextContent('Get new information.')
  await expect.element(button('Open video client')).toHaveAttribute('aria-disabled', 'true')
  expect(card().element().querySelector('.stale')).not.toBeNull()
  fake.emit('rejoin.changed', {
    cards: [{ ...rejoin, fetchedAt: Date.now(), expiresAt: Date.now() + 60_000 }],
    canOpen: true
  })
  await expect.element(card()).not.toHaveTextContent('Expired')
  await button('Open video client').click()
  expect(fake.calls).toContainEqual(['rejoin.open', { callId }])
})

test('information that names no known call has a card of its own, without asking', async () => {
  await open({
    'calls.list': [],
    'rejoin.get': { cards: [{ ...rejoin, callId: unknownCallId }], canOpen: false }
  })
  await expect.element(card()).toHaveTextContent('names no call known here')
  await expect.element(button('Get rejoin information')).not.toBeInTheDocument()
})

test('Ctrl+Shift+R on any screen goes to the card and asks once', async () => {
  const it = scene({ 'calls.list': [dropped()] })
  const { announcer, calls, session, desk } = it.props
  let shown = 0
  const show = () => (shown += 1)
  await render(RejoinWatch, { announcer, calls, session, desk, show })
  await expect.poll(() => it.fake.calls.map(([name]) => name)).toContain('calls.list')
  await userEvent.keyboard('{Control>}{Shift>}R{/Shift}{/Control}')
  await expect
    .poll(() => it.fake.calls.filter(([name]) => name === 'rejoin.fetch'))
    .toEqual([['rejoin.fetch', { callId }]])
  expect(shown).toBe(1)
  await expect
    .poll(() => announcer.items.map(({ text }) => text))
    .toContain('Fresh rejoin information is here.')
})

test('without a video call the key says that there is nothing to rejoin', async () => {
  const it = scene({ 'calls.list': [] })
  const { announcer, calls, session, desk } = it.props
  await render(RejoinWatch, { announcer, calls, session, desk, show: () => undefined })
  await expect.poll(() => it.fake.calls.map(([name]) => name)).toContain('calls.list')
  await userEvent.keyboard('{Control>}{Shift>}R{/Shift}{/Control}')
  await expect
    .poll(() => announcer.items.map(({ text }) => text))
    .toContain('There is no video call to rejoin.')
})
