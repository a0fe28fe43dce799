// Loaded by Electron's `-r` before the app, in tests only: makes the real Electron record what the
// stand-in records, so that specs play the person at the desktop in the same words on both.
import * as electron from 'electron'
import { HostClipboard } from '../desktop/clipboard.ts'
import { HostDialog } from '../desktop/dialog.ts'
import { HostGlobalShortcut } from '../desktop/global-shortcut.ts'
import { HostShell } from '../desktop/shell.ts'
import { offeredMembers } from '../offered.ts'
import { createRecorder } from '../recorder.ts'
import { createSideChannel } from '../side-channel.ts'
import { forgetThisModule } from './arguments.ts'
import { describeObjects } from './describe-objects.ts'
import { recordBeside, takeOver } from './members.ts'
import { recordMenus } from './menus.ts'
import { recordNotifications } from './notifications.ts'
import { giveAsyncSafeStorage } from './safe-storage.ts'
import { followTheme } from './theme.ts'
import { recordTrays } from './trays.ts'

forgetThisModule(process.argv, __filename)
describeObjects(electron)

const recorder = createRecorder()
const dialog = new HostDialog(recorder)
const globalShortcut = new HostGlobalShortcut(recorder)
takeOver(electron.dialog, dialog, offeredMembers.Dialog)
takeOver(electron.shell, new HostShell(recorder), offeredMembers.Shell)
takeOver(electron.globalShortcut, globalShortcut, offeredMembers.GlobalShortcut)
takeOver(electron.clipboard, new HostClipboard(), offeredMembers.Clipboard)
giveAsyncSafeStorage(electron.safeStorage, process.env['ELECTRON_STAND_IN_PASSWORD_STORE'])
recordBeside(electron.app, ['focus', 'setAppUserModelId'], (name, args) => {
  recorder.record(`app.${name}`, ...args)
})
// It would start the app anew when the test has ended it.
takeOver(
  electron.app,
  {
    relaunch: (options?: Electron.RelaunchOptions) => {
      recorder.record('app.relaunch', options ?? {})
    }
  },
  ['relaunch']
)
recordBeside(
  electron.BrowserWindow.prototype,
  [
    'setMenu',
    'removeMenu',
    'setMenuBarVisibility',
    'setContentProtection',
    'setProgressBar',
    'flashFrame'
  ],
  (name, args) => {
    recorder.record(`BrowserWindow.${name}`, ...args)
  }
)
recordMenus(electron.Menu, recorder)
const trays = recordTrays(electron.Tray.prototype, recorder)
const notifications = recordNotifications(electron.Notification, recorder)

Object.defineProperty(globalThis, '__electronHost', {
  value: createSideChannel({
    versions: () => ({
      electron: process.versions.electron,
      chromium: process.versions.chrome
    }),
    calls: recorder.calls,
    answer: dialog.answer.bind(dialog),
    emitters: {
      app: () => electron.app,
      autoUpdater: () => electron.autoUpdater,
      powerMonitor: () => electron.powerMonitor,
      screen: () => electron.screen,
      tray: () => trays.current().tray,
      notification: notifications.latest
    },
    tray: trays.current,
    applicationMenu: () => electron.Menu.getApplicationMenu(),
    focusedWindow: () => electron.BrowserWindow.getFocusedWindow(),
    press: globalShortcut.press.bind(globalShortcut),
    setSystemDark: followTheme(electron.nativeTheme)
  })
})
