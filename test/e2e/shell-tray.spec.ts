import { readdirSync } from 'node:fs'
import {
  activityRow,
  closeWindow,
  desktopOf,
  goTo,
  trayIcon,
  trayItems,
  windowOf
} from './support/shell.ts'
import { expect, inH5Call, signedIn, test } from './support/test.ts'

const labels = [
  'Callside – Signed out',
  'Open Callside',
  'Status',
  'Capture customer',
  'Save last video',
  'Answer',
  'Back to the queue',
  'Hold',
  'Take back',
  'Hang up',
  'Sign out',
  'Quit'
]

test('the tray shows how things are, and does what the buttons do', async ({
  page,
  gateway,
  callside
}) => {
  const desktop = desktopOf(callside)
  const items = () => trayItems(desktop)
  expect(Object.keys(await items())).toEqual(labels)
  expect(await items()).toMatchObject({
    ...{ 'Open Callside': true, 'Capture customer': false, 'Save last video': false },
    ...{ 'Sign out': false, Quit: true }
  })
  await expect(desktop.clickTray('Capture customer')).rejects.toThrow('is disabled')

  gateway.control.answerCaptures('accept')
  await signedIn(page)
  await expect.poll(() => trayIcon(callside)).toBe('connected')
  expect((await desktop.tray()).toolTip).toBe('Callside – Connected, agent 1001')
  expect(await items()).toMatchObject({ 'Capture customer': false, 'Sign out': true })

  // The window is closed: everything that follows is given from the tray.
  const callId = await inH5Call(page, gateway)
  await closeWindow(callside)
  await expect.poll(items).toMatchObject({ 'Capture customer': true, 'Save last video': false })
  await desktop.clickTray('Capture customer')
  await expect.poll(() => gateway.control.counts('imageCapture').accepted).toBe(1)
  expect(gateway.control.requests('imageCapture')[0]?.body).toContain(callId)
  await expect.poll(() => filesOf(callside.saved, '.jpg')).toHaveLength(1)

  gateway.script.record(callId)
  await expect.poll(items).toMatchObject({ 'Save last video': true })
  await desktop.clickTray('Save last video')
  await expect.poll(() => filesOf(callside.saved, '.mp4')).toHaveLength(1)
  await expect.poll(items).toMatchObject({ 'Save last video': false })

  // Refused in a call: the window comes back and says why; nothing was forced.
  expect(await windowOf(callside)).toMatchObject({ visible: false })
  await desktop.clickTray('Sign out')
  await expect.poll(() => windowOf(callside)).toMatchObject({ visible: true })
  await expect((await activityRow(page, 'That did not work')).last()).toBeVisible()
  expect(gateway.control.counts('forceLogout').received).toBe(0)

  await gateway.control.goAway()
  await expect.poll(() => trayIcon(callside)).toBe('reconnecting')
  await gateway.control.comeBack()
  await expect.poll(items).toMatchObject({ 'Sign out': true })
  gateway.script.hangUp(callId)
  await expect.poll(items).toMatchObject({ 'Capture customer': false })
  await closeWindow(callside)
  await desktop.clickTray('Sign out')
  await expect.poll(async () => (await desktop.tray()).toolTip).toBe('Callside – Signed out')
  expect(await trayIcon(callside)).toBe('signed-out')
  expect(gateway.control.counts('logout').accepted).toBe(1)
  await desktop.clickTray('Open Callside')
  await expect.poll(() => windowOf(callside)).toMatchObject({ visible: true, windows: 1 })
})

test('Practice is marked in the tray as on the screen, and speaks Chinese with it', async ({
  page,
  callside
}) => {
  const desktop = desktopOf(callside)
  await page.getByRole('button', { name: 'Practice' }).click()
  await expect(page.getByText(/Practice – nothing here is real/)).toBeVisible()
  await expect.poll(() => trayIcon(callside)).toBe('practice')
  expect((await desktop.tray()).toolTip).toBe('Callside – Practice, nothing here is real')
  await goTo(page, 'Settings')
  await page.getByRole('button', { name: '简体中文' }).click()
  await expect.poll(async () => Object.keys(await trayItems(desktop))).toContain('截取客户画面')
})

const filesOf = (folder: string, ending: string): string[] => {
  try {
    return readdirSync(folder).filter((name) => name.endsWith(ending))
  } catch {
    return []
  }
}
