import { beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { refusal, type Replies } from '../support/fake-bridge.ts'
import { agentNumber, dialog, openConfirmation, sent, token } from './inspector-scene.ts'

type Choices = NonNullable<Replies['supervision.callsOf']>

const two = ['1552524689-16797284', '1552524900-16797311']
const which = () => dialog().getByRole('combobox', { name: 'Which of the agent’s calls' })
const typed = { by: 'typing', typed: '20013' }

beforeEach(async () => {
  await page.viewport(1040, 700)
})

test('of several calls the one that is heard is meant, unless another is chosen', async () => {
  const fake = await openConfirmation({ 'supervision.callsOf': two })
  await expect.element(which()).toHaveDisplayValue('The one that you hear (the gateway decides)')
  await agentNumber().fill('20013')
  await userEvent.keyboard('{Enter}')
  await expect.element(dialog()).not.toBeInTheDocument()
  expect(sent(fake)).toEqual([
    ['supervision.intercept', { workNo: '20013', token, confirmation: typed }]
  ])
})

test('the call that was chosen is named in the one request', async () => {
  const fake = await openConfirmation({ 'supervision.callsOf': two })
  await which().selectOptions(two[1] ?? '')
  await agentNumber().fill('20013')
  await dialog().getByRole('button', { name: 'Intercept now' }).click()
  await expect.element(dialog()).not.toBeInTheDocument()
  expect(sent(fake)).toEqual([
    ['supervision.intercept', { workNo: '20013', token, confirmation: typed, callId: two[1] }]
  ])
})

const noChoice: [string, Choices][] = [
  ['one call', two.slice(1)],
  ['no call that the gateway tells of', []],
  ['a gateway that does not tell', refusal({ code: 'gateway-refused', retcode: '900-002' })],
  ['an answer that is still awaited', () => new Promise<never>(() => undefined)]
]

test.each(noChoice)(
  'with %s there is nothing to choose, and intercepting works',
  async (_what, reply) => {
    const fake = await openConfirmation({ 'supervision.callsOf': reply })
    await expect.poll(() => fake.calls.map(([name]) => name)).toContain('supervision.callsOf')
    expect(which().query()).toBeNull()
    await agentNumber().fill('20013')
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => sent(fake)).toHaveLength(1)
  }
)
