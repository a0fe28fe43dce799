import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { hasRealElectron } from '../electron-host/which.ts'
import { launchCallside, logOf, type Callside } from './support/app.ts'
import { heldDialogs } from './support/held-dialogs.ts'
import { endSession, quit, terminate } from './support/leave.ts'
import { activityRow, closeWindow, goTo, windowOf } from './support/shell.ts'
import { expect, inH5Call, signedIn, test } from './support/test.ts'

/** Asks to quit in a call, and leaves the question standing. */
async function questionOf(callside: Callside): Promise<void> {
  const dialogs = await heldDialogs(callside)
  await quit(callside)
  await expect.poll(dialogs.open).toEqual(['You are in a call'])
}

test('the question of quitting cannot be lost: asked twice it is shown again, and so it is by closing', async ({
  page,
  gateway,
  callside
}) => {
  await signedIn(page)
  await inH5Call(page, gateway)
  const dialogs = await heldDialogs(callside)
  await closeWindow(callside)
  await expect.poll(() => windowOf(callside)).toMatchObject({ visible: false })
  await quit(callside)
  await expect.poll(dialogs.open).toEqual(['You are in a call'])
  expect(await dialogs.sheets()).toBe(true)
  await expect.poll(() => windowOf(callside)).toMatchObject({ visible: true })

  await callside.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.minimize()
  })
  await quit(callside)
  await expect.poll(() => windowOf(callside)).toMatchObject({ visible: true, minimised: false })
  await closeWindow(callside)
  await quit(callside)
  expect(await dialogs.open()).toEqual(['You are in a call'])
  expect(await windowOf(callside)).toMatchObject({ visible: true })

  // Stay: as if nobody had asked; the window closes into the tray again, and a later wish asks anew.
  await dialogs.answer(0)
  await expect(page.getByRole('banner').getByText('Connected')).toBeVisible()
  await closeWindow(callside)
  await expect.poll(() => windowOf(callside)).toMatchObject({ visible: false })
  await quit(callside)
  await expect.poll(dialogs.open).toEqual(['You are in a call'])
  await dialogs.answer(1)
  await callside.ended()
  expect(gateway.control.counts('forceLogout')).toEqual({ received: 1, accepted: 1 })
})

test('a call that ends while the question stands takes it back, and the app goes', async ({
  page,
  gateway,
  callside
}) => {
  await signedIn(page)
  const callId = await inH5Call(page, gateway)
  await questionOf(callside)
  gateway.script.hangUp(callId)
  await callside.ended()
  expect(gateway.control.counts('forceLogout').received).toBe(0)
  expect(gateway.control.counts('logout')).toEqual({ received: 2, accepted: 1 })
})

test('SIGTERM in a call asks nobody, and ends in order', async ({ page, gateway, callside }) => {
  await signedIn(page)
  await inH5Call(page, gateway)
  await questionOf(callside)
  await terminate(callside)
  await callside.ended()
  expect(gateway.control.counts('forceLogout')).toEqual({ received: 1, accepted: 1 })
})

test('a shut-down of the system is held for the sign-out, and never refused', async ({
  page,
  gateway,
  callside
}) => {
  await signedIn(page)
  await inH5Call(page, gateway)
  const held = await callside.app.evaluate(({ powerMonitor }) => {
    let prevented = false
    const event = {
      preventDefault: () => {
        prevented = true
      }
    }
    powerMonitor.emit('shutdown', event)
    return prevented
  })
  expect(held).toBe(true)
  await callside.ended()
  expect(gateway.control.counts('forceLogout')).toEqual({ received: 1, accepted: 1 })
})

test('a log-off from Windows in a call: the gateway has heard the sign-out before the handler returns', async ({
  page,
  gateway,
  callside
}) => {
  await signedIn(page)
  const callId = await inH5Call(page, gateway)
  await endSession(callside, 'KILL')
  expect(gateway.control.counts('forceLogout')).toEqual({ received: 1, accepted: 1 })
  expect(gateway.script.callOf('1001')?.callId).not.toBe(callId)
})

test('a log-off from Windows that leaves the time: signed out once, and the app ends in order', async ({
  page,
  gateway,
  callside
}) => {
  await signedIn(page)
  await inH5Call(page, gateway)
  await questionOf(callside)
  await endSession(callside, null)
  expect(gateway.control.counts('forceLogout')).toEqual({ received: 1, accepted: 1 })
})

test('a gateway that does not answer keeps nobody from logging off', async ({
  page,
  gateway,
  callside
}) => {
  await signedIn(page)
  await inH5Call(page, gateway)
  gateway.control.fail('forceLogout', { kind: 'stall' }, { times: 'always' })
  await endSession(callside, null)
  expect(gateway.control.counts('forceLogout').received).toBeGreaterThan(0)
  expect(logOf(callside)).toContain('signing out at once')
})

test('in Practice a log-off waits for nobody', async ({ page, callside }) => {
  await page.getByRole('button', { name: 'Practice' }).click()
  await expect(page.getByRole('banner').getByText('Connected')).toBeVisible()
  await endSession(callside, null)
  // Waiting in vain is told.
  expect(logOf(callside)).not.toContain('signing out at once')
})

test('a window that is closed while the settings cannot be written stays in the tray, and says so', async ({
  page,
  callside
}) => {
  const settings = join(callside.home, 'user-data/settings.json')
  rmSync(settings, { force: true })
  // No account can write a file over a folder: so it is with a full disk or a locked file.
  mkdirSync(settings)
  await closeWindow(callside)
  await expect.poll(() => windowOf(callside)).toMatchObject({ windows: 1, visible: false })
  await closeWindow(callside)
  await callside.app.evaluate(({ app }) => app.emit('activate'))
  await expect(await activityRow(page, 'The settings file cannot be written')).toHaveCount(1)
  await quit(callside)
  await callside.ended()
})

test('a maximised window opens maximised, and gets its former size back', async ({ callside }) => {
  // A bare display has none, and the real Electron maximizes nothing there.
  const { XDG_CURRENT_DESKTOP: desktop } = process.env
  test.skip(hasRealElectron() && desktop === undefined, 'maximizing takes a window manager')
  const place = { x: 40, y: 30, width: 900, height: 640 }
  await callside.app.evaluate(({ BrowserWindow }, bounds) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.setBounds(bounds)
    window?.maximize()
  }, place)
  await expect.poll(() => windowOf(callside)).toMatchObject({ maximised: true })
  await quit(callside)
  await callside.ended()
  const next = await launchCallside({ home: callside.home })
  try {
    await expect.poll(() => windowOf(next)).toMatchObject({ visible: true, maximised: true })
    await next.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.unmaximize()
    })
    await expect.poll(() => windowOf(next)).toMatchObject({ maximised: false, bounds: place })
    await goTo(next.page, 'Settings')
  } finally {
    await next.close()
  }
})
