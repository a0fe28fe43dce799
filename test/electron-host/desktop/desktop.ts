import type { Recorder } from '../recorder.ts'
import { HostAutoUpdater } from './auto-updater.ts'
import { HostClipboard } from './clipboard.ts'
import { HostDialog } from './dialog.ts'
import { HostGlobalShortcut } from './global-shortcut.ts'
import { createMenus, type Menus } from './menu.ts'
import { createNativeImageModule } from './native-image.ts'
import { HostNativeTheme } from './native-theme.ts'
import { createNotifications, type Notifications } from './notification.ts'
import { HostPowerMonitor } from './power-monitor.ts'
import { displayWorkArea, HostScreen } from './screen.ts'
import { HostShell } from './shell.ts'
import { createTrays, type Trays } from './tray.ts'

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
  /** What the side channel acts on. */
  readonly parts: {
    dialog: HostDialog
    menus: Menus
    trays: Trays
    notifications: Notifications
    globalShortcut: HostGlobalShortcut
    nativeTheme: HostNativeTheme
    autoUpdater: HostAutoUpdater
    powerMonitor: HostPowerMonitor
    screen: HostScreen
  }
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
  return { modules, workArea: displayWorkArea, parts }
}
