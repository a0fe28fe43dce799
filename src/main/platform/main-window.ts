import { BrowserWindow, nativeTheme, screen, type Event } from 'electron/main'
import type { SettingsView } from '../../shared/model/settings.ts'
import { guarded } from '../guard.ts'
import { windowColour } from '../desktop/window-colour.ts'
import type { WindowPlace } from '../desktop/window-memory.ts'
import { placeWindow } from '../desktop/window-place.ts'
import type { ClosingWindow } from '../leaving/leaving.ts'
import type { LeavingSign } from '../leaving/leaving-signs.ts'
import { windowIcon } from '../desktop/icon-files.ts'
import { appOrigin } from './app-scheme.ts'
import { uiPartition } from './hardening.ts'
import { iconFile } from './icons.ts'

export interface MainWindowDeps {
  preload: string
  devTools: boolean
  /** Where the window was when it was last closed. */
  lastPlace: () => WindowPlace
  keepPlace: (place: WindowPlace) => void
  theme: () => SettingsView['theme']
  /** What the close button does now. */
  closing: () => ClosingWindow
  /** Windows tells of the end of its session by the window. True where it is held. */
  onSign: (sign: LeavingSign) => boolean
  /** The page died or could not be loaded; says whether a new one is loaded at once. */
  onPageGone: (reason: string) => 'load-again' | 'ask'
  /** Asks whether to load the page again, or to quit. */
  askAfterDeaths: () => Promise<boolean>
  quit: () => void
}

/** The one window. It is made when it is first shown, and hidden rather than closed. */
export class MainWindow {
  readonly #deps: MainWindowDeps
  #window: BrowserWindow | null = null
  /** As it was before the window was minimised. */
  #maximised = false
  /** How many times a page was loaded, and the last of them that is gone. */
  #loads = 0
  #goneLoad = 0

  constructor(deps: MainWindowDeps) {
    this.#deps = deps
  }

  show(): void {
    this.shown()
  }

  /** The window, on the screen and in front: what a native dialog is a sheet of. */
  shown(): BrowserWindow {
    const window = this.#window ?? this.#make()
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
    return window
  }

  send(channel: string, value: unknown): void {
    const contents = this.#window?.webContents
    if (contents !== undefined && !contents.isDestroyed()) contents.send(channel, value)
  }

  #make(): BrowserWindow {
    const { preload, devTools, lastPlace, theme } = this.#deps
    const { bounds, maximised } = lastPlace()
    const areas = screen.getAllDisplays().map((display) => display.workArea)
    const icon = windowIcon(process.platform)
    const window = new BrowserWindow({
      ...placeWindow(bounds, areas),
      minWidth: 480,
      minHeight: 420,
      show: false,
      title: 'Callside',
      backgroundColor: windowColour(theme(), nativeTheme.shouldUseDarkColors),
      ...(icon === null ? {} : { icon: iconFile(icon) }),
      webPreferences: {
        preload,
        partition: uiPartition,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
        navigateOnDragDrop: false,
        // Ours changes with an update only: worth keeping compiled from the first time on.
        v8CacheOptions: 'bypassHeatCheck',
        devTools
      }
    })
    this.#window = window
    this.#listen(window)
    this.#watchPage(window)
    if (maximised) window.maximize()
    void this.#load(window)
    return window
  }

  #listen(window: BrowserWindow): void {
    const { onSign } = this.#deps
    window.on(
      'close',
      guarded((event) => {
        this.#close(window, event)
      })
    )
    window.on(
      'closed',
      guarded(() => {
        this.#window = null
      })
    )
    const follow = guarded(() => {
      if (!window.isMinimized()) this.#maximised = window.isMaximized()
    })
    window.on('maximize', follow)
    window.on('unmaximize', follow)
    window.on(
      'query-session-end',
      guarded((event) => {
        if (onSign('query-session-end')) event.preventDefault()
      })
    )
    window.on(
      'session-end',
      guarded(() => {
        onSign('session-end')
      })
    )
  }

  /** Refused first: whatever fails afterwards, the app does not end by it. */
  #close(window: BrowserWindow, event: Event): void {
    const { closing, keepPlace } = this.#deps
    const what = closing()
    // Its page goes with it, and is none that died.
    if (what === 'close') this.#goneLoad = this.#loads
    else event.preventDefault()
    keepPlace({ bounds: window.getNormalBounds(), maximised: this.#maximised })
    if (what === 'hide') window.hide()
    if (what === 'minimise') window.minimize()
    if (what === 'show-question') this.show()
  }

  #watchPage(window: BrowserWindow): void {
    window.webContents.on(
      'render-process-gone',
      guarded((_event, { reason }) => {
        void this.#pageGone(window, reason, this.#loads)
      })
    )
  }

  async #load(window: BrowserWindow): Promise<void> {
    this.#loads += 1
    const load = this.#loads
    try {
      await window.loadURL(`${appOrigin}/index.html`)
    } catch {
      // One that was replaced by another is none that failed.
      if (load === this.#loads) await this.#pageGone(window, 'not-loaded', load)
    }
  }

  /**
   * A page that dies while it loads is told of twice, and counts once. One that was still loading as
   * its window closed ends by that: loaded again it would take the whole app with it (seen with 33.2.1).
   */
  async #pageGone(window: BrowserWindow, reason: string, load: number): Promise<void> {
    if (window.isDestroyed() || this.#goneLoad === load) return
    this.#goneLoad = load
    const { onPageGone, askAfterDeaths, quit } = this.#deps
    const again = onPageGone(reason) === 'load-again' || (await askAfterDeaths())
    if (!again) quit()
    else if (!window.isDestroyed()) await this.#load(window)
  }
}
