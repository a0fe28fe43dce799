import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import Now from '../../src/renderer/src/features/now/Now.svelte'
import { refusal, type Replies } from '../support/fake-bridge.ts'
import { call, callId, endedCall, otherCallId, scene } from './now-scene.ts'
import { agent } from './support.ts'

const sent = { callId, bytes: 5, readBack: 'same' } as const

async function open(replies: Replies = {}) {
  const it = scene({ 'callData.write': sent, ...replies })
  const view = await render(Now, it.props)
  return { ...it, view, names: () => it.fake.calls.map(([name]) => name) }
}

const button = (name: string) => page.getByRole('button', { name, exact: true })
const card = () => page.getByRole('region', { name: 'Call data' })
const editor = () => page.getByRole('textbox', { name: 'Text that travels with the call' })
const send = () => button('Send call data')

test('the text is sent for the call that is named, with its receipt', async () => {
  const { fake } = await open()
  await expect.element(card()).toHaveTextContent(`For call ${callId}`)
  await editor().fill('hello')
  await send().click()
  expect(fake.calls).toContainEqual([
    'callData.write',
    { callId, text: 'hello', base64: false, replace: false }
  ])
  await expect.element(card()).toHaveTextContent(/Sent 5 bytes at .* Read back: the same\./)
})

test('Ctrl+Enter sends, and Base64 is a wish of its own', async () => {
  const { fake } = await open()
  await page.getByRole('checkbox', { name: 'Send as Base64' }).click()
  await editor().fill('hello')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await expect
    .poll(() => fake.calls)
    .toContainEqual(['callData.write', { callId, text: 'hello', base64: true, replace: false }])
})

test('what the call has already is read when there is a call', async () => {
  const { fake } = await open({ 'callData.read': { callId, readable: true, text: 'VIP' } })
  await expect
    .element(card().getByRole('group', { name: 'On the gateway now' }))
    .toHaveTextContent('VIP')
  expect(fake.calls.filter(([name]) => name === 'callData.read')).toHaveLength(1)
  await button('Edit a copy').click()
  await expect.element(editor()).toHaveValue('VIP')
})

test('a copy does not overwrite what the agent has written', async () => {
  await open({ 'callData.read': { callId, readable: true, text: 'VIP' } })
  await editor().fill('mine')
  await expect.element(button('Edit a copy')).toHaveAttribute('aria-disabled', 'true')
  await button('Edit a copy').click({ force: true })
  await expect.element(editor()).toHaveValue('mine')
})

test('a site that does not tell is said calmly, and sending goes on', async () => {
  await open({
    'callData.read': { callId, readable: false, text: '' },
    'callData.write': { ...sent, readBack: 'not-readable' }
  })
  await expect.element(card()).toHaveTextContent('It could not be read.')
  expect(page.getByRole('alert').query()).toBeNull()
  await editor().fill('hello')
  await send().click()
  await expect.element(card()).toHaveTextContent('It could not be read back')
})

test('the meter counts bytes, warns from 80 % and refuses over the limit', async () => {
  const { names } = await open()
  await expect.element(card()).toHaveTextContent('0 / 16,384 bytes')
  await editor().fill('保'.repeat(4370))
  await expect.element(card()).toHaveTextContent('13,110 / 16,384 bytes')
  await expect.element(card()).toHaveTextContent('Close to the limit.')
  await editor().fill(`${'保'.repeat(5461)}xy`)
  await expect.element(card()).toHaveTextContent('16,385 / 16,384 bytes')
  await expect.element(editor()).toHaveAccessibleDescription(/^1 byte over the limit\./)
  await expect.element(send()).toHaveAttribute('aria-disabled', 'true')
  await editor().click()
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  expect(names()).not.toContain('callData.write')
})

test('half a character is refused in words', async () => {
  const it = await open()
  it.props.desk.dataOf(agent, callId).text = 'ab\uD83D'
  await expect.element(card()).toHaveTextContent('half a character (position 3)')
  await expect.element(send()).toHaveAttribute('aria-disabled', 'true')
})

