import { BrowserWindow, screen } from 'electron/main'
import icon from '../../../resources/icon.png?asset'
import { guarded } from '../guard.ts'
import { placeWindow, type Bounds } from '../desktop/window-place.ts'
import { appOrigin } from './app-scheme.ts'
import { uiPartition } from './hardening.ts'

export interface MainWindowDeps {
  preload: string
  devTools: boolean
  /** Where the window was when it was last closed, or null. */
  lastBounds: () => Bounds | null
  keepBounds: (bounds: Bounds) => void
  /** A window that is closed by its button stays in the tray, unless the app is quitting. */
  quitting: () => boolean
  /** The page died or could not be loaded; a new one is loaded at once. */
  onPageGone: (reason: string) => void
}

/** The one window. It is made when it is first shown, and hidden rather than closed. */
export class MainWindow {
  readonly #deps: MainWindowDeps
  #window: BrowserWindow | null = null

  constructor(deps: MainWindowDeps) {
    this.#deps = deps
  }

  show(): void {
    const window = this.#window ?? this.#make()
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }

  send(channel: string, value: unknown): void {
    const contents = this.#window?.webContents
    if (contents !== undefined && !contents.isDestroyed()) contents.send(channel, value)
  }

  #make(): BrowserWindow {
    const { preload, devTools, lastBounds } = this.#deps
    const areas = screen.getAllDisplays().map((display) => display.workArea)
    const window = new BrowserWindow({
      ...placeWindow(lastBounds(), areas),
      minWidth: 480,
      minHeight: 420,
      show: false,
      title: 'Callside',
      icon,
      webPreferences: {
        preload,
        partition: uiPartition,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
        navigateOnDragDrop: false,
        devTools
      }
    })
    this.#window = window
    this.#listen(window)
    void window.loadURL(`${appOrigin}/index.html`)
    return window
  }

  #listen(window: BrowserWindow): void {
    const { keepBounds, quitting, onPageGone } = this.#deps
    window.on(
      'close',
      guarded((event) => {
        keepBounds(window.getNormalBounds())
        if (quitting()) return
        event.preventDefault()
        window.hide()
      })
    )
    window.on(
      'closed',
      guarded(() => {
        this.#window = null
      })
    )
    window.webContents.on(
      'render-process-gone',
      guarded((_event, { reason }) => {
        onPageGone(reason)
        window.webContents.reload()
      })
    )
  }
}
