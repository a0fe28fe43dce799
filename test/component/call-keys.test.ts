import { afterEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import CallKeys from '../../src/renderer/src/features/now/CallKeys.svelte'
import { refusal, type Replies } from '../support/fake-bridge.ts'
import { call, callId, otherCallId } from './now-scene.ts'
import { desk } from './support.ts'

const ringing = call({ phase: 'ringing', talkingAt: null })
const never = () => new Promise<never>(() => undefined)

async function open(replies: Replies = {}) {
  const { fake, bridge, announcer, mirrors } = desk({ 'calls.list': [call()], ...replies })
  await render(CallKeys, { bridge, announcer, calls: mirrors.calls })
  await expect.poll(() => mirrors.calls.known).toBe(true)
  const sent = () => fake.calls.filter(([name]) => !/\.(get|list)$/.test(name))
  return { announcer, sent }
}

const press = (letter: string) =>
  userEvent.keyboard(`{Control>}{Shift>}${letter}{/Shift}{/Control}`)

const added: Element[] = []
/** Something of another screen that the keys meet. */
function put<Made extends HTMLElement>(element: Made): Made {
  document.body.append(element)
  added.push(element)
  return element
}
afterEach(() => {
  for (const element of added.splice(0)) element.remove()
})

test('a press does its step once', async () => {
  const { sent } = await open()
  await press('H')
  await expect.poll(sent).toEqual([['calls.hold', { callId }]])
})

test('a key that is held down does its step once', async () => {
  const { sent } = await open()
  await userEvent.keyboard('{Control>}{Shift>}{e>6/}{/Shift}{/Control}')
  await expect.poll(sent).toEqual([['calls.release', undefined]])
})

test('a second press while the first waits for its answer does nothing, and says why', async () => {
  const { sent, announcer } = await open({ 'calls.release': never })
  await press('E')
  await press('E')
  await press('H')
  expect(sent()).toEqual([['calls.release', undefined]])
  expect(announcer.items.map(({ text }) => text)).toContain('Wait until the last step is answered.')
})

test('a state can be asked for while a step in the call waits', async () => {
  const { sent } = await open({ 'calls.hold': never })
  await press('H')
  await press('N')
  await expect.poll(sent).toContainEqual(['session.setAgentState', { to: 'not-ready' }])
})

test('of several calls each key means the one that it fits', async () => {
  const other = { ...ringing, callId: otherCallId }
  const { sent } = await open({ 'calls.list': [call(), other] })
  await press('A')
  await expect.poll(sent).toEqual([['calls.answer', { callId: otherCallId }]])
  await press('X')
  await expect.poll(sent).toHaveLength(2)
  expect(sent()[1]).toEqual(['calls.reject', { callId: otherCallId, mode: 'requeue' }])
})

test('typing does no step, in whatever letters', async () => {
  const { sent } = await open({ 'calls.list': [ringing, call({ callId: otherCallId })] })
  const field = put(document.createElement('textarea'))
  field.setAttribute('aria-label', 'Notes')
  field.focus()
  await userEvent.keyboard('axheynw AXHEYNW')
  await userEvent.keyboard('{Control>}a{/Control}')
  await userEvent.keyboard('{Alt>}{Control>}{Shift>}E{/Shift}{/Control}{/Alt}')
  field.dispatchEvent(
    new KeyboardEvent('keydown', {
      ...{ key: 'E', ctrlKey: true, shiftKey: true, isComposing: true, bubbles: true }
    })
  )
  await expect.element(page.getByRole('textbox', { name: 'Notes' })).toHaveValue('axheynw AXHEYNW')
  expect(sent()).toEqual([])
})

test('who has just sent call data can hang up without leaving its field, and nothing is typed', async () => {
  const { sent } = await open()
  const field = put(document.createElement('textarea'))
  field.focus()
  await press('E')
  await expect.poll(sent).toEqual([['calls.release', undefined]])
  expect(field.value).toBe('')
})

test('behind a dialog the keys wait', async () => {
  const { sent } = await open()
  const dialog = put(document.createElement('dialog'))
  dialog.showModal()
  await press('E')
  dialog.close()
  expect(sent()).toEqual([])
  await press('E')
  await expect.poll(sent).toHaveLength(1)
})

test.each([
  [refusal({ code: 'gateway-refused', retcode: '200-005' }), /./],
  [refusal({ code: 'outcome-unknown' }), /may or may not have been carried out/]
])('a step that did not work is said on whatever screen is open', async (reply, words) => {
  const { announcer } = await open({ 'calls.hold': reply })
  await press('H')
  await expect.poll(() => announcer.items).toMatchObject([{ tone: 'problem' }])
  expect(announcer.items[0]?.text).toMatch(words)
})