const notEmpty: Replies = {
  'callData.read': { callId, readable: true, text: 'old text' },
  'callData.write': ({ replace }) =>
    replace ? sent : refusal({ code: 'not-now:call-data-not-empty' })
}

test('other data is shown beside the new, and replaced only when told to', async () => {
  const { fake } = await open(notEmpty)
  await editor().fill('new text')
  await send().click()
  const dialog = page.getByRole('dialog', { name: "Replace the call's data?" })
  await expect.element(dialog.getByRole('group', { name: 'Now' })).toHaveTextContent('old text')
  await expect.element(dialog.getByRole('group', { name: 'New' })).toHaveTextContent('new text')
  await dialog.getByRole('button', { name: 'Replace' }).click()
  expect(fake.calls).toContainEqual([
    'callData.write',
    { callId, text: 'new text', base64: false, replace: true }
  ])
  await expect.element(card()).toHaveTextContent('Read back: the same.')
})

test('Enter in that question cancels: the data and the text stay', async () => {
  const { fake } = await open(notEmpty)
  await editor().fill('new text')
  await send().click()
  await expect.element(button('Cancel')).toHaveFocus()
  await userEvent.keyboard('{Enter}')
  await expect.poll(() => page.getByRole('dialog').query()).toBeNull()
  await expect.element(editor()).toHaveValue('new text')
  expect(fake.calls.filter(([name]) => name === 'callData.write')).toHaveLength(1)
})

test('different data after sending is shown for comparison', async () => {
  const it = await open({ 'callData.write': { ...sent, readBack: 'different' } })
  await expect.element(card()).toHaveTextContent('The call has no data.')
  it.fake.answer({ 'callData.read': { callId, readable: true, text: 'someone else' } })
  await editor().fill('hello')
  await send().click()
  await expect.element(card()).toHaveTextContent('Read back: different.')
  await expect.element(card()).toHaveTextContent('someone else')
})

test('a failure keeps the text and says why', async () => {
  await open({
    'callData.write': refusal({
      code: 'gateway-refused',
      retcode: '400-001',
      gatewayText: 'No call'
    })
  })
  await editor().fill('hello')
  await send().click()
  const note = page.getByRole('alert')
  await expect.element(note).toHaveTextContent('Not sent. Your text is still here.')
  await expect.element(note).toHaveTextContent('400-001 · No call')
  await expect.element(editor()).toHaveValue('hello')
})

test('a lost reply is no failure: it may have been stored, and can be checked', async () => {
  const { fake } = await open({ 'callData.write': refusal({ code: 'outcome-unknown' }) })
  await editor().fill('hello')
  await send().click()
  const note = page.getByRole('alert')
  await expect.element(note).toHaveTextContent('It may or may not have been stored.')
  const reads = () => fake.calls.filter(([name]) => name === 'callData.read').length
  const before = reads()
  await note.getByRole('button', { name: 'Read current' }).click()
  await expect.poll(reads).toBe(before + 1)
  expect(fake.calls.filter(([name]) => name === 'callData.write')).toHaveLength(1)
})

test('a draft belongs to its call, and outlives the screen', async () => {
  const other = call({ callId: otherCallId, phase: 'held', media: 'voice' })
  const it = await open({ 'calls.list': [call(), other] })
  await editor().fill('for the first')
  await page.getByRole('group').getByRole('button', { name: otherCallId }).click()
  await expect.element(editor()).toHaveValue('')
  await expect
    .element(page.getByRole('group', { name: 'Your calls' }))
    .toHaveTextContent('Unsent data')
  await it.view.unmount()
  await render(Now, it.props)
  await page.getByRole('group').getByRole('button', { name: callId }).click()
  await expect.element(editor()).toHaveValue('for the first')
})

test('unsent text stays after the call, however long ago it ended', async () => {
  const { fake } = await open()
  await editor().fill('not yet sent')
  fake.emit('calls.changed', [endedCall(3_600_000)])
  await expect.element(card()).toHaveTextContent('The call has ended')
  await expect.element(editor()).toHaveValue('not yet sent')
})
