import type { Chromium } from '../browser/chromium.ts'
import type { HostIpcMain } from '../ipc-main.ts'
import type { HostMessage, PageMessage } from '../page/isolated-world.ts'
import type { Recorder } from '../recorder.ts'
import type { CustomSchemes } from '../session/custom-schemes.ts'
import type { HostSession } from '../session/session.ts'
import type { HostEmitter } from '../typing/events.ts'
import type { NavigationAttempt } from './navigation.ts'

export type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0]

/** What a page needs of the `webContents` that it belongs to. */
export interface PageOwner {
  readonly id: number
  readonly official: Electron.WebContents
  readonly mainFrame: Electron.WebFrameMain
  readonly openHandler: OpenHandler | null
  readonly fire: HostEmitter<Electron.WebContents>['fire']
  readonly send: Electron.WebContents['send']
  readonly allows: (attempt: NavigationAttempt) => boolean
  readonly receive: (message: PageMessage, answer: (reply: HostMessage) => void) => void
  readonly happened: {
    readonly loading: (isLoading: boolean) => void
    readonly navigated: (url: string) => void
    readonly domReady: () => void
    readonly loaded: () => void
    readonly crashed: () => void
    readonly gone: () => void
  }
}

export interface WebContentsParts {
  id: number
  browser: Chromium
  session: HostSession
  schemes: CustomSchemes
  recorder: Recorder
  ipcMain: HostIpcMain
  preloadPath: string | null
  size: { width: number; height: number }
  /** Makes the window of an allowed popup. */
  openWindow: (
    options: Electron.BrowserWindowConstructorOptions,
    url: string
  ) => Electron.BrowserWindow
  onLoaded: () => void
  /** The app wants the window closed: politely or at once. */
  onClose: () => void
  onGone: () => void
  onCrashed: (details: Electron.RenderProcessGoneDetails) => void
}
