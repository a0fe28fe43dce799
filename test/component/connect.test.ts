import { beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import App from '../../src/renderer/src/App.svelte'
import { refusal, type FakeBridge, type Replies } from '../support/fake-bridge.ts'
import { agent, appProps, gateway, settings } from './support.ts'

const alreadyIn = refusal({
  code: 'not-now:already-signed-in',
  retcode: '100-002',
  gatewayText: 'agent has logged in'
})

async function open(replies: Replies = {}): Promise<FakeBridge> {
  const { fake, props } = appProps({ 'profiles.list': [gateway], ...replies })
  await render(App, props)
  await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible()
  return fake
}

const field = (label: string) => page.getByLabelText(label, { exact: true })
const button = (name: string) => page.getByRole('button', { name, exact: true })

async function fill(agentId = '20011'): Promise<void> {
  await field('Agent ID').fill(agentId)
  await field('Password').fill('s3cret')
  await field('Phone number').fill('88001')
}

const named = (fake: FakeBridge, wanted: string) =>
  fake.calls.filter(([name]) => name === wanted).map(([, input]) => input)

beforeEach(async () => {
  location.hash = '#now'
  await page.viewport(1040, 700)
})

test('signing in sends what the agent typed, with sensible defaults', async () => {
  const fake = await open()
  await fill()
  await button('Sign in').click()
  await expect
    .poll(() => named(fake, 'session.signIn'))
    .toEqual([
      {
        profileId: gateway.profileId,
        agentId: '20011',
        password: 's3cret',
        phoneNumber: '88001',
        agentType: 11,
        initialState: 'ready',
        autoAnswer: true,
        skills: 'all',
        force: false
      }
    ])
})

test('the options change the kind of phone, the first state and the skill queues', async () => {
  const fake = await open()
  await fill()
  await page.getByText('Sign-in options').click()
  await field('Your phone').selectOptions('Voice phone')
  await field('State after sign-in').selectOptions('Not ready')
  await page.getByRole('checkbox', { name: 'Answer calls automatically' }).click()
  await page.getByRole('checkbox', { name: 'Take up all my skill queues' }).click()
  await field('Skill queue IDs').fill('1, 5;12')
  await button('Sign in').click()
  await expect
    .poll(() => named(fake, 'session.signIn'))
    .toMatchObject([
      { agentType: 4, initialState: 'not-ready', autoAnswer: false, skills: ['1', '5', '12'] }
    ])
})

test('a wrong field says what is wrong, the first one gets the focus, nothing is sent', async () => {
  const fake = await open()
  await field('Agent ID').fill('99')
  await button('Sign in').click()
  await expect.element(field('Agent ID')).toHaveFocus()
  await expect.element(field('Agent ID')).toHaveAccessibleDescription(/from 101 to 999999/)
  await expect.element(field('Password')).toHaveAccessibleDescription('Enter your password.')
  await field('Agent ID').fill('101')
  await expect.element(field('Agent ID')).not.toHaveAccessibleDescription(/from 101/)
  expect(named(fake, 'session.signIn')).toEqual([])
})

test('a refused sign-in keeps every field, shows the sentence and the gateway’s own words', async () => {
  await open({
    'session.signIn': refusal({
      code: 'gateway-refused',
      retcode: '100-004',
      gatewayText: 'wrong password'
    })
  })
  await fill()
  await button('Sign in').click()
  await expect.element(page.getByRole('alert').getByText('100-004 · wrong password')).toBeVisible()
  await expect.element(field('Agent ID')).toHaveValue('20011')
  await expect.element(field('Password')).toHaveValue('s3cret')
  await expect.element(field('Phone number')).toHaveValue('88001')
})

test('what was typed survives a look at the activity', async () => {
  await open()
  await fill()
  await page.getByRole('link', { name: 'Activity' }).click()
  await page.getByRole('link', { name: 'Connect' }).click()
  await expect.element(field('Password')).toHaveValue('s3cret')
})

test('the password is forgotten once the sign-in has worked', async () => {
  const connected = { state: 'connected', agent } as const
  const fake = await open({ 'session.signIn': connected })
  await fill()
  await button('Sign in').click()
  await expect.element(field('Password')).toHaveValue('')
  fake.emit('session.changed', connected)
  fake.emit('session.changed', { state: 'signed-out', reason: 'asked', problem: null })
  await expect.element(field('Agent ID')).toHaveValue('20011')
  await expect.element(field('Password')).toHaveValue('')
})

test('an agent who is signed in elsewhere is told what forcing does before it is done', async () => {
  const fake = await open({ 'session.signIn': alreadyIn })
  await fill()
  await button('Sign in').click()
  const dialog = page.getByRole('dialog', { name: 'Agent 20011 is already signed in elsewhere' })
  await expect.element(dialog.getByText(/The other client is then signed out/)).toBeVisible()
  expect(named(fake, 'session.signIn')).toMatchObject([{ force: false }])
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect.element(dialog).not.toBeInTheDocument()
  expect(named(fake, 'session.signIn')).toHaveLength(1)

  await button('Sign in').click()
  await page.getByRole('button', { name: 'Sign the other client out' }).click()
  await expect
    .poll(() => named(fake, 'session.signIn'))
    .toMatchObject([{ force: false }, { force: false }, { force: true }])
})

test('signing in names its steps and can be cancelled, which is no error', async () => {
  const fake = await open({ 'session.signIn': refusal({ code: 'could-not-ask:cancelled' }) })
  fake.emit('session.changed', {
    state: 'signing-in',
    step: 'setting-skills',
    agentId: '20011',
    gatewayName: 'Shenzhen'
  })
  await expect.element(page.getByText('Signing in agent 20011 at Shenzhen')).toBeVisible()
  const step = page.getByRole('listitem').filter({ hasText: 'Taking up the skill queues' })
  await expect.element(step).toHaveAttribute('aria-current', 'step')
  await button('Cancel').click()
  await expect.poll(() => named(fake, 'session.cancelSignIn')).toHaveLength(1)
  fake.emit('session.changed', {
    state: 'signed-out',
    reason: 'failed',
    problem: { code: 'could-not-ask:cancelled' }
  })
  await expect.element(button('Sign in')).toBeVisible()
  expect(page.getByRole('alert').elements()).toHaveLength(0)
})

test('a session that the gateway ended says so where the agent signs in again', async () => {
  await open({
    'session.get': {
      state: 'signed-out',
      reason: 'ended-by-gateway',
      problem: { code: 'gateway-refused', retcode: '100-006' }
    }
  })
  await expect.element(page.getByText('The gateway ended your session')).toBeVisible()
})

test('the last sign-in is filled in, all but the password', async () => {
  const other = { ...gateway, profileId: '6f1c1f3e-8f0a-4a53-9a86-0d1f5f0a7c12', name: 'Wuhan' }
  await open({
    'profiles.list': [gateway, other],
    'settings.get': {
      ...settings,
      lastSignIn: { profileId: other.profileId, agentId: '20017', phoneNumber: '88007' }
    }
  })
  await expect.element(field('Gateway')).toHaveDisplayValue('Wuhan')
  await expect.element(field('Agent ID')).toHaveValue('20017')
  await expect.element(field('Phone number')).toHaveValue('88007')
  await expect.element(field('Password')).toHaveValue('')
})

test('Practice starts with one press, even where there is no gateway', async () => {
  const fake = await open({ 'profiles.list': [] })
  await expect
    .element(page.getByText('No gateway yet. Ask IT for the address, or try Practice.'))
    .toBeVisible()
  await button('Practice').click()
  await expect.poll(() => named(fake, 'practice.start')).toHaveLength(1)
})

test('Enter in a field signs in', async () => {
  const fake = await open()
  await fill()
  await field('Password').click()
  await userEvent.keyboard('{Enter}')
  await expect.poll(() => named(fake, 'session.signIn')).toHaveLength(1)
})
