import { beforeEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import App from '../../src/renderer/src/App.svelte'
import { refusal, type FakeBridge, type Replies } from '../support/fake-bridge.ts'
import { appProps, gateway } from './support.ts'

async function open(replies: Replies): Promise<FakeBridge> {
  const { fake, props } = appProps(replies)
  await render(App, props)
  await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible()
  return fake
}

const button = (name: string) => page.getByRole('button', { name, exact: true })

beforeEach(() => {
  location.hash = '#now'
})

test('a gateway is added by its address and chosen at once', async () => {
  const fake = await open({ 'profiles.list': [], 'profiles.save': gateway })
  await page.getByLabelText('Gateway address').fill('https://gateway.example:8043')
  await page.getByLabelText('Name').fill('Shenzhen')
  await button('Add').click()
  await expect
    .poll(() => fake.calls)
    .toContainEqual(['profiles.save', { name: 'Shenzhen', url: 'https://gateway.example:8043' }])
  fake.emit('profiles.changed', [gateway])
  await expect
    .element(page.getByLabelText('Gateway', { exact: true }))
    .toHaveDisplayValue('Shenzhen')
})

test('an address that is refused says so at its field and keeps what was typed', async () => {
  await open({ 'profiles.list': [], 'profiles.save': refusal({ code: 'profile-invalid' }) })
  const address = page.getByLabelText('Gateway address')
  await address.fill('http://gateway.example')
  await button('Add').click()
  await expect.element(address).toHaveAttribute('aria-invalid', 'true')
  await expect.element(address).toHaveFocus()
  await expect.element(address).toHaveValue('http://gateway.example')
})

test('a gateway that the organisation set can be used and not changed', async () => {
  await open({ 'profiles.list': [{ ...gateway, managed: true }] })
  await expect.element(page.getByText('Set by your organisation')).toBeVisible()
  expect(button('Remove').elements()).toHaveLength(0)
  expect(button('Add a certificate file…').elements()).toHaveLength(0)
})

test('an extra certificate is chosen, shown by its name and forgotten again', async () => {
  const fake = await open({ 'profiles.list': [gateway] })
  await button('Add a certificate file…').click()
  const ofGateway = { profileId: gateway.profileId }
  await expect.poll(() => fake.calls).toContainEqual(['profiles.chooseCaFile', ofGateway])
  fake.emit('profiles.changed', [{ ...gateway, caFileName: 'site-ca.pem' }])
  await expect.element(page.getByText('site-ca.pem')).toBeVisible()
  await button('Forget certificate').click()
  await expect.poll(() => fake.calls).toContainEqual(['profiles.forgetCaFile', ofGateway])
})

test('a certificate file that cannot be read is said in a sentence', async () => {
  await open({
    'profiles.list': [gateway],
    'profiles.chooseCaFile': refusal({ code: 'ca-file-unreadable' })
  })
  await button('Add a certificate file…').click()
  await expect.element(page.getByRole('alert')).toBeVisible()
})

test('a gateway can be removed', async () => {
  const fake = await open({ 'profiles.list': [gateway] })
  await button('Remove').click()
  await expect
    .poll(() => fake.calls)
    .toContainEqual(['profiles.remove', { profileId: gateway.profileId }])
})
