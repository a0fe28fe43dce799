import { beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import type { CallView } from '../../src/shared/model/call.ts'
import type { SessionView, SignedInAgent } from '../../src/shared/model/session.ts'
import App from '../../src/renderer/src/App.svelte'
import { refusal, type FakeBridge, type Replies } from '../support/fake-bridge.ts'
import { agent, appProps, settings } from './support.ts'

const connected = (changes: Partial<SignedInAgent> = {}): SessionView => ({
  state: 'connected',
  agent: { ...agent, ...changes }
})

const call: CallView = {
  callId: '1552524689-16797284',
  media: 'h5-video',
  phase: 'talking',
  direction: 'in',
  caller: null,
  called: null,
  firstSeenAt: agent.since,
  talkingAt: agent.since,
  endedAt: null,
  leg: 'main',
  inConference: false,
  recovered: false,
  dropped: false
}

async function open(replies: Replies): Promise<FakeBridge> {
  const { fake, props } = appProps(replies)
  await render(App, props)
  return fake
}

beforeEach(async () => {
  location.hash = '#activity'
  await page.viewport(1040, 700)
})

test('the signed-out app offers to connect, the activity and the settings, and no more', async () => {
  await open({})
  const links = page.getByRole('navigation').getByRole('link')
  await expect.element(links).toHaveLength(3)
  const names = links.elements()
  expect(names.map((link) => link.textContent.trim())).toEqual(['Connect', 'Activity', 'Settings'])
})

test('the ribbon says who is signed in where, and in which state', async () => {
  await open({ 'session.get': connected() })
  const ribbon = page.getByRole('banner')
  await expect.element(ribbon.getByText('Connected', { exact: true })).toBeVisible()
  await expect.element(ribbon.getByText('Agent 20011')).toBeVisible()
  await expect.element(ribbon.getByText('Shenzhen')).toBeVisible()
  await expect
    .element(ribbon.getByRole('button', { name: 'Ready', exact: true }))
    .toHaveAttribute('aria-pressed', 'true')
})

test('going not ready asks the gateway, and the switch follows the gateway only', async () => {
  const fake = await open({ 'session.get': connected() })
  const notReady = page.getByRole('button', { name: 'Not ready' })
  await notReady.click()
  expect(fake.calls).toContainEqual(['session.setAgentState', { to: 'not-ready' }])
  await expect.element(notReady).toHaveAttribute('aria-pressed', 'false')
  fake.emit('session.changed', connected({ agentState: 'not-ready' }))
  await expect.element(notReady).toHaveAttribute('aria-pressed', 'true')
})

test('a refused change of state is said with a sentence', async () => {
  await open({
    'session.get': connected(),
    'session.setAgentState': refusal({ code: 'gateway-refused', retcode: '100-009' })
  })
  await page.getByRole('button', { name: 'After-call work' }).click()
  const messages = page.getByRole('region', { name: 'Messages' })
  await expect.element(messages.getByRole('button', { name: 'Dismiss' })).toBeVisible()
})

test('while the gateway does not answer the state cannot be changed, and it says why', async () => {
  const fake = await open({
    'session.get': {
      state: 'reconnecting',
      agent,
      ...{ since: Date.now(), lastAnswerAt: Date.now() - 65_000 },
      signedOutAt: Date.now() + 55_000,
      problem: { code: 'could-not-ask:timeout' }
    }
  })
  await expect.element(page.getByText('Reconnecting')).toBeVisible()
  await expect
    .element(page.getByText(/signed out in 0:5\d if the gateway stays silent/))
    .toBeVisible()
  const notReady = page.getByRole('button', { name: 'Not ready' })
  await expect.element(notReady).toHaveAccessibleDescription(/Wait until the gateway answers/)
  await notReady.click({ force: true })
  expect(fake.calls.map(([name]) => name)).not.toContain('session.setAgentState')
})

test('signing out between calls needs no confirmation', async () => {
  const fake = await open({ 'session.get': connected() })
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect.poll(() => fake.calls).toContainEqual(['session.signOut', { force: false }])
})

test('signing out in a call says that it cuts the customer off, and Escape stays signed in', async () => {
  const fake = await open({ 'session.get': connected(), 'calls.list': [call] })
  await page.getByRole('button', { name: 'Sign out' }).click()
  const dialog = page.getByRole('dialog', { name: 'Sign out during the call?' })
  await expect.element(dialog.getByText(/the customer is cut off/)).toBeVisible()
  await expect.element(dialog.getByRole('button', { name: 'Stay signed in' })).toHaveFocus()
  await userEvent.keyboard('{Escape}')
  await expect.element(dialog).not.toBeInTheDocument()
  expect(fake.calls.map(([name]) => name)).not.toContain('session.signOut')

  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'End the call and sign out' }).click()
  await expect.poll(() => fake.calls).toContainEqual(['session.signOut', { force: true }])
})

