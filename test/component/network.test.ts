import { beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import App from '../../src/renderer/src/App.svelte'
import Settings from '../../src/renderer/src/features/settings/Settings.svelte'
import type { CertificateView, NetworkView } from '../../src/shared/model/network.ts'
import type { SettingsView } from '../../src/shared/model/settings.ts'
import { refusal, type FakeBridge, type Replies } from '../support/fake-bridge.ts'
import { appProps, desk, gateway, settings } from './support.ts'

const { profileId } = gateway
const print = (byte: string): string => Array<string>(32).fill(byte).join(':')
const certificate = {
  ...{ host: 'gateway.example', subject: 'cc-gateway', issuer: 'cc-gateway' },
  ...{ validFrom: 'Jan  2 03:04:05 2026 GMT', validTo: 'Jan  2 03:04:05 2027 GMT' },
  fingerprint256: print('AB')
}
const unknown = 'could-not-ask:certificate-unknown-issuer'
const view: CertificateView = {
  ...{ profileId, certificate, before: null, refusal: unknown, blockedBy: null }
}
const challenge = {
  address: 'proxy.example:3128',
  realm: 'Head office',
  schemes: ['Basic'],
  status: 407
}

const button = (name: string) => page.getByRole('button', { name, exact: true })
const field = (label: string) => page.getByLabelText(label, { exact: true })
const dialog = () => page.getByRole('dialog')
const named = (fake: FakeBridge, wanted: string) =>
  fake.calls.filter(([name]) => name === wanted).map(([, input]) => input)

beforeEach(async () => {
  location.hash = '#now'
  await page.viewport(1040, 700)
})

async function failedSignIn(replies: Replies): Promise<FakeBridge> {
  const { fake, props } = appProps({ 'profiles.list': [gateway], ...replies })
  await render(App, props)
  await field('Agent ID').fill('20011')
  await field('Password').fill('s3cret')
  await field('Phone number').fill('88001')
  await button('Sign in').click()
  await expect.element(page.getByRole('alert')).toBeVisible()
  return fake
}

test('an unknown certificate is named, looked at, confirmed, and the sign-in is tried again', async () => {
  const fake = await failedSignIn({
    'session.signIn': refusal({ code: unknown, certificate }),
    'profiles.lookAtCertificate': view,
    'profiles.confirmCertificate': gateway
  })
  await expect.element(page.getByRole('alert')).toHaveTextContent('cc-gateway')
  await button('Look at the certificate').click()
  await expect.element(dialog()).toHaveAccessibleName('Is this your gateway’s certificate?')
  await expect.element(dialog()).toHaveTextContent(Array(16).fill('ABAB').join(' '))
  await expect.element(dialog()).toHaveTextContent('Jan 2, 2027')
  await expect.element(dialog()).toHaveTextContent('nobody vouches for it')
  await expect.element(button('Cancel')).toHaveFocus()
  await button('Trust this certificate').click()
  await expect
    .poll(() => named(fake, 'profiles.confirmCertificate'))
    .toEqual([{ profileId, fingerprint256: certificate.fingerprint256 }])
  await expect.poll(() => named(fake, 'session.signIn')).toHaveLength(2)
})

test('Enter and Escape confirm nothing', async () => {
  const fake = await failedSignIn({
    'session.signIn': refusal({ code: unknown, certificate }),
    'profiles.lookAtCertificate': view
  })
  for (const key of ['{Enter}', '{Escape}']) {
    await button('Look at the certificate').click()
    await expect.element(button('Cancel')).toHaveFocus()
    await userEvent.keyboard(key)
    await expect.element(dialog()).not.toBeInTheDocument()
  }
  expect(named(fake, 'profiles.confirmCertificate')).toEqual([])
})

test('a changed certificate is shown beside the one that was confirmed', async () => {
  const before = { ...certificate, fingerprint256: `${print('AB').slice(0, -2)}CD` }
  const code = 'could-not-ask:certificate-changed'
  const { fake, props } = appProps({
    'profiles.list': [gateway],
    'session.get': {
      ...{ state: 'signed-out', reason: 'certificate-changed' },
      problem: { code, certificate }
    },
    'profiles.lookAtCertificate': { ...view, before }
  })
  await render(App, props)
  await expect.element(page.getByRole('alert')).toHaveTextContent('another certificate')
  await button('Look at the certificate').click()
  await expect.element(dialog()).toHaveTextContent('Your session was ended')
  await expect.element(page.getByRole('heading', { name: 'Confirmed before' })).toBeVisible()
  await expect.element(page.getByRole('heading', { name: 'Shown now' })).toBeVisible()
  expect(dialog().element().querySelectorAll('.differs')).toHaveLength(2)
  expect(named(fake, 'profiles.confirmCertificate')).toEqual([])
})

test.each([
  ['dates', 'IT must renew it'],
  ['policy', 'lets nobody confirm'],
  ['managed', 'Your organisation decides'],
  ['trusted', 'Nothing needs to be confirmed']
] as const)('one that is blocked by %s offers nothing to confirm', async (blockedBy, words) => {
  await failedSignIn({
    'session.signIn': refusal({ code: unknown, certificate }),
    'profiles.lookAtCertificate': { ...view, blockedBy }
  })
  await button('Look at the certificate').click()
  await expect.element(dialog()).toHaveTextContent(words)
  expect(button('Trust this certificate').elements()).toHaveLength(0)
  await button('Close').click()
  await expect.element(dialog()).not.toBeInTheDocument()
})

test('a proxy is named with its own words, and the credentials go to main once', async () => {
  const code = 'could-not-ask:proxy-credentials'
  const fake = await failedSignIn({ 'session.signIn': refusal({ code, proxy: challenge }) })
  await button('Enter user name and password…').click()
  await expect.element(dialog()).toHaveTextContent('proxy.example:3128')
  await expect.element(dialog()).toHaveTextContent('Head office')
  await button('Use them').click()
  await expect.element(field('User name')).toHaveAccessibleDescription(/Enter the user name/)
  await field('User name').fill('anna')
  await field('Proxy password').fill('pr0xy')
  await page.getByRole('checkbox', { name: 'Remember on this PC' }).click()
  await button('Use them').click()
  await expect
    .poll(() => named(fake, 'network.giveCredentials'))
    .toEqual([{ address: challenge.address, user: 'anna', password: 'pr0xy', remember: true }])
  await expect.poll(() => named(fake, 'session.signIn')).toHaveLength(2)
})

test('where nothing can be kept safely, nothing is offered to be remembered', async () => {
  const network: NetworkView = { challenge, mayRemember: false, remembered: [] }
  const code = 'could-not-ask:proxy-credentials'
  const problem = refusal({ code, proxy: challenge })
  await failedSignIn({ 'session.signIn': problem, 'network.get': network })
  await button('Enter user name and password…').click()
  await expect.element(dialog()).toHaveTextContent('cannot keep a password safely')
  expect(page.getByRole('checkbox', { name: 'Remember on this PC' }).elements()).toHaveLength(0)
})

test('a confirmed certificate can be given up again, unless the organisation set it', async () => {
  const pinned = { ...gateway, pin: { fingerprint256: print('AB'), byPolicy: false } }
  const { fake, props } = appProps({ 'profiles.list': [pinned] })
  await render(App, props)
  await button('Stop trusting').click()
  await expect.poll(() => named(fake, 'profiles.forgetCertificate')).toEqual([{ profileId }])
  fake.emit('profiles.changed', [{ ...pinned, pin: { ...pinned.pin, byPolicy: true } }])
  await expect.element(page.getByText('Certificate set by your organisation')).toBeVisible()
  expect(button('Stop trusting').elements()).toHaveLength(0)
})

async function openSettings(changes: Partial<SettingsView>, network?: NetworkView) {
  const { fake, bridge, mirrors } = desk({
    'settings.get': { ...settings, ...changes },
    ...(network === undefined ? {} : { 'network.get': network })
  })
  await render(Settings, { bridge, settings: mirrors.settings, network: mirrors.network })
  await expect.element(page.getByRole('heading', { name: 'Network' })).toBeVisible()
  return fake
}

test('the proxy is the system’s, none, or one that is typed', async () => {
  const fake = await openSettings({})
  await button('No proxy').click()
  await button('This one').click()
  await field('Proxy address').fill(' proxy.example:3128 ')
  await button('Keep').click()
  await expect
    .poll(() => named(fake, 'settings.change'))
    .toEqual([
      { proxy: { mode: 'none' } },
      { proxy: { mode: 'manual', url: 'proxy.example:3128' } }
    ])
})

test('a proxy of the organisation is shown and cannot be changed', async () => {
  const proxy = { mode: 'manual', url: 'http://proxy.example:3128' } as const
  await openSettings({ proxy, managed: ['proxy'] })
  await expect.element(field('Proxy address')).toBeDisabled()
  expect(button('No proxy').elements()).toHaveLength(0)
})

test('a waiting proxy and remembered passwords are seen to from the settings', async () => {
  const remembered = ['proxy.example:3128']
  const fake = await openSettings({}, { challenge, mayRemember: true, remembered })
  await button('Enter user name and password…').click()
  await expect.element(dialog()).toHaveTextContent('Head office')
  await button('Cancel').click()
  await button('Forget them').click()
  await expect.poll(() => named(fake, 'network.forgetCredentials')).toHaveLength(1)
})
