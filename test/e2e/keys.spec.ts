import type { Page } from '@playwright/test'
import { onScreen } from './support/call-data.ts'
import { goTo, windowOf } from './support/shell.ts'
import { expect, inH5Call, signedIn, test } from './support/test.ts'

/** Keys with which browsers, or Electron's default menu, reload, zoom, close, print, search and save. */
const keys = [
  ...['Control+R', 'F5', 'Control+F5', 'Control+W', 'Control+F4', 'F11', 'Alt', 'F10'],
  ...['Control+Equal', 'Control+Minus', 'Control+0', 'Control+NumpadAdd', 'Control+P', 'Control+F'],
  ...[
    'Control+S',
    'Control+O',
    'Control+N',
    'Control+T',
    'Control+U',
    'Control+G',
    'F3',
    'F7',
    'F12'
  ],
  ...['Control+Shift+I', 'Control+Shift+J', 'Control+M', 'Control+H', 'Control+Q', 'Alt+ArrowLeft']
] as const
const typed = 'Order 4711, half typed'

/** What a reload, a zoom, another size or another page would change. */
async function lookOf(page: Page) {
  return page.evaluate(() => {
    const of = (name: string): unknown => Reflect.get(globalThis, name)
    return {
      // Set by the test: a reload loses it.
      mark: of('keysMark'),
      ratio: of('devicePixelRatio'),
      scale: Reflect.get(Object(of('visualViewport')), 'scale') as unknown, // no DOM types here
      width: of('innerWidth'),
      height: of('innerHeight'),
      address: String(of('location'))
    }
  })
}

test('no key of a browser loses what is being typed, with and without focus in a field', async ({
  page,
  gateway,
  callside
}) => {
  await signedIn(page)
  await inH5Call(page, gateway)
  await goTo(page, 'Now')
  const { text } = onScreen(page)
  await text.fill(typed)
  await page.evaluate(() => Reflect.set(globalThis, 'keysMark', 'this page'))
  const before = await lookOf(page)
  const windowBefore = await windowOf(callside)
  expect(before).toMatchObject({ mark: 'this page', scale: 1 })

  const places = [
    { name: 'in the field', go: () => text.focus() },
    { name: 'on no field', go: () => page.locator('main').focus() }
  ]
  for (const { name, go } of places) {
    for (const key of [...keys, 'Control+Shift+R'] as const) {
      await go()
      await page.keyboard.press(key)
      expect(await lookOf(page), `${key} ${name}`).toEqual(before)
      await expect(text, `${key} ${name}`).toHaveValue(typed)
    }
  }
  expect(await windowOf(callside)).toEqual(windowBefore)
  // Ctrl+Shift+R is ours: it asked for rejoin information, and nothing else did.
  expect(gateway.control.counts('getConnectInfo').received).toBeGreaterThan(0)
})

test('the wheel with Ctrl zooms nothing', async ({ page }) => {
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  const before = await lookOf(page)
  await page.mouse.move(400, 300)
  await page.keyboard.down('Control')
  for (const step of [-300, -300, 300]) await page.mouse.wheel(0, step)
  await page.keyboard.up('Control')
  expect(await lookOf(page)).toEqual(before)
})

test('a field copies, pastes and takes back by key without a menu', async ({ page }) => {
  const field = page.getByLabel('Agent ID', { exact: true })
  await field.fill('101')
  await field.press('Control+A')
  await field.press('Control+C')
  await field.press('Delete')
  await expect(field).toHaveValue('')
  await field.press('Control+V')
  await field.press('Control+V')
  await expect(field).toHaveValue('101101')
  await field.press('Control+Z')
  await expect(field).not.toHaveValue('101101')
})
