import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { errorCodes } from '../../src/shared/errors.ts'
import Settings from '../../src/renderer/src/features/settings/Settings.svelte'
import { errorSentence, problemSentence } from '../../src/renderer/src/words/problem-words.ts'
import { refusal, type FakeBridge, type Replies } from '../support/fake-bridge.ts'
import { desk, settings } from './support.ts'

async function open(replies: Replies = {}): Promise<FakeBridge> {
  const { fake, bridge, mirrors } = desk(replies)
  await render(Settings, { bridge, settings: mirrors.settings })
  await expect.element(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  return fake
}

test('the language and the appearance are asked of main, and shown as main says', async () => {
  const fake = await open()
  await page.getByRole('button', { name: '简体中文' }).click()
  await page.getByRole('button', { name: 'Dark' }).click()
  expect(fake.calls).toContainEqual(['settings.change', { languageChoice: 'zh-CN' }])
  expect(fake.calls).toContainEqual(['settings.change', { theme: 'dark' }])
  const dark = page.getByRole('button', { name: 'Dark' })
  await expect.element(dark).toHaveAttribute('aria-pressed', 'false')
  fake.emit('settings.changed', { ...settings, theme: 'dark' })
  await expect.element(dark).toHaveAttribute('aria-pressed', 'true')
})

test('the save folder can be chosen', async () => {
  const fake = await open()
  await expect.element(page.getByText(settings.saveFolder)).toBeVisible()
  await page.getByRole('button', { name: 'Choose a folder…' }).click()
  await expect.poll(() => fake.calls).toContainEqual(['settings.chooseSaveFolder', undefined])
})

test('a folder that the organisation set is shown and cannot be changed', async () => {
  await open({ 'settings.get': { ...settings, saveFolderManaged: true } })
  await expect.element(page.getByText('Set by your organisation')).toBeVisible()
  expect(page.getByRole('button', { name: 'Choose a folder…' }).elements()).toHaveLength(0)
})

test('a folder that cannot be used is said, with the reference of the log', async () => {
  await open({
    'settings.chooseSaveFolder': refusal({ code: 'file:folder-unusable', ref: 'ab12' })
  })
  await page.getByRole('button', { name: 'Choose a folder…' }).click()
  await expect.element(page.getByRole('alert').getByText('ab12')).toBeVisible()
})

test('the version of the app is there for a call to IT', async () => {
  await open()
  await expect.element(page.getByText('Callside 0.1.0')).toBeVisible()
})

test('every error code has a sentence of its own in both languages', () => {
  const { language } = desk()
  for (const spoken of ['en', 'zh-CN'] as const) {
    language.set(spoken)
    const unnamed = errorCodes.filter((code) => errorSentence(code).includes(code))
    expect(unnamed).toEqual([])
  }
})

test('a retcode with a known meaning speaks before the general sentence', () => {
  desk()
  const wrongPassword = problemSentence({ code: 'gateway-refused', retcode: '100-004' })
  expect(wrongPassword).not.toBe(errorSentence('gateway-refused'))
  expect(problemSentence({ code: 'gateway-refused', retcode: '999-999' })).toBe(
    errorSentence('gateway-refused')
  )
})
