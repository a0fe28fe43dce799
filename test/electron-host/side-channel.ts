import type { DialogAnswers, DialogApi } from './desktop/dialog.ts'
import { clickItem, describeMenu } from './menu-path.ts'
import type { RecordedCall } from './recorder.ts'
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
 * `globalThis.__electronHost`. The stand-in has it by itself; the real Electron gets it from the module
 * that `launchArguments` loads.
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

/** A tray as the app has set it. */
export interface ShownTray {
  readonly toolTip: string
  readonly title: string
  readonly image: Electron.NativeImage | string
  readonly menu: Electron.Menu | null
}

/** What there is on the stand-in, and on the real Electron under `recording/`. */
export interface SideChannelParts {
  readonly versions: () => ElectronHost['versions']
  readonly calls: readonly RecordedCall[]
  readonly answer: ElectronHost['answer']
  /** What events are fired on; an error where the app has made none. */
  readonly emitters: Record<Target, () => { emit: (event: string, ...args: unknown[]) => boolean }>
  /** The tray that is there now; an error where there is none. */
  readonly tray: () => ShownTray
  readonly applicationMenu: () => Electron.Menu | null
  readonly focusedWindow: () => Electron.BaseWindow | null
  readonly press: (accelerator: string) => void
  readonly setSystemDark: (isDark: boolean) => void
}

/** One side channel for both: only where its parts come from differs. */
export function createSideChannel(parts: SideChannelParts): ElectronHost {
  const click = (menu: Electron.Menu | null, labels: string[]): void => {
    clickItem(menu, labels, parts.focusedWindow())
  }
  return {
    get versions() {
      return parts.versions()
    },
    record: parts.calls,
    answer: parts.answer,
    fire: (target, event, ...args) => {
      // `fire`'s own signature has checked event and arguments against electron.d.ts.
      parts.emitters[target]().emit(event, ...(args as unknown[]))
    },
    tray: () => {
      const { toolTip, title, image, menu } = parts.tray()
      const shown = typeof image === 'string' ? image : image.toDataURL()
      return { toolTip, title, image: shown, menu: menu === null ? null : describeMenu(menu) }
    },
    clickTray: (...labels) => {
      click(parts.tray().menu, labels)
    },
    clickMenu: (...labels) => {
      click(parts.applicationMenu(), labels)
    },
    press: parts.press,
    setSystemDark: parts.setSystemDark
  }
}
