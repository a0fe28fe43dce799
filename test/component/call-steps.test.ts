import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import CallSteps from '../../src/renderer/src/features/now/CallSteps.svelte'
import type { CallView } from '../../src/shared/model/call.ts'
import { refusal, type Replies } from '../support/fake-bridge.ts'
import { call, callId } from './now-scene.ts'
import { desk } from './support.ts'

interface Scene {
  call?: CallView
  wait?: string | null
}

/** The steps of one call over a fake main process; `show` draws the call as it is later. */
async function open(replies: Replies = {}, { call: first = call(), wait = null }: Scene = {}) {
  const { fake, bridge } = desk(replies)
  const { rerender } = await render(CallSteps, { bridge, call: first, calls: [first], wait })
  const show = (now: CallView) => rerender({ call: now, calls: [now] })
  const sent = () => fake.calls.filter(([name]) => name !== 'calls.list')
  return { fake, show, sent }
}

const ringing = call({ phase: 'ringing', talkingAt: null })
const held = call({ phase: 'held' })
const button = (name: string) => page.getByRole('button', { name, exact: true })
const never = () => new Promise<never>(() => undefined)

test.each([
  ['ringing', ringing, ['Answer', 'Back to the queue', 'Reject']],
  ['talking', call(), ['Hold', 'Hang up']],
  ['held', held, ['Take back', 'Hang up']]
] as const)('a %s call offers only what can be done with it', async (_phase, now, names) => {
  await open({}, { call: now })
  await expect.element(button(names[0])).toBeVisible()
  const all = page.getByRole('button').elements()
  expect(all.map((element) => element.textContent.trim())).toEqual(names)
})

test.each([
  ['Answer', ringing, ['calls.answer', { callId }]],
  ['Back to the queue', ringing, ['calls.reject', { callId, mode: 'requeue' }]],
  ['Reject', ringing, ['calls.reject', { callId, mode: 'release' }]],
  ['Hold', call(), ['calls.hold', { callId }]],
  ['Take back', held, ['calls.retrieve', { callId }]],
  ['Hang up', held, ['calls.release', undefined]]
] as const)('%s gives one command, and no other', async (name, now, command) => {
  const { sent } = await open({}, { call: now })
  await button(name).click()
  await expect.poll(sent).toEqual([command])
})

test('while one step waits for its answer it is busy, and no other can be taken', async () => {
  const { sent } = await open({ 'calls.hold': never })
  await button('Hold').dblClick()
  await expect.element(button('Hold')).toHaveAttribute('aria-busy', 'true')
  await expect.element(button('Hang up')).toHaveAccessibleDescription(/last step is answered/)
  await button('Hang up').click({ force: true })
  expect(sent()).toEqual([['calls.hold', { callId }]])
})

test('after the answer the next step can be taken', async () => {
  const { show } = await open()
  await button('Hold').click()
  await show(held)
  await expect.element(button('Take back')).not.toHaveAttribute('aria-disabled')
  await expect.element(button('Take back')).not.toHaveAttribute('aria-busy')
})

test('while the gateway does not answer every step says why it cannot be taken', async () => {
  const { sent } = await open({}, { call: ringing, wait: 'Reconnecting for 4 s.' })
  for (const name of ['Answer', 'Back to the queue', 'Reject']) {
    await expect.element(button(name)).toHaveAttribute('aria-disabled', 'true')
    await expect.element(button(name)).toHaveAccessibleDescription('Reconnecting for 4 s.')
    await button(name).click({ force: true })
  }
  expect(sent()).toEqual([])
})

test('a refused step says so in the gateway’s own words, until it is dismissed', async () => {
  const { sent } = await open({
    'calls.hold': refusal({ code: 'gateway-refused', retcode: '200-005', gatewayText: 'no hold' })
  })
  await button('Hold').click()
  const note = page.getByRole('alert')
  await expect.element(note).toHaveTextContent('Not put on hold')
  await expect.element(note).toHaveTextContent('200-005 · no hold')
  await page.getByRole('button', { name: 'Dismiss' }).click()
  await expect.element(note).not.toBeInTheDocument()
  expect(sent()).toHaveLength(1)
})

test('a lost answer is called unknown, never failed, and says what to check', async () => {
  const { sent } = await open({ 'calls.release': refusal({ code: 'outcome-unknown' }) })
  await button('Hang up').click()
  const note = page.getByRole('alert')
  await expect.element(note).toHaveTextContent('Hang up: outcome unknown')
  await expect.element(note).toHaveTextContent(/Check the call before you try again/)
  expect(note.element().textContent).not.toContain('Not hung up')
  expect(sent()).toEqual([['calls.release', undefined]])
})

test('what the gateway tells of the call later settles a lost answer', async () => {
  const { show } = await open({ 'calls.hold': refusal({ code: 'outcome-unknown' }) })
  await button('Hold').click()
  await expect.element(page.getByRole('alert')).toBeVisible()
  await show({ ...call(), inConference: true })
  await expect.element(page.getByRole('alert')).toBeVisible()
  await show(held)
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
})

test('an answer that is lost after the event has come is no news', async () => {
  const answer = Promise.withResolvers<ReturnType<typeof refusal>>()
  const { show } = await open({ 'calls.hold': () => answer.promise })
  await button('Hold').click()
  await show(held)
  await expect.element(button('Take back')).toHaveAttribute('aria-disabled', 'true')
  answer.resolve(refusal({ code: 'outcome-unknown' }))
  await expect.element(button('Take back')).not.toHaveAttribute('aria-disabled')
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
})
