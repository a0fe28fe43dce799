import { beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { refusal } from '../support/fake-bridge.ts'
import {
  agentNumber,
  allYes,
  button,
  dialog,
  listening,
  open,
  openConfirmation,
  reconnecting,
  sent,
  token
} from './inspector-scene.ts'

const confirm = () => dialog().getByRole('button', { name: 'Intercept now' })
const asked = [
  'supervision.intercept',
  { workNo: '20013', token, confirmation: { by: 'typing', typed: '20013' } }
]

beforeEach(async () => {
  await page.viewport(1040, 700)
})

test('the dialog says what happens to agent, customer and inspector', async () => {
  const checks = allYes.map((line) =>
    line.check === 'voice-call' ? { ...line, answer: 'unknown' as const } : line
  )
  await openConfirmation({}, { checks })
  await expect.element(dialog()).toHaveAccessibleName('Intercept the call of agent 20013?')
  await expect
    .element(dialog())
    .toHaveTextContent(/Agent 20013 · Zhang Min\s*They are taken off the call at once/)
  await expect
    .element(dialog())
    .toHaveTextContent(/The customer\s*They are not asked. They stay on the line/)
  await expect
    .element(dialog())
    .toHaveTextContent(/You\s*You stop listening and go on with the customer/)
  await expect.element(dialog()).toHaveTextContent('the gateway decides')
  await expect.element(dialog()).toHaveTextContent('It cannot be undone.')
})

test('it can be confirmed only with the agent’s number', async () => {
  const fake = await openConfirmation()
  for (const wrong of ['', '2001', '200133', '1007']) {
    await agentNumber().fill(wrong)
    await expect.element(confirm()).toHaveAttribute('aria-disabled', 'true')
    await confirm().click({ force: true })
  }
  await agentNumber().fill('20013')
  await expect.element(confirm()).not.toHaveAttribute('aria-disabled')
  expect(sent(fake)).toEqual([])
  await confirm().click()
  await expect.element(dialog()).not.toBeInTheDocument()
  expect(sent(fake)).toEqual([asked])
})

test('Enter before anything is typed cancels', async () => {
  const fake = await openConfirmation()
  await userEvent.keyboard('{Enter}')
  await expect.element(dialog()).not.toBeInTheDocument()
  expect(sent(fake)).toEqual([])
})

test('Enter after a wrong number neither sends nor closes', async () => {
  const fake = await openConfirmation()
  await userEvent.keyboard('1007{Enter}')
  await expect.element(agentNumber()).toHaveValue('1007')
  expect(sent(fake)).toEqual([])
})

test.each(['Cancel', 'Escape'])(
  '%s sends nothing, and the number must be typed anew',
  async (way) => {
    const fake = await openConfirmation()
    await agentNumber().fill('20013')
    if (way === 'Escape') await userEvent.keyboard('{Escape}')
    else await dialog().getByRole('button', { name: 'Cancel' }).click()
    await expect.element(dialog()).not.toBeInTheDocument()
    await button('Intercept').click()
    await expect.element(agentNumber()).toHaveValue('')
    expect(sent(fake)).toEqual([])
  }
)

test('a double click on the confirmation sends one command', async () => {
  const fake = await openConfirmation({
    'supervision.intercept': () => new Promise(() => undefined)
  })
  await agentNumber().fill('20013')
  await confirm().dblClick()
  await expect.element(dialog()).not.toBeInTheDocument()
  await expect.element(button('Intercept')).toHaveAttribute('aria-busy', 'true')
  expect(sent(fake)).toEqual([asked])
})

test('two clicks within one turn send one command', async () => {
  const fake = await openConfirmation({
    'supervision.intercept': () => new Promise(() => undefined)
  })
  await agentNumber().fill('20013')
  const twice = confirm().element()
  if (!(twice instanceof HTMLElement)) throw new Error('no button')
  twice.click()
  twice.click()
  await expect.element(dialog()).not.toBeInTheDocument()
  expect(sent(fake)).toEqual([asked])
})

test('Enter held down, on the field or on the button, sends one command', async () => {
  const fake = await openConfirmation({
    'supervision.intercept': () => new Promise(() => undefined)
  })
  await agentNumber().fill('20013')
  await userEvent.keyboard('{Enter>8/}')
  await expect.element(dialog()).not.toBeInTheDocument()
  expect(sent(fake)).toEqual([asked])
})

test('the Enter that opens the dialog, held down, does not close it again', async () => {
  const fake = await open(listening())
  const opener = button('Intercept').element()
  if (opener instanceof HTMLElement) opener.focus()
  await userEvent.keyboard('{Enter>8/}')
  await expect.element(dialog()).toBeVisible()
  expect(sent(fake)).toEqual([])
})

test('while the request is under way nothing else is offered', async () => {
  await openConfirmation({ 'supervision.intercept': () => new Promise(() => undefined) })
  await agentNumber().fill('20013')
  await confirm().click()
  await expect.element(button('Stop')).toHaveAttribute('aria-disabled', 'true')
  await expect.element(button('Intercept')).toHaveAttribute('aria-disabled', 'true')
})

test('a refused intercept shows the gateway’s code and text, and may be asked for anew', async () => {
  const fake = await openConfirmation({
    'supervision.intercept': refusal({
      code: 'gateway-refused',
      retcode: '900-005',
      gatewayText: 'state error'
    })
  })
  await agentNumber().fill('20013')
  await confirm().click()
  const alert = page.getByRole('alert')
  await expect.element(alert).toHaveTextContent('Not intercepted')
  await expect.element(alert).toHaveTextContent('900-005 · state error')
  await expect.element(button('Intercept')).not.toHaveAttribute('aria-disabled')
  expect(sent(fake)).toHaveLength(1)
})

test('a lost answer is told by the card alone', async () => {
  const fake = await openConfirmation({
    'supervision.intercept': refusal({ code: 'outcome-unknown' })
  })
  await agentNumber().fill('20013')
  await confirm().click()
  fake.emit('supervision.changed', {
    ...listening({
      stage: 'outcome-unknown',
      interceptBlockedBy: 'not-now:supervision-outstanding'
    }),
    requestProblem: { code: 'outcome-unknown' }
  })
  await expect.element(page.getByText('Check the call:')).toBeVisible()
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
  expect(sent(fake)).toEqual([asked])
})

test.each([
  [
    'Stop was asked',
    'supervision.changed',
    listening({ interceptBlockedBy: 'not-now:supervision-outstanding' })
  ],
  ['the gateway stopped answering', 'session.changed', reconnecting()]
] as const)(
  'the dialog goes when %s, says so, and does not come back',
  async (_why, event, value) => {
    const fake = await openConfirmation()
    await agentNumber().fill('20013')
    fake.emit(event, value)
    await expect.element(dialog()).not.toBeInTheDocument()
    expect(fake.announcer.items.map(({ text }) => text)).toEqual([
      expect.stringContaining('The confirmation was closed')
    ])
    fake.emit('supervision.changed', listening())
    await expect.element(dialog()).not.toBeInTheDocument()
    expect(sent(fake)).toEqual([])
  }
)

test('no key stands for it', async () => {
  await open(listening())
  await expect.element(button('Intercept')).not.toHaveAttribute('aria-keyshortcuts')
  await expect.element(button('Intercept')).not.toHaveAttribute('accesskey')
})
