import { expect, type Page } from '@playwright/test'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { RawBridge } from '../../../src/shared/ipc/contract.ts'
import type { CommandName } from '../../../src/shared/ipc/names.ts'
import { createRemoteHost, type RemoteHost } from '../../electron-host/remote.ts'
import { electronProgram } from '../../electron-host/which.ts'
import type { Callside } from './app.ts'

const root = resolve(import.meta.dirname, '../../..')

/** Goes to a screen by its entry in the bar. */
export async function goTo(page: Page, screen: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: screen, exact: true }).click()
}

/** Gives a command past the screens, as a page that is not ours would. */
export function invoke(page: Page, name: CommandName, input?: unknown): Promise<unknown> {
  return page.evaluate(
    ([command, value]) => {
      const bridge = Reflect.get(globalThis, 'callside') as RawBridge // what the preload exposes
      return bridge.invoke(command, value)
    },
    [name, input] as const
  )
}

/** Signs out whoever is signed in, whatever they do, and opens the sign-in form. */
export async function atSignIn(page: Page): Promise<void> {
  const connect = page.getByRole('link', { name: 'Connect', exact: true })
  await expect(
    connect.or(page.getByRole('button', { name: 'Sign out', exact: true }))
  ).toBeVisible()
  await invoke(page, 'session.signOut', { force: true })
  await connect.click()
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
}

/** Tray, dialogs, notifications and the rest of the desktop around the app, as a person has them. */
export const desktopOf = ({ app }: Callside): RemoteHost => createRemoteHost(app)

export interface TrayItem {
  label: string
  enabled: boolean
}

/** The tray's items by label, with whether they can be clicked. */
export async function trayItems(desktop: RemoteHost): Promise<Record<string, boolean>> {
  const { menu } = await desktop.tray()
  const { items } = menu as { items: Partial<TrayItem>[] } // as the stand-in describes a menu
  return Object.fromEntries(
    items.flatMap(({ label, enabled }) => (label === undefined ? [] : [[label, enabled === true]]))
  )
}

/** The state whose image the tray has, among those of `resources/icons`, or nothing. */
export async function trayIcon(callside: Callside): Promise<string | undefined> {
  const { image } = await desktopOf(callside).tray()
  const folder = join(root, 'resources/icons/tray/linux')
  const files = readdirSync(folder)
  // Compared as Electron has read them: the real one encodes its images anew.
  const images = await callside.app.evaluate(
    ({ nativeImage }, paths) => paths.map((path) => nativeImage.createFromPath(path).toDataURL()),
    files.map((name) => join(folder, name))
  )
  return files[images.indexOf(image)]?.replace(/-\d+\.png$/, '')
}

/** What the one window is: whether it can be seen, and where it is. */
export function windowOf({ app }: Callside) {
  return app.evaluate(({ BrowserWindow }) => {
    const windows = BrowserWindow.getAllWindows()
    const [only] = windows
    return {
      windows: windows.length,
      visible: only?.isVisible(),
      minimised: only?.isMinimized(),
      maximised: only?.isMaximized(),
      bounds: only?.getBounds()
    }
  })
}

/** A person closes the window by its button. */
export function closeWindow({ app }: Callside): Promise<void> {
  return app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.close()
  })
}

/** Starts the app again for the same user while it runs. Gives the second one's exit code. */
export async function launchAgain({ home }: Callside): Promise<number | null> {
  const child = spawn(electronProgram(), ['.', `--user-data-dir=${join(home, 'user-data')}`], {
    cwd: root,
    stdio: 'ignore'
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  return code
}

/** The screen Activity, and a row of it that says `text`. */
export async function activityRow(page: Page, text: string | RegExp) {
  await goTo(page, 'Activity')
  const row = page.getByRole('list', { name: 'Activity' }).getByRole('listitem')
  await expect(row.first()).toBeVisible()
  return row.filter({ hasText: text })
}
