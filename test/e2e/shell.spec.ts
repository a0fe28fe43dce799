import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { launchCallside } from './support/app.ts'
import { closeWindow, desktopOf, goTo, launchAgain, windowOf } from './support/shell.ts'
import { expect, test } from './support/test.ts'

// No gateway, and no save folder: both are the agent's own to choose.
const policy = { saveFolder: undefined }
test.use({ startOptions: { policy } })

const place = { x: 40, y: 30, width: 900, height: 640 }

test('a window closed by its button stays in the tray, and a second launch shows it again', async ({
  callside
}) => {
  await closeWindow(callside)
  await expect.poll(() => windowOf(callside)).toMatchObject({ windows: 1, visible: false })
  expect(await launchAgain(callside)).toBe(0)
  await expect.poll(() => windowOf(callside)).toMatchObject({ windows: 1, visible: true })
  await expect(callside.page.getByRole('button', { name: 'Practice' })).toBeVisible()
})

test('what an agent chose holds at once, without a reload, and after a restart', async ({
  page,
  callside
}) => {
  const desktop = desktopOf(callside)
  const html = page.locator('html')
  await goTo(page, 'Settings')
  await page.evaluate(() => Reflect.set(globalThis, 'loadedOnce', true))
  await page.getByRole('button', { name: 'Dark' }).click()
  await expect(html).toHaveAttribute('data-theme', 'dark')
  await expect(page.locator('body')).toHaveCSS('color-scheme', 'dark')

  const folder = join(callside.home, 'videos of 客户')
  mkdirSync(folder)
  await page.getByRole('button', { name: /Choose a folder/ }).click()
  await expect.poll(() => desktop.calls('dialog.showOpenDialog')).toHaveLength(1)
  await expect(page.getByText('videos of 客户')).toBeHidden()
  await desktop.answer('dialog.showOpenDialog', { filePaths: [folder] })
  await page.getByRole('button', { name: /Choose a folder/ }).click()
  await expect(page.getByText(folder)).toBeVisible()

  await page.getByRole('button', { name: '简体中文' }).click()
  await expect(page.getByRole('heading', { name: '设置' })).toBeVisible()
  await expect(html).toHaveAttribute('lang', 'zh-CN')
  expect(await page.evaluate(() => Reflect.get(globalThis, 'loadedOnce') as unknown)).toBe(true)

  await callside.app.evaluate(({ BrowserWindow }, bounds) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(bounds)
  }, place)
  await closeWindow(callside)
  await desktop.clickTray('退出').catch(() => undefined)
  await callside.ended()

  const next = await launchCallside({ home: callside.home, policy })
  try {
    await expect(next.page.locator('html')).toHaveAttribute('lang', 'zh-CN')
    await expect(next.page.locator('html')).toHaveAttribute('data-theme', 'dark')
    await goTo(next.page, '设置')
    await expect(next.page.getByText(folder)).toBeVisible()
    expect(await windowOf(next)).toMatchObject({ visible: true, bounds: place })
  } finally {
    await next.close()
  }
})
