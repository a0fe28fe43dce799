import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { errorCodes } from '../../src/shared/errors.ts'
import Settings from '../../src/renderer/src/features/settings/Settings.svelte'
import { errorSentence, problemSentence } from '../../src/shared/words/problem-words.ts'
import { refusal, type FakeBridge, type Replies } from '../support/fake-bridge.ts'
import { desk, settings } from './support.ts'

async function open(replies: Replies = {}): Promise<FakeBridge> {
  const { fake, bridge, mirrors } = desk(replies)
  await render(Settings, { bridge, settings: mirrors.settings, network: mirrors.network })
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

test.each([
  ['local', null],
  ['onedrive', 'OneDrive synchronises this folder'],
  ['cloud', 'A cloud service synchronises this folder'],
  ['network', 'This folder is on a network share']
] as const)('says what it means to save in a folder that is %s', async (saveFolderKind, words) => {
  await open({ 'settings.get': { ...settings, saveFolderKind } })
  const card = page.getByRole('status').filter({ hasText: /folder/ })
  if (words === null) await expect.poll(() => card.elements()).toEqual([])
  else await expect.element(card).toHaveTextContent(words)
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

const saving = () => page.getByRole('region', { name: 'Saving' })

test('a file name template shows what it leads to while it is typed, and is kept on demand', async () => {
  const fake = await open({
    'settings.previewName': ({ template }) => ({ fileName: `${template}.mp4` })
  })
  const field = saving().getByRole('textbox', { name: 'File names' })
  await expect.element(saving().getByText('{date}_{time}_{agent}_{call}.mp4')).toBeVisible()
  await field.fill('{date}_{call}')
  await expect.element(saving().getByText('{date}_{call}.mp4')).toBeVisible()
  expect(fake.calls.map(([name]) => name)).not.toContain('settings.change')
  await saving().getByRole('button', { name: 'Keep' }).click()
  expect(fake.calls).toContainEqual(['settings.change', { nameTemplate: '{date}_{call}' }])
})

test('a template that cannot be a file name is said at its field and is not kept', async () => {
  const fake = await open({ 'settings.previewName': refusal({ code: 'name-template-invalid' }) })
  const field = saving().getByRole('textbox', { name: 'File names' })
  await field.fill('{nonsense}')
  await expect.element(field).toHaveAccessibleDescription(/cannot be a file name/)
  await field.fill('a/b')
  await saving().getByRole('button', { name: 'Keep' }).click({ force: true })
  expect(fake.calls.map(([name]) => name)).not.toContain('settings.change')
  await saving().getByRole('button', { name: 'Undo' }).click()
  await expect.element(field).toHaveValue(settings.nameTemplate)
})

test('how many at once, and how often files are verified, are asked of main', async () => {
  const fake = await open()
  await saving().getByRole('button', { name: '4', exact: true }).click()
  await saving().getByRole('combobox', { name: 'Verify saved files' }).selectOptions('Every week')
  expect(fake.calls).toContainEqual(['settings.change', { videosAtOnce: 4 }])
  expect(fake.calls).toContainEqual(['settings.change', { verifyEveryDays: 7 }])
})

test('saving after the call is switched on, and then asks how long to wait', async () => {
  const fake = await open()
  const rule = saving().getByRole('switch', { name: 'Save my videos when the call ends' })
  const wait = saving().getByRole('textbox', { name: 'Seconds to wait after the call' })
  expect(wait.elements()).toHaveLength(0)
  await rule.click()
  expect(fake.calls).toContainEqual(['settings.change', { saveAfterCall: true }])
  fake.emit('settings.changed', { ...settings, saveAfterCall: true })
  await wait.fill('5000')
  await expect.element(wait).toHaveAccessibleDescription('A whole number from 0 to 3600.')
  await wait.fill('90')
  await userEvent.tab()
  expect(fake.calls).toContainEqual(['settings.change', { saveAfterCallWaitSeconds: 90 }])
})

test('what a policy fixes is shown and cannot be changed here', async () => {
  await open({
    'settings.get': {
      ...settings,
      saveFolderManaged: true,
      saveAfterCall: true,
      verifyEveryDays: 14,
      managed: [
        'saveFolder',
        'nameTemplate',
        'videosAtOnce',
        'saveAfterCall',
        'saveAfterCallWaitSeconds',
        'verifyEveryDays'
      ]
    }
  })
  await expect.poll(() => page.getByText('Set by your organisation').elements()).toHaveLength(6)
  await expect.element(saving()).toHaveTextContent('Every 14 days')
  await expect.element(saving().getByRole('switch')).toBeDisabled()
  for (const field of saving().getByRole('textbox').elements()) expect(field).toBeDisabled()
  expect(saving().getByRole('button').elements()).toHaveLength(0)
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
