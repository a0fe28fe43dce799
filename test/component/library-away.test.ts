import { beforeEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import type { LibraryView } from '../../src/shared/model/library.ts'
import App from '../../src/renderer/src/App.svelte'
import { refusal, type FakeBridge, type Replies } from '../support/fake-bridge.ts'
import { agent, appProps, library } from './support.ts'

const away = (changes: Partial<NonNullable<LibraryView['unavailable']>> = {}): LibraryView => ({
  ...library,
  unavailable: {
    ...{ reason: 'locked', file: '/home/agent/.config/callside/library.db', triedAt: agent.since },
    ...changes
  }
})

async function open(replies: Replies): Promise<FakeBridge> {
  const { fake, props } = appProps({ 'library.get': away(), ...replies })
  await render(App, props)
  return fake
}

const notice = () => page.getByRole('region', { name: 'Library' })

beforeEach(async () => {
  location.hash = ''
  await page.viewport(1040, 640)
})

test('before anybody signed in the window says what is wrong, which file, and what can be done', async () => {
  await open({})
  await expect.element(notice().getByText(/another program holds its file/)).toBeVisible()
  await expect.element(notice().getByText('/home/agent/.config/callside/library.db')).toBeVisible()
  await expect.element(notice().getByText(/Everything else works/)).toBeVisible()
  for (const name of ['Try again', 'Set aside and rebuild…', 'Open folder', 'Quit Callside']) {
    await expect.element(notice().getByRole('button', { name })).toBeVisible()
  }
})

test('trying again says when it did not help, and the notice goes when it did', async () => {
  const fake = await open({ 'library.tryAgain': false })
  await notice().getByRole('button', { name: 'Try again' }).click()
  await expect.element(page.getByText('The library still cannot be used.')).toBeVisible()
  fake.emit('library.changed', library)
  await expect.element(notice()).not.toBeInTheDocument()
})

test('setting aside asks first, with cancel as the default', async () => {
  const fake = await open({ 'library.setAside': undefined })
  await notice().getByRole('button', { name: 'Set aside and rebuild…' }).click()
  const dialog = page.getByRole('dialog')
  await expect.element(dialog.getByRole('button', { name: 'Cancel' })).toHaveFocus()
  expect(fake.calls.map(([name]) => name)).not.toContain('library.setAside')
  await dialog.getByRole('button', { name: 'Set aside and rebuild' }).click()
  await expect.poll(() => fake.calls.map(([name]) => name)).toContain('library.setAside')
  await expect.element(dialog).not.toBeInTheDocument()
})

test('a file that could not be set aside is said beside the buttons', async () => {
  await open({ 'library.setAside': refusal({ code: 'library-not-set-aside' }) })
  await notice().getByRole('button', { name: 'Set aside and rebuild…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Set aside and rebuild' }).click()
  await expect.element(notice().getByText(/The file could not be set aside/)).toBeVisible()
})

test('the folder opens and the app quits by their own commands', async () => {
  const fake = await open({ 'library.showDatabase': undefined, 'app.quit': undefined })
  await notice().getByRole('button', { name: 'Open folder' }).click()
  await notice().getByRole('button', { name: 'Quit Callside' }).click()
  await expect
    .poll(() => fake.calls.map(([name]) => name))
    .toEqual(expect.arrayContaining(['library.showDatabase', 'app.quit']))
})

test('it is small while somebody is signed in, for a call needs the screen', async () => {
  await open({ 'session.get': { state: 'connected', agent } })
  await expect.element(notice().getByText(/another program holds its file/)).toBeVisible()
  await expect.element(notice().getByRole('button', { name: 'Try again' })).not.toBeInTheDocument()
  await notice().getByRole('button', { name: 'What can be done' }).click()
  await expect.element(notice().getByRole('button', { name: 'Try again' })).toBeVisible()
  await notice().getByRole('button', { name: 'Show less' }).click()
  await expect.element(notice().getByRole('button', { name: 'Try again' })).not.toBeInTheDocument()
})
