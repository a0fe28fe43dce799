import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import App from '../../src/renderer/src/App.svelte'
import type { Replies } from '../support/fake-bridge.ts'
import { call, callId, capture, connected } from './now-scene.ts'
import { appProps } from './support.ts'

async function open(replies: Replies = {}) {
  const { fake, props } = appProps({
    'session.get': connected(),
    'calls.list': [call()],
    'callData.read': { callId, readable: true, text: '' },
    ...replies
  })
  await render(App, props)
  return fake
}

const link = (name: string) => page.getByRole('navigation').getByRole('link', { name })
const editor = () => page.getByRole('textbox', { name: 'Text that travels with the call' })

beforeEach(() => {
  location.hash = '#now'
})
afterEach(() => {
  vi.restoreAllMocks()
})

test('what was typed is still there after a look at another screen', async () => {
  await open()
  await editor().fill('half a sentence')
  await link('Activity').click()
  await expect.poll(() => editor().query()).toBeNull()
  await link('Now').click()
  await expect.element(editor()).toHaveValue('half a sentence')
})

test('the next agent at this desk finds nothing of the last one', async () => {
  const fake = await open()
  await editor().fill('of agent 20011')
  fake.emit('session.changed', connected({ agentId: '20012' }))
  await expect.element(editor()).toHaveValue('')
})

test('on another screen the customer can be asked, and the answer is heard', async () => {
  const asked = capture(1, { outcome: 'asked', outcomeAt: null })
  const fake = await open({ 'captures.ask': asked })
  await link('Activity').click()
  await expect.poll(() => editor().query()).toBeNull()
  await userEvent.keyboard('{Control>}{Shift>}c{/Shift}{/Control}')
  await expect.poll(() => fake.calls).toContainEqual(['captures.ask', { callId }])
  fake.emit('captures.changed', [asked])
  fake.emit('captures.changed', [{ ...asked, outcome: 'refused' }])
  await expect
    .element(page.getByRole('region', { name: 'Messages' }))
    .toHaveTextContent('The customer declined. You can ask again.')
})

test('no timer runs while the window cannot be seen', async () => {
  const running = new Set<number>()
  let lastId = 0
  vi.spyOn(window, 'setInterval').mockImplementation(() => {
    running.add(++lastId)
    return lastId
  })
  vi.spyOn(window, 'clearInterval').mockImplementation((id) => {
    if (typeof id === 'number') running.delete(id)
  })
  await open()
  await expect.element(page.getByRole('timer')).toBeVisible()
  expect(running.size).toBeGreaterThan(0)
  const seen = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
  document.dispatchEvent(new Event('visibilitychange'))
  expect(running.size).toBe(0)
  seen.mockReturnValue('visible')
  document.dispatchEvent(new Event('visibilitychange'))
  expect(running.size).toBeGreaterThan(0)
})
