import type { HostApp } from './app/app.ts'
import type { HostAutoUpdater } from './desktop/auto-updater.ts'
import type { DialogAnswers, DialogApi, HostDialog } from './desktop/dialog.ts'
import type { HostGlobalShortcut } from './desktop/global-shortcut.ts'
import type { HostMenu, Menus } from './desktop/menu.ts'
import type { HostNativeTheme } from './desktop/native-theme.ts'
import type { HostNotification, Notifications } from './desktop/notification.ts'
import type { HostPowerMonitor } from './desktop/power-monitor.ts'
import type { HostScreen } from './desktop/screen.ts'
import type { HostTray, Trays } from './desktop/tray.ts'
import { describeKey, type RecordedCall, type Recorder } from './recorder.ts'
import type { EventArguments, EventName } from './typing/events.ts'

/** What a test can make happen, by target. */
interface Targets {
  app: Electron.App
  autoUpdater: Electron.AutoUpdater
  powerMonitor: Electron.PowerMonitor
  screen: Electron.Screen
  tray: Electron.Tray
  notification: Electron.Notification
}
export type Target = keyof Targets

/** What the tray shows now; plain values. */
export interface TrayView {
  toolTip: string
  title: string
  /** The image as a `data:` URL, or the path where the app gave a path. */
  image: string
  menu: unknown
}

/**
 * What tests and the demo use beside Electron's own API, inside `electronApp.evaluate`:
 * `globalThis.__electronHost`. It does not exist where the real Electron runs.
 */
export interface ElectronHost {
  /** Electron's version whose API is followed, and the browser's. */
  readonly versions: { electron: string; chromium: string }
  /** Everything that was recorded instead of done, oldest first. */
  readonly record: readonly RecordedCall[]
  /** Queues the answer of the next dialog of that kind. */
  answer: <A extends DialogApi>(api: A, answer: DialogAnswers[A]) => void
  /** Fires an event with the arguments that electron.d.ts documents. */
  fire: <T extends Target, E extends EventName<Targets[T]>>(
    target: T,
    event: E,
    ...args: EventArguments<Targets[T], E>
  ) => void
  /** What the tray shows. */
  tray: () => TrayView
  /** A person clicks in the tray's menu: `clickTray('Open')`, `clickTray('More', 'Sign out')`. */
  clickTray: (...labels: string[]) => void
  /** A person clicks in the application menu. */
  clickMenu: (...labels: string[]) => void
  /** A person presses a global shortcut. */
  press: (accelerator: string) => void
  /** The desktop's theme changes. */
  setSystemDark: (isDark: boolean) => void
}

export interface SideChannelParts {
  electronVersion: string
  chromiumVersion: () => string
  recorder: Recorder
  dialog: HostDialog
  menus: Menus
  trays: Trays
  notifications: Notifications
  globalShortcut: HostGlobalShortcut
  nativeTheme: HostNativeTheme
  app: HostApp
  autoUpdater: HostAutoUpdater
  powerMonitor: HostPowerMonitor
  screen: HostScreen
}

export function createSideChannel(parts: SideChannelParts): ElectronHost {
  const { menus, trays, app, autoUpdater, powerMonitor, screen } = parts
  const emitters: Record<
    Target,
    () => HostApp | HostAutoUpdater | HostPowerMonitor | HostScreen | HostTray | HostNotification
  > = {
    app: () => app,
    autoUpdater: () => autoUpdater,
    powerMonitor: () => powerMonitor,
    screen: () => screen,
    tray: trays.current,
    notification: parts.notifications.latest
  }
  const click = (menu: HostMenu | null, labels: string[]): void => {
    if (menu === null) throw new Error('Electron stand-in: there is no menu')
    const item = menu.itemAt(labels)
    if (!item.enabled) throw new Error(`Electron stand-in: "${labels.join(' > ')}" is disabled`)
    item.click()
  }
  return {
    get versions() {
      return { electron: parts.electronVersion, chromium: parts.chromiumVersion() }
    },
    record: parts.recorder.calls,
    answer: (api, answer) => {
      parts.dialog.answer(api, answer)
    },
    fire: (target, event, ...args) => {
      // `fire`'s own signature has checked event and arguments against electron.d.ts.
      emitters[target]().emit(event, ...(args as unknown[]))
    },
    tray: () => {
      const { toolTip, title, image, menu } = trays.current()
      const shown = typeof image === 'string' ? image : image.toDataURL()
      return { toolTip, title, image: shown, menu: menu?.[describeKey] ?? null }
    },
    clickTray: (...labels) => {
      click(trays.current().menu, labels)
    },
    clickMenu: (...labels) => {
      click(menus.applicationMenu(), labels)
    },
    press: (accelerator) => {
      parts.globalShortcut.press(accelerator)
    },
    setSystemDark: (isDark) => {
      parts.nativeTheme.setSystemDark(isDark)
    }
  }
}