test('a sign-out that the gateway refuses can be forced', async () => {
  const fake = await open({
    'session.get': connected(),
    'session.signOut': refusal({ code: 'gateway-refused', retcode: '100-010' })
  })
  await page.getByRole('button', { name: 'Sign out' }).click()
  const dialog = page.getByRole('dialog', { name: 'The gateway did not sign you out' })
  await expect.element(dialog.getByText('100-010')).toBeVisible()
  await dialog.getByRole('button', { name: 'End the call and sign out' }).click()
  await expect.poll(() => fake.calls).toContainEqual(['session.signOut', { force: true }])
})

test('practice is marked on every screen', async () => {
  await open({ 'session.get': connected({ practice: true }) })
  await expect.element(page.getByText('Practice – nothing here is real')).toBeVisible()
})

test('the inspector screen is offered unless the right is known to be missing', async () => {
  const fake = await open({
    'session.get': connected({ inspector: 'unknown' }),
    'supervision.get': {
      right: 'unknown',
      agents: [],
      agentsAt: null,
      listProblem: null,
      requestProblem: null,
      watching: 'no' as const,
      unknownNotices: 0,
      outstanding: null,
      audit: [],
      current: null
    }
  })
  const link = page.getByRole('link', { name: 'Inspector' })
  await expect.element(link).toBeVisible()
  fake.emit('supervision.changed', {
    right: 'no',
    agents: [],
    agentsAt: null,
    listProblem: null,
    requestProblem: null,
    watching: 'no' as const,
    unknownNotices: 0,
    outstanding: null,
    audit: [],
    current: null
  })
  await expect.element(link).not.toBeInTheDocument()
})

test('what the sign-in told is shown until it is dismissed', async () => {
  await open({
    'session.get': connected({
      notices: [{ kind: 'password-expires', days: 1 }, { kind: 'password-must-change' }]
    })
  })
  const expires = page.getByText('Your password expires tomorrow.')
  await expect.element(expires).toBeVisible()
  await expect.element(page.getByText(/must be changed/)).toBeVisible()
  await page.getByRole('button', { name: 'Dismiss' }).first().click()
  await expect.element(expires).not.toBeInTheDocument()
  await expect.element(page.getByText(/must be changed/)).toBeVisible()
})

test('Ctrl and a number opens the screen of that place in the bar', async () => {
  await open({})
  await expect.element(page.getByRole('heading', { name: 'Activity' })).toBeVisible()
  await userEvent.keyboard('{Control>}3{/Control}')
  await expect.element(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
})

test('an outcome is spoken on whatever screen is open, but what was there before is not', async () => {
  location.hash = '#settings'
  const before = {
    id: 1,
    at: agent.since,
    callId: null,
    kind: 'outcome',
    name: 'video-saved',
    subject: 'old.mp4',
    problem: null
  } as const
  const fake = await open({ 'session.get': connected(), 'activity.list': [before] })
  await expect.element(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await expect.poll(() => fake.calls).toContainEqual(['activity.list', undefined])
  await expect.poll(() => page.getByText('old.mp4').elements()).toHaveLength(0)
  fake.emit('activity.changed', [before, { ...before, id: 2, subject: 'new.mp4' }])
  await expect.element(page.getByText('Video saved: new.mp4')).toBeVisible()
  expect(page.getByText('Video saved: old.mp4').elements()).toHaveLength(0)
})

test('a change of language is seen at once, without a reload', async () => {
  const fake = await open({ 'session.get': connected() })
  await expect.element(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
  fake.emit('settings.changed', { ...settings, language: 'zh-CN' })
  await expect.element(page.getByRole('button', { name: '签出' })).toBeVisible()
  expect(document.documentElement.lang).toBe('zh-CN')
})

test('at 480 pixels nothing is wider than the window', async () => {
  await page.viewport(480, 420)
  await open({ 'session.get': connected({ practice: true, inspector: 'yes' }) })
  await expect.element(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
  for (const element of document.querySelectorAll('header *, nav *, main *')) {
    expect(element.getBoundingClientRect().right).toBeLessThanOrEqual(480)
  }
})

test('at 480 pixels the agent’s state and all that changes it stand in one row', async () => {
  await page.viewport(480, 420)
  await open({ 'session.get': connected({ agentState: 'in-call' }) })
  const badge = page.getByRole('banner').getByText('In a call')
  await expect.element(badge).toBeVisible()
  const middle = (element: Element): number => {
    const { top, height } = element.getBoundingClientRect()
    return Math.round(top + height / 2)
  }
  const more = page.getByRole('button', { name: 'Reason or rest…' }).element()
  expect(Math.abs(middle(more) - middle(badge.element()))).toBeLessThanOrEqual(2)
})

test('a long gateway name gives way to the agent’s state', async () => {
  await open({ 'session.get': connected({ agentState: 'in-call', gatewayName: 'G'.repeat(80) }) })
  const badge = page.getByText('In a call')
  await expect.element(badge).toBeVisible()
  const name = page.getByText('G'.repeat(80)).element().getBoundingClientRect()
  expect(name.right).toBeLessThanOrEqual(badge.element().getBoundingClientRect().left)
})
