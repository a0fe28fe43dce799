import { beforeEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { refusal } from '../support/fake-bridge.ts'
import {
  agents,
  button,
  colleagues,
  connected,
  customerCall,
  listening,
  open,
  reconnecting,
  rowOf,
  sent,
  supervision,
  watched
} from './inspector-scene.ts'
import { agent } from './support.ts'

const listen = (workNo: string) =>
  rowOf(workNo).getByRole('button', { name: 'Listen', exact: true })
const numbers = () =>
  agents()
    .getByRole('rowheader')
    .elements()
    .map((cell) => cell.textContent)

beforeEach(async () => {
  await page.viewport(1040, 700)
})

test('who is no inspector is told so, and sees no agents', async () => {
  await open(supervision({ right: 'no' }))
  await expect.element(page.getByText('You are not an inspector')).toBeVisible()
  await expect.element(agents()).not.toBeInTheDocument()
})

test('where the right is not known, the gateway decides, and that is said', async () => {
  const unknown = connected({ inspector: 'unknown' })
  await open(supervision({ right: 'unknown' }), { 'session.get': unknown })
  await expect.element(page.getByText('Inspector right not known')).toBeVisible()
  await expect.element(page.getByText('You can try; the gateway decides.')).toBeVisible()
  await expect.element(listen('20013')).not.toHaveAttribute('aria-disabled')
})

test('an inspector is told so', async () => {
  await open(supervision())
  await expect.element(page.getByText('You are an inspector')).toBeVisible()
})

test('each agent stands with number, name, group, state and its age, and the kind of call', async () => {
  await open(supervision())
  await expect.poll(numbers).toEqual(['1007', '20013', '20014', '20015'])
  await expect
    .element(rowOf('20013'))
    .toHaveTextContent(/Zhang Min\s*Claims\s*In a call\s*1\d seconds ago.*Unknown/)
  await expect.element(rowOf('1007')).toHaveTextContent(/Yes/)
  await expect.element(rowOf('20014')).toHaveTextContent(/Tom Becker\s*No group\s*Ready/)
  await expect.element(rowOf('20014').getByLabelText('no call')).toBeVisible()
  await expect.element(rowOf('20015')).toHaveTextContent('No name')
})

test('a call that is known not to be video says so', async () => {
  await open(supervision({ agents: [watched({ videoCall: 'no' })] }))
  await expect.element(rowOf('20013')).toHaveTextContent(/No/)
})

test('the list is filtered by number, name or group, and by who is in a call', async () => {
  await open(supervision())
  const filter = page.getByRole('searchbox', { name: 'Number, name or group' })
  await filter.fill(' claims ')
  await expect.poll(numbers).toEqual(['20013', '20015'])
  await page.getByRole('checkbox', { name: 'In a call only' }).click()
  await expect.poll(numbers).toEqual(['20013'])
  await expect.element(page.getByText('1 of 4 agents')).toBeVisible()
  await filter.fill('mari')
  await expect.poll(numbers).toEqual(['1007'])
  await filter.fill('nobody')
  await expect.element(page.getByText('No agent matches.')).toBeVisible()
})

test('Refresh asks for the list once, and says why it did not come', async () => {
  const unavailable = {
    code: 'gateway-refused',
    retcode: '300-001',
    gatewayText: 'no right'
  } as const
  const fake = await open(supervision(), { 'supervision.refresh': refusal(unavailable) })
  await button('Refresh').click()
  await expect.element(page.getByRole('alert')).toHaveTextContent('The list was not refreshed')
  fake.emit('supervision.changed', supervision({ listProblem: unavailable }))
  await expect.element(page.getByText('300-001 · no right')).toBeVisible()
  expect(sent(fake)).toEqual([['supervision.refresh', undefined]])
  await expect.poll(numbers).toHaveLength(4)
})

test('a list that was never fetched, and an empty one, say what they are', async () => {
  const fake = await open(supervision({ agents: [], agentsAt: null }))
  await expect.element(page.getByText('Choose Refresh.')).toBeVisible()
  fake.emit('supervision.changed', supervision({ agents: [] }))
  await expect.element(page.getByText('No other agent is signed in to your VDN.')).toBeVisible()
})

test('Listen asks for the agent of its row', async () => {
  const fake = await open(supervision())
  await listen('20013').click()
  expect(sent(fake)).toEqual([['supervision.listen', { workNo: '20013' }]])
})

test('a refused Listen shows the gateway’s code and its own text', async () => {
  await open(supervision(), {
    'supervision.listen': refusal({
      code: 'gateway-refused',
      retcode: '900-003',
      gatewayText: 'resource unavailable'
    })
  })
  await listen('20013').click()
  const alert = page.getByRole('alert')
  await expect.element(alert).toHaveTextContent('Not listening')
  await expect.element(alert).toHaveTextContent('900-003 · resource unavailable')
})

test.each([
  [
    'while not ready',
    { 'session.get': connected({ agentState: 'not-ready' }) },
    /You must be ready, and in no call/
  ],
  ['in a call', { 'calls.list': [customerCall] }, /You must be ready, and in no call/],
  [
    'while the gateway does not answer',
    { 'session.get': reconnecting() },
    /Wait until the gateway answers/
  ]
])('%s nobody can be listened to, and the reason is seen', async (_case, replies, reason) => {
  const fake = await open(supervision(), replies)
  await expect.element(listen('20013')).toHaveAttribute('aria-disabled', 'true')
  await expect.element(listen('20013')).toHaveAccessibleDescription(reason)
  await expect.element(page.getByText(/^You cannot listen now/)).toHaveTextContent(reason)
  await listen('20013').click({ force: true })
  expect(sent(fake)).toEqual([])
})

test('one cannot listen to oneself', async () => {
  await open(supervision({ agents: [...colleagues(), watched({ workNo: agent.agentId })] }))
  await expect
    .element(listen(agent.agentId))
    .toHaveAccessibleDescription('You cannot supervise yourself. Choose another agent.')
  await expect.element(listen('20013')).not.toHaveAttribute('aria-disabled')
})

test('while with one agent, no other can be listened to', async () => {
  await open(listening())
  await expect
    .element(listen('1007'))
    .toHaveAccessibleDescription('You are with agent 20013. Stop that first.')
  await expect.element(rowOf('20013')).toHaveAttribute('aria-current', 'true')
})

test('a large VDN shows 200 agents at first, and all of them when asked', async () => {
  const many = Array.from({ length: 250 }, (_, n) => watched({ workNo: String(30_000 + n) }))
  await open(supervision({ agents: many }))
  await expect.poll(numbers).toHaveLength(200)
  await button('Show 200 more').click()
  await expect.poll(numbers).toHaveLength(250)
})

test.each(['en', 'zh-CN'] as const)(
  'at 480 px, in %s, the rows are cards and nothing is cut off',
  async (language) => {
    await page.viewport(480, 700)
    await open(listening(), {}, language)
    const row = page.getByRole('row').filter({ hasText: 'Zhang Min' })
    await expect.element(row).toBeVisible()
    expect(row.element().getBoundingClientRect().height).toBeGreaterThan(60)
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(480)
  }
)
