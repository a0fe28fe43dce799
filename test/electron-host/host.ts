import { join } from 'node:path'
import { HostApp } from './app/app.ts'
import { HostCommandLine } from './app/command-line.ts'
import { createPaths } from './app/paths.ts'
import type { CommandArguments } from './boot/arguments.ts'
import type { Manifest } from './boot/manifest.ts'
import { startChromium, type Chromium } from './browser/chromium.ts'
import { createDesktop } from './desktop/desktop.ts'
import { HostIpcMain } from './ipc-main.ts'
import { unofferedModules, type OfferedModule } from './offered.ts'
import { createRecorder } from './recorder.ts'
import { createCustomSchemes } from './session/custom-schemes.ts'
import { createContexts } from './session/contexts.ts'
import { createSessions } from './session/sessions.ts'
import { createSideChannel, type ElectronHost } from './side-channel.ts'
import { HostSafeStorage, readBackend } from './system/safe-storage.ts'
import { createEvent } from './typing/events.ts'
import { NotOfferedError } from './typing/offer.ts'
import { createUtilityProcesses } from './utility/utility-process.ts'
import { createWindows } from './window/windows.ts'

export interface HostOptions {
  manifest: Manifest
  arguments: CommandArguments
  electronVersion: string
  executable: string
}

export interface Host {
  readonly app: HostApp
  /** What `import 'electron'` gives. */
  readonly electron: Record<string, object>
  readonly sideChannel: ElectronHost
  readonly showErrorBox: (title: string, content: string) => void
  /** Starts the browser and makes the app ready; the address of DevTools is printed if asked for. */
  start: () => Promise<void>
}

/** Most time that the browser has for ending by itself. */
const closeLimitMs = 3000

/** Builds every part and joins them. */
export function createHost(options: HostOptions): Host {
  const { manifest, electronVersion, executable } = options
  let chromium: Chromium | null = null
  let starting: Promise<Chromium> | null = null
  const browser = (): Chromium => {
    if (chromium === null) throw new Error('Electron stand-in: the browser does not run yet')
    return chromium
  }
  const recorder = createRecorder()
  const schemes = createCustomSchemes()
  const ipcMain = new HostIpcMain()
  const commandLine = new HostCommandLine(options.arguments.switches)
  const isReady = (): boolean => chromium !== null
  const utility = createUtilityProcesses(isReady)
  const app: HostApp = new HostApp({
    manifest,
    commandLine,
    recorder,
    paths: createPaths({
      userDataDir: options.arguments.switches.get('user-data-dir'),
      appName: () => app.name,
      appPath: manifest.appPath,
      executable
    }),
    windows: () => windows.all(),
    end: (exitCode) => {
      utility.killAll()
      // Also a browser that is only just starting has to end in order.
      void Promise.resolve(starting)
        .then((browser) => browser?.close(closeLimitMs))
        .finally(() => process.exit(exitCode))
    }
  })
  const contexts = createContexts(browser)
  const sessions = createSessions({
    schemes,
    recorder,
    isReady,
    contexts,
    onCreated: (session) => app.fire('session-created', session.official)
  })
  const focusedWindow = (): Electron.BrowserWindow | null =>
    windows.all().find((window) => window.isFocused())?.official ?? null
  const desktop = createDesktop({
    recorder,
    focusedWindow,
    quit: () => {
      app.quit()
    }
  })
  const windows = createWindows({
    appName: () => app.name,
    isReady,
    browser,
    sessions,
    schemes,
    recorder,
    ipcMain,
    workArea: desktop.workArea,
    theme: desktop.nativeTheme,
    onCreated: (window) => {
      app.fire('web-contents-created', createEvent(), window.webContents)
      app.fire('browser-window-created', createEvent(), window.official)
    },
    onClosed: () => {
      app.windowClosed()
    },
    onCrashed: (contents, details) => {
      app.fire('render-process-gone', createEvent(), contents.official, details)
    }
  })
  const safeStorage = new HostSafeStorage({
    userData: () => app.getPath('userData'),
    isReady,
    backend: readBackend(process.env['ELECTRON_STAND_IN_PASSWORD_STORE'])
  })

  async function start(): Promise<void> {
    starting = startChromium({
      profile: join(app.getPath('sessionData'), 'stand-in-chromium'),
      switches: [...commandLine.forBrowser(), ...(await contexts.browserSwitches())],
      debuggingPort: options.arguments.debuggingPort
    })
    chromium = await starting
    if (app.isEnding) return
    void chromium.ended.then(() => {
      if (app.isEnding) return
      process.stderr.write('Electron stand-in: the browser ended by itself\n')
      utility.killAll()
      process.exit(1)
    })
    if (chromium.webSocketUrl !== null) {
      process.stderr.write(`\nDevTools listening on ${chromium.webSocketUrl}\n`)
    }
    desktop.becomeReady()
    app.becomeReady()
  }

  const offeredNow: Record<OfferedModule, object> = {
    ...desktop.modules,
    app: app.official,
    BrowserWindow: windows.BrowserWindow,
    webContents: windows.webContents,
    ipcMain: ipcMain.official,
    protocol: sessions.defaultProtocol,
    session: sessions.module,
    safeStorage: safeStorage.official,
    utilityProcess: utility.module
  }
  const rest = unofferedModules.map((name) => [name, refusing(name)] as const)
  return {
    app,
    electron: { ...offeredNow, ...Object.fromEntries(rest) },
    sideChannel: createSideChannel({
      ...desktop.sideChannel,
      versions: () => ({ electron: electronVersion, chromium: browser().version }),
      calls: recorder.calls,
      emitters: { ...desktop.sideChannel.emitters, app: () => app },
      focusedWindow
    }),
    showErrorBox: desktop.showErrorBox,
    start
  }
}

/** Something that can be imported, and throws with its name as soon as it is used. */
function refusing(name: string): object {
  const refuse = (): never => {
    throw new NotOfferedError(name)
  }
  return new Proxy(refuse, {
    construct: refuse,
    apply: refuse,
    get: (_, key) => {
      if (typeof key === 'symbol' || key === 'then' || key === 'prototype') return undefined
      throw new NotOfferedError(`${name}.${key}`)
    }
  })
}
