import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import MoreStates from '../../src/renderer/src/shell/MoreStates.svelte'
import type { StateOptions } from '../../src/shared/model/agent-state.ts'
import { refusal, type Replies } from '../support/fake-bridge.ts'
import { desk } from './support.ts'

const known: StateOptions = {
  reasons: [
    { code: 201, name: 'Lunch' },
    { code: 202, name: 'Training' }
  ],
  restCauses: [
    { cause: 0, name: 'Unspecified' },
    { cause: 3, name: 'Short break' }
  ]
}

async function open(replies: Replies = {}, reason: string | null = null) {
  const { fake, bridge, announcer } = desk({ 'agentState.options': known, ...replies })
  const { rerender } = await render(MoreStates, { bridge, announcer, reason })
  const sent = () => fake.calls.filter(([name]) => name !== 'agentState.options')
  return { fake, announcer, rerender, sent }
}

const opener = page.getByRole('button', { name: 'Reason or rest…' })
const dialog = page.getByRole('dialog', { name: 'Reason or rest' })
const button = (name: string) => dialog.getByRole('button', { name, exact: true })
const because = dialog.getByRole('combobox', { name: 'Not ready because' })
const cause = dialog.getByRole('combobox', { name: 'Cause of the rest' })
const time = dialog.getByRole('textbox', { name: 'Length of the rest' })
const pressKey = () => userEvent.keyboard('{Control>}{Shift>}B{/Shift}{/Control}')
const never = () => new Promise<never>(() => undefined)

test('not ready is asked for with the reason that was chosen, and the dialog goes', async () => {
  const { sent } = await open()
  await opener.click()
  await expect.element(because).toHaveFocus()
  await because.selectOptions('Lunch (201)')
  await button('Not ready').click()
  await expect.element(dialog).not.toBeInTheDocument()
  expect(sent()).toEqual([['agentState.notReady', { reason: 201 }]])
  await expect.element(opener).toHaveFocus()
})

test('rest is asked for with its cause and length, which may be typed and sent with Enter', async () => {
  const { sent } = await open()
  await opener.click()
  await expect.element(cause).toHaveTextContent('No causeShort break')
  await cause.selectOptions('Short break')
  await time.fill('600')
  await userEvent.keyboard('{Enter}')
  await expect.element(dialog).not.toBeInTheDocument()
  expect(sent()).toEqual([['agentState.rest', { time: 600, cause: 3 }]])
})

test.each(['', '0', '1.5', '-3', '86400', 'ten'])(
  'a rest of "%s" cannot be asked for, and it says what to type',
  async (typed) => {
    const { sent } = await open()
    await opener.click()
    await time.fill(typed)
    await expect.element(button('Start rest')).toHaveAccessibleDescription(/from 1 to 86399/)
    await userEvent.keyboard('{Enter}')
    await expect.element(dialog).toBeVisible()
    expect(sent()).toEqual([])
  }
)

test('while the causes are still asked for, it says so, and not ready can be had already', async () => {
  const { sent } = await open({ 'agentState.options': never })
  await opener.click()
  await expect.element(cause).toHaveAccessibleDescription(/Asking the gateway/)
  await button('Not ready').click()
  await expect.poll(sent).toEqual([['agentState.notReady', { reason: null }]])
})

test('where nobody has named reasons or causes, it says so, and none can be chosen', async () => {
  const { sent } = await open({ 'agentState.options': { reasons: [], restCauses: [] } })
  await opener.click()
  await expect.element(because).toHaveAccessibleDescription(/has not named any reasons/)
  await expect.element(cause).toHaveAccessibleDescription(/has not named any causes/)
  await time.fill('600')
  await button('Start rest').click()
  await expect.poll(sent).toEqual([['agentState.rest', { time: 600, cause: 0 }]])
})

test('choices that could not be loaded are asked for again', async () => {
  const { fake } = await open({ 'agentState.options': refusal({ code: 'unexpected' }) })
  await opener.click()
  await expect.element(dialog.getByRole('alert')).toHaveTextContent('not loaded')
  fake.answer({ 'agentState.options': known })
  await button('Try again').click()
  await expect.element(because).toHaveTextContent(/Lunch \(201\)/)
  await expect.element(dialog.getByRole('alert')).not.toBeInTheDocument()
})

test('a refusal is told where it was asked for, and another choice can be made', async () => {
  const { sent } = await open({
    'agentState.notReady': refusal({ code: 'gateway-refused', retcode: '100-009' })
  })
  await opener.click()
  await button('Not ready').click()
  await expect.element(dialog.getByRole('alert')).toHaveTextContent('State not changed')
  await expect.element(dialog.getByRole('alert')).toHaveTextContent('100-009')
  await time.fill('60')
  await button('Start rest').click()
  await expect.element(dialog).not.toBeInTheDocument()
  expect(sent()).toHaveLength(2)
})

test('a lost answer is called unknown, and says what to look at', async () => {
  await open({ 'agentState.notReady': refusal({ code: 'outcome-unknown' }) })
  await opener.click()
  await button('Not ready').click()
  const note = dialog.getByRole('alert')
  await expect.element(note).toHaveTextContent('Outcome unknown: look at your state')
})

test('one wish at a time', async () => {
  const { sent } = await open({ 'agentState.notReady': never })
  await opener.click()
  await time.fill('600')
  await button('Not ready').dblClick()
  await expect.element(button('Not ready')).toHaveAttribute('aria-busy', 'true')
  await button('Start rest').click({ force: true })
  expect(sent()).toHaveLength(1)
})

test('what was typed is still there at the next opening; Escape sends nothing', async () => {
  const { sent } = await open()
  await opener.click()
  await cause.selectOptions('Short break')
  await time.fill('900')
  await userEvent.keyboard('{Escape}')
  await expect.element(dialog).not.toBeInTheDocument()
  await opener.click()
  await expect.element(time).toHaveValue('900')
  await expect.element(cause).toHaveDisplayValue('Short break')
  expect(sent()).toEqual([])
})

test('its key opens it, is shown at the button, and does nothing behind another dialog', async () => {
  const { fake } = await open()
  await expect.element(opener).toHaveAttribute('aria-keyshortcuts', 'Control+Shift+B')
  await expect.element(opener).toHaveAttribute('title', 'Reason or rest… (Ctrl+Shift+B)')
  await pressKey()
  await expect.element(because).toHaveFocus()
  await pressKey()
  expect(page.getByRole('dialog').elements()).toHaveLength(1)
  expect(fake.calls).toHaveLength(1)
})

test('while the gateway does not answer nothing opens, and what is open says why it waits', async () => {
  const { announcer, rerender, sent } = await open()
  await opener.click()
  await rerender({ reason: 'Wait.' })
  await expect.element(button('Not ready')).toHaveAccessibleDescription('Wait.')
  await button('Not ready').click({ force: true })
  await button('Cancel').click()
  await expect.element(opener).toHaveAttribute('aria-disabled', 'true')
  await pressKey()
  expect(announcer.items.map(({ text }) => text)).toEqual(['Wait.'])
  expect(dialog.query()).toBeNull()
  expect(sent()).toEqual([])
})
