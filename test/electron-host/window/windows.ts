import type { Chromium } from '../browser/chromium.ts'
import type { HostNativeTheme } from '../desktop/native-theme.ts'
import type { HostIpcMain } from '../ipc-main.ts'
import { offeredStatics, type OfferedStatics } from '../offered.ts'
import type { Recorder } from '../recorder.ts'
import type { CustomSchemes } from '../session/custom-schemes.ts'
import type { Sessions } from '../session/sessions.ts'
import { offerClass } from '../typing/offer.ts'
import { HostBrowserWindow } from './browser-window.ts'
import { checkPreferences, preloadOf } from './preferences.ts'
import { HostWebContents } from './web-contents.ts'

export interface WindowsParts {
  appName: () => string
  isReady: () => boolean
  browser: () => Chromium
  sessions: Sessions
  schemes: CustomSchemes
  recorder: Recorder
  ipcMain: HostIpcMain
  workArea: Electron.Rectangle
  theme: HostNativeTheme
  onCreated: (window: HostBrowserWindow) => void
  onClosed: () => void
  onCrashed: (contents: HostWebContents, details: Electron.RenderProcessGoneDetails) => void
}

export interface Windows {
  readonly all: () => readonly HostBrowserWindow[]
  /** What `import { BrowserWindow } from 'electron'` gives. */
  readonly BrowserWindow: object
  /** What `import { webContents } from 'electron'` gives. */
  readonly webContents: object
}

type Options = Electron.BrowserWindowConstructorOptions

/** Makes windows and knows which there are. */
export function createWindows(parts: WindowsParts): Windows {
  const open = new Set<HostBrowserWindow>()
  let nextId = 1

  function make(options: Options): HostBrowserWindow {
    if (!parts.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    const { webPreferences } = options
    checkPreferences(webPreferences)
    parts.recorder.record('new BrowserWindow', options)
    const id = nextId++
    const window = new HostBrowserWindow(options, {
      id,
      appName: parts.appName(),
      recorder: parts.recorder,
      workArea: parts.workArea,
      makeContents: (owner) => makeContents(id, owner, options),
      onFocus: () => {
        for (const other of open) other.blur()
      },
      onClosed: () => {
        open.delete(window)
        // Electron tells `closed` before `window-all-closed`.
        queueMicrotask(parts.onClosed)
      }
    })
    open.add(window)
    window.hostContents.setDark(parts.theme.shouldUseDarkColors)
    parts.onCreated(window)
    return window
  }

  function makeContents(id: number, owner: HostBrowserWindow, options: Options): HostWebContents {
    const contents: HostWebContents = new HostWebContents({
      id,
      browser: parts.browser(),
      session: parts.sessions.of(options.webPreferences),
      schemes: parts.schemes,
      recorder: parts.recorder,
      ipcMain: parts.ipcMain,
      preloadPath: preloadOf(options.webPreferences),
      size: { width: options.width ?? 800, height: options.height ?? 600 },
      openWindow: (popupOptions, url) => {
        const popup = make(popupOptions)
        void popup.loadURL(url)
        return popup.official
      },
      onLoaded: () => {
        owner.becomeReady()
      },
      onClose: () => {
        owner.close()
      },
      onGone: () => {
        owner.pageGone()
      },
      onCrashed: (details) => {
        parts.onCrashed(contents, details)
      }
    })
    return contents
  }

  const all = (): HostBrowserWindow[] => [...open]
  parts.theme.on('updated', () => {
    for (const window of open) window.hostContents.setDark(parts.theme.shouldUseDarkColors)
  })
  return {
    all,
    BrowserWindow: offerClass(HostBrowserWindow, windowStatics(all), {
      label: 'BrowserWindow',
      statics: offeredStatics.BrowserWindow,
      construct: (options: Options = {}) => make(options).official
    }),
    webContents: offerClass(HostWebContents, contentsStatics(all), {
      label: 'webContents',
      statics: offeredStatics.WebContents
    })
  }
}

function windowStatics(all: () => HostBrowserWindow[]): OfferedStatics<'BrowserWindow'> {
  const find = (test: (window: HostBrowserWindow) => boolean): Electron.BrowserWindow | null =>
    all().find(test)?.official ?? null
  return {
    // The newest first, as Electron gives them.
    getAllWindows: () =>
      all()
        .reverse()
        .map((window) => window.official),
    fromId: (id) => find((window) => window.id === id),
    fromWebContents: (contents) => find((window) => window.webContents === contents),
    getFocusedWindow: () => find((window) => window.isFocused())
  }
}

function contentsStatics(all: () => HostBrowserWindow[]): OfferedStatics<'WebContents'> {
  const contents = (): HostWebContents[] => all().map((window) => window.hostContents)
  return {
    getAllWebContents: () => contents().map((one) => one.official),
    fromId: (id) => contents().find((one) => one.id === id)?.official,
    fromDevToolsTargetId: (targetId) =>
      contents().find((one) => one.targetId === targetId)?.official
  }
}
