import { createRawSnippet, type Snippet } from 'svelte'
import { expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import LateScreen from '../../src/renderer/src/shell/LateScreen.svelte'
import { createLateScreens, loadAhead } from '../../src/renderer/src/shell/late-screens.ts'
import { Late } from '../../src/renderer/src/state/late.svelte.ts'

const drawn: Snippet<[object]> = createRawSnippet((screen) => ({
  render: () => `<p>${String(Reflect.get(screen(), 'words'))}</p>`
}))

test('a screen is loaded when it is shown, and shown as soon as it is there', async () => {
  const loading = Promise.withResolvers<{ words: string }>()
  const fetch = vi.fn(() => loading.promise)
  const screen = new Late(fetch)
  expect(fetch).not.toHaveBeenCalled()
  await render(LateScreen, { screen, children: drawn })
  await expect.element(page.getByRole('status')).toHaveTextContent('Opening…')
  loading.resolve({ words: 'The screen' })
  await expect.element(page.getByText('The screen')).toBeVisible()
  expect(page.getByRole('status').elements()).toHaveLength(0)
})

test('a screen that was loaded ahead is there at once', async () => {
  const fetch = vi.fn(() => Promise.resolve({ words: 'The screen' }))
  const screen = new Late(fetch)
  screen.load()
  await expect.poll(() => screen.value).not.toBeNull()
  await render(LateScreen, { screen, children: drawn })
  expect(page.getByText('The screen').elements()).toHaveLength(1)
  expect(fetch).toHaveBeenCalledOnce()
})

test('a screen that cannot be loaded says so, and trying again loads the page anew', async () => {
  const reload = vi.fn()
  const screen = new Late<object>(() => Promise.reject(new Error('The file is gone')))
  await render(LateScreen, { screen, reload, children: drawn })
  await expect.element(page.getByText('This screen could not be opened')).toBeVisible()
  await page.getByRole('button', { name: 'Try again' }).click()
  expect(reload).toHaveBeenCalledOnce()
})

test('what is likely to be opened next is loaded while nothing else is to be done', async () => {
  const idle: (() => void)[] = []
  const whenIdle = (work: () => void): void => void idle.push(work)
  const screens = createLateScreens()
  loadAhead(screens, false, whenIdle)
  expect(idle).toHaveLength(1)
  loadAhead(screens, true, whenIdle)
  for (const work of idle) work()
  await expect.poll(() => Object.values(screens).every(({ value }) => value !== null)).toBe(true)
})
