import { beforeEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import type { CheckResult, DoctorReport } from '../../src/shared/model/doctor.ts'
import { render } from 'vitest-browser-svelte'
import App from '../../src/renderer/src/App.svelte'
import type { FakeBridge } from '../support/fake-bridge.ts'
import { appProps, gateway } from './support.ts'

async function openApp(): Promise<FakeBridge> {
  const { fake, props } = appProps({ 'profiles.list': [gateway] })
  await render(App, props)
  return fake
}

const ok: CheckResult = {
  ...{ check: 'name', outcome: 'ok', finding: 'name-found', problem: null, tookMs: 3 },
  facts: { name: 'gateway.example', address: '10.1.2.3' }
}
const clock: CheckResult = {
  ...{ check: 'clock', outcome: 'failed', finding: 'clock-off', problem: null, tookMs: 1 },
  facts: { seconds: '3600', direction: 'ahead' }
}
const certificate: CheckResult = {
  ...{ check: 'certificate', outcome: 'failed', finding: 'problem', facts: {}, tookMs: 9 },
  problem: {
    code: 'could-not-ask:certificate-unknown-issuer',
    certificate: {
      ...{ host: 'gateway.example', subject: 'Gateway', issuer: 'Site CA' },
      ...{ validFrom: 'Jan 1', validTo: 'Jan 2', fingerprint256: 'AB:CD' }
    }
  }
}
const report = (checks: readonly CheckResult[], worst: DoctorReport['worst']): DoctorReport => ({
  ...{ version: 1, appVersion: '0.1.0', platform: 'linux', startedAt: 0, checks, worst },
  gateway: { name: 'Main', origin: 'https://gateway.example:8043' }
})

beforeEach(() => {
  location.hash = 'activity/doctor'
})

test('it is found from the sign-in screen', async () => {
  location.hash = ''
  await openApp()
  await page.getByRole('link', { name: 'Run the doctor' }).click()
  await expect.element(page.getByRole('heading', { name: 'Doctor' })).toBeVisible()
})

test('it begins with the gateway that is used, or looks at this PC only', async () => {
  const fake = await openApp()
  await page.getByRole('button', { name: 'Check now' }).click()
  await page.getByLabelText('Gateway').selectOptions('This PC only')
  await page.getByRole('button', { name: 'Check now' }).click()
  const starts = fake.calls.filter(([name]) => name === 'doctor.start')
  expect(starts.map(([, input]) => input)).toEqual([
    { profileId: gateway.profileId },
    { profileId: null }
  ])
})

test('while it looks it says at what, shows what it found, and can be stopped', async () => {
  const fake = await openApp()
  // The screen is loaded first; what was found before it is there is asked for, not heard.
  await expect.poll(() => fake.listeners('doctor.changed')).toBe(1)
  fake.emit('doctor.changed', { running: 'connection', report: report([ok], 'ok') })
  await expect.element(page.getByRole('status').getByText('Looking: Connection…')).toBeVisible()
  const rows = page.getByRole('list', { name: 'Results' }).getByRole('listitem')
  await expect.element(rows.first()).toHaveTextContent('10.1.2.3')
  await page.getByRole('button', { name: 'Stop' }).click()
  expect(fake.calls.at(-1)?.[0]).toBe('doctor.stop')
})

test('a failure names its fix, its certificate and what to begin with', async () => {
  const fake = await openApp()
  // The screen is loaded first; what was found before it is there is asked for, not heard.
  await expect.poll(() => fake.listeners('doctor.changed')).toBe(1)
  fake.emit('doctor.changed', { running: null, report: report([ok, certificate, clock], 'failed') })
  const rows = page.getByRole('list', { name: 'Results' }).getByRole('listitem')
  await expect.element(page.getByText(/^Something is wrong/)).toBeVisible()
  await expect.element(rows.nth(1)).toHaveTextContent('Site CA')
  await expect.element(rows.nth(1)).toHaveTextContent('Failed')
  await expect.element(rows.nth(2)).toHaveTextContent('3600 s ahead')
  await expect.element(rows.nth(2)).toHaveTextContent('Set this PC’s clock')
  await expect.element(page.getByRole('button', { name: 'Copy for IT' })).toBeVisible()
})
