import { expect } from '@playwright/test'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { fixtureTest as test } from '../electron-host/fixture-app/launch.ts'
import type { FixtureWindow } from '../electron-host/fixture-app/page-api.ts'
import { childrenOf, exitCodeOf } from '../electron-host/fixture-app/processes.ts'
import { hasRealElectron } from '../electron-host/which.ts'

// What the stand-in alone has. The other host specs hold on the real Electron, too.

declare const window: FixtureWindow
declare const document: { body: unknown }

test('what does not cross the bridge of the stand-in is refused in words', async ({ fixture }) => {
  test.skip(hasRealElectron(), 'the real Electron lets DOM nodes and synchronous messages through')
  const said = await fixture.window.evaluate(() => {
    const words = (work: () => void): string => {
      try {
        work()
        return 'let through'
      } catch (error) {
        return String(error)
      }
    }
    return [words(() => void window.api.takes(document.body)), words(window.api.sendSync)]
  })
  expect(said).toEqual([
    'TypeError: Electron stand-in: DOM nodes cannot cross contextBridge here',
    'Error: Electron stand-in: ipcRenderer.sendSync is not offered'
  ])
})

test('a member that is not offered throws with its name', async ({ fixture }) => {
  test.skip(hasRealElectron(), 'the real Electron offers every member')
  const said = await fixture.app.evaluate(({ app, BrowserWindow, nativeImage, autoUpdater }) => {
    const attempt = (work: () => unknown): string => {
      try {
        return String(work())
      } catch (error) {
        return String(error).replace(/ \(add it.*$/, '')
      }
    }
    const [window] = BrowserWindow.getAllWindows()
    return [
      attempt(() => app.dock),
      attempt(() => window?.setOpacity(1)),
      attempt(() => window?.webContents.setZoomLevel(1)),
      attempt(() => nativeImage.createFromBitmap(Buffer.alloc(4), { width: 1, height: 1 })),
      attempt(() => {
        autoUpdater.checkForUpdates()
      }),
      attempt(() => app.on('login', () => undefined)),
      attempt(() => new BrowserWindow({ webPreferences: { nodeIntegration: true } }))
    ]
  })
  expect(said).toEqual(
    [
      'app.dock',
      'BrowserWindow.setOpacity',
      'webContents.setZoomLevel',
      'nativeImage.createFromBitmap',
      'autoUpdater.checkForUpdates',
      "app.on('login')",
      'webPreferences.nodeIntegration: true'
    ].map((name) => `NotOfferedError: Electron stand-in: ${name} is not offered`)
  )
})

test("the key file of the stand-in is its user's alone", async ({ fixture }) => {
  test.skip(hasRealElectron(), 'the real Electron keeps its key in no file of ours')
  await fixture.app.evaluate(({ safeStorage }) => safeStorage.encryptStringAsync('pass'))
  const { mode } = statSync(join(fixture.userData, 'stand-in-safe-storage.key'))
  expect(mode & 0o777).toBe(0o600)
})

test('a browser that dies ends the app with an error', async ({ fixture }) => {
  test.skip(hasRealElectron(), 'on the real Electron main is the browser')
  const main = await fixture.app.evaluate(() => process.pid)
  const [browser = 0] = childrenOf(main)
  expect(browser).toBeGreaterThan(0)
  process.kill(browser, 'SIGKILL')
  expect(await exitCodeOf(fixture.app)).toBe(1)
})
