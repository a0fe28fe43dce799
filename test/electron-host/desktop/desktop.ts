import type { Recorder } from '../recorder.ts'
import { HostAutoUpdater } from './auto-updater.ts'
import { HostClipboard } from './clipboard.ts'
import type { SideChannelParts } from '../side-channel.ts'
import { HostDialog } from './dialog.ts'
import { HostGlobalShortcut } from './global-shortcut.ts'
import { createMenus } from './menu.ts'
import { createNativeImageModule } from './native-image.ts'
import { HostNativeTheme } from './native-theme.ts'
import { createNotifications } from './notification.ts'
import { HostPowerMonitor } from './power-monitor.ts'
import { displayWorkArea, HostScreen } from './screen.ts'
import { HostShell } from './shell.ts'
import { createTrays } from './tray.ts'

type DesktopModule =
  | 'autoUpdater'
  | 'clipboard'
  | 'dialog'
  | 'globalShortcut'
  | 'Menu'
  | 'MenuItem'
  | 'nativeImage'
  | 'nativeTheme'
  | 'Notification'
  | 'powerMonitor'
  | 'screen'
  | 'shell'
  | 'Tray'

export interface Desktop {
  readonly modules: Record<DesktopModule, object>
  readonly workArea: Electron.Rectangle
  readonly nativeTheme: HostNativeTheme
  /** The host's: called just before the app hears that it is ready. */
  readonly becomeReady: () => void
  readonly showErrorBox: (title: string, content: string) => void
  /** What of the side channel acts on the desktop. */
  readonly sideChannel: Pick<
    SideChannelParts,
    'answer' | 'tray' | 'applicationMenu' | 'press' | 'setSystemDark'
  > & { readonly emitters: Omit<SideChannelParts['emitters'], 'app'> }
}

export interface DesktopOptions {
  recorder: Recorder
  focusedWindow: () => Electron.BrowserWindow | null
  quit: () => void
}

/** Everything of the desktop around the windows. */
export function createDesktop({ recorder, focusedWindow, quit }: DesktopOptions): Desktop {
  const menus = createMenus({
    recorder,
    focusedWindow,
    performRole: (role) => {
      if (role === 'quit') quit()
      else if (role === 'close') focusedWindow()?.close()
      else if (role === 'minimize') focusedWindow()?.minimize()
      else recorder.record('MenuItem role', role)
    }
  })
  const parts = {
    dialog: new HostDialog(recorder),
    menus,
    trays: createTrays({ recorder, hostMenuOf: menus.hostOf }),
    notifications: createNotifications(recorder),
    globalShortcut: new HostGlobalShortcut(recorder),
    nativeTheme: new HostNativeTheme(),
    autoUpdater: new HostAutoUpdater(),
    powerMonitor: new HostPowerMonitor(),
    screen: new HostScreen()
  }
  const modules: Record<DesktopModule, object> = {
    autoUpdater: parts.autoUpdater.official,
    clipboard: new HostClipboard().official,
    dialog: parts.dialog.official,
    globalShortcut: parts.globalShortcut.official,
    Menu: menus.Menu,
    MenuItem: menus.MenuItem,
    nativeImage: createNativeImageModule(),
    nativeTheme: parts.nativeTheme.official,
    Notification: parts.notifications.Notification,
    powerMonitor: parts.powerMonitor.official,
    screen: parts.screen.official,
    shell: new HostShell(recorder).official,
    Tray: parts.trays.Tray
  }
  const { dialog, trays, notifications, globalShortcut, nativeTheme } = parts
  return {
    modules,
    workArea: displayWorkArea,
    nativeTheme,
    becomeReady: menus.becomeReady,
    showErrorBox: dialog.showErrorBox.bind(dialog),
    sideChannel: {
      answer: dialog.answer.bind(dialog),
      emitters: {
        autoUpdater: () => parts.autoUpdater,
        powerMonitor: () => parts.powerMonitor,
        screen: () => parts.screen,
        tray: trays.current,
        notification: notifications.latest
      },
      tray: () => {
        const { toolTip, title, image, menu } = trays.current()
        return { toolTip, title, image, menu: menu?.official ?? null }
      },
      applicationMenu: () => menus.applicationMenu()?.official ?? null,
      press: globalShortcut.press.bind(globalShortcut),
      setSystemDark: nativeTheme.setSystemDark.bind(nativeTheme)
    }
  }
}
