import type { Offered } from '../offered.ts'
import type { Recorder } from '../recorder.ts'
import { describeKey } from '../recorder.ts'
import { createEvent, HostEmitter } from '../typing/events.ts'
import { official } from '../typing/official.ts'
import type { HostWebContents } from './web-contents.ts'
import { initialState, type WindowState } from './window-state.ts'

export interface WindowParts {
  id: number
  appName: string
  recorder: Recorder
  /** Bounds that a maximized window has. */
  workArea: Electron.Rectangle
  makeContents: (window: HostBrowserWindow) => HostWebContents
  /** Only one window has the focus. */
  onFocus: (window: HostBrowserWindow) => void
  onClosed: (window: HostBrowserWindow) => void
}

type Options = Electron.BrowserWindowConstructorOptions

/** `BrowserWindow`: the page is real; visibility, focus and placement are state and events only. */
export class HostBrowserWindow
  extends HostEmitter<Electron.BrowserWindow>
  implements Offered<'BrowserWindow'>
{
  readonly official: Electron.BrowserWindow
  readonly id: number
  readonly hostContents: HostWebContents
  readonly webContents: Electron.WebContents
  readonly [describeKey]: string
  readonly #parts: WindowParts
  readonly #state: WindowState
  #isDestroyed = false
  #wasReady = false

  constructor(options: Options, parts: WindowParts) {
    super()
    this.#parts = parts
    this.id = parts.id
    this[describeKey] = `[BrowserWindow ${parts.id}]`
    this.#state = initialState(options, parts.appName)
    this.official = official('BrowserWindow', this)
    this.hostContents = parts.makeContents(this)
    this.webContents = this.hostContents.official
  }

  loadURL(url: string): Promise<void> {
    return this.hostContents.loadURL(url)
  }
  /** The host's: the first page has been painted. */
  becomeReady(): void {
    if (this.#wasReady) return
    this.#wasReady = true
    this.fire('ready-to-show')
  }

  show(): void {
    this.showInactive()
    this.focus()
  }
  showInactive(): void {
    this.#state.isVisible = true
    this.fire('show')
  }
  hide(): void {
    if (!this.#state.isVisible) return
    this.#state.isFocused = false
    this.#state.isVisible = false
    this.fire('hide')
  }
  isVisible(): boolean {
    return this.#state.isVisible
  }
  focus(): void {
    if (this.#state.isFocused) return
    this.#parts.onFocus(this)
    this.#state.isFocused = true
    this.#tellFocus('focus')
  }
  blur(): void {
    if (!this.#state.isFocused) return
    this.#state.isFocused = false
    this.#tellFocus('blur')
  }
  /** The display tells it, so it comes later than the call; by then it may not be so any more. */
  #tellFocus(event: 'focus' | 'blur'): void {
    setImmediate(() => {
      if (this.#state.isFocused === (event === 'focus')) this.fire(event)
    })
  }
  isFocused(): boolean {
    return this.#state.isFocused
  }

  minimize(): void {
    this.#record('minimize')
  }
  /** Minimizing takes a window manager, and there is none. */
  isMinimized(): boolean {
    return false
  }
  restore(): void {
    this.#record('restore')
  }
  maximize(): void {
    if (this.#state.isMaximized) return
    this.#state.isMaximized = true
    this.#resizePage(this.#parts.workArea)
    this.fire('maximize')
  }
  unmaximize(): void {
    if (!this.#state.isMaximized) return
    this.#state.isMaximized = false
    this.#resizePage(this.#state.normal)
    this.fire('unmaximize')
  }
  isMaximized(): boolean {
    return this.#state.isMaximized
  }

  getBounds(): Electron.Rectangle {
    return { ...(this.#state.isMaximized ? this.#parts.workArea : this.#state.normal) }
  }
  getNormalBounds(): Electron.Rectangle {
    return { ...this.#state.normal }
  }
  setBounds(bounds: Partial<Electron.Rectangle>): void {
    const before = this.getBounds()
    const { minimum } = this.#state
    const after = { ...this.#state.normal, ...bounds }
    after.width = Math.max(after.width, minimum.width)
    after.height = Math.max(after.height, minimum.height)
    this.#state.normal = after
    this.#state.isMaximized = false
    if (before.x !== after.x || before.y !== after.y) this.fire('move')
    if (before.width === after.width && before.height === after.height) return
    this.#resizePage(after)
    this.fire('resize')
  }
  getSize(): number[] {
    const { width, height } = this.getBounds()
    return [width, height]
  }
  setSize(width: number, height: number): void {
    this.setBounds({ width, height })
  }
  #resizePage({ width, height }: { width: number; height: number }): void {
    this.hostContents.resize(width, height)
  }

  getTitle(): string {
    return this.#state.title
  }
  setTitle(title: string): void {
    this.#state.title = title
  }
  setMenu(menu: Electron.Menu | null): void {
    this.#record('setMenu', menu)
  }
  removeMenu(): void {
    this.#record('removeMenu')
  }
  setMenuBarVisibility(visible: boolean): void {
    this.#record('setMenuBarVisibility', visible)
  }
  setContentProtection(enable: boolean): void {
    this.#record('setContentProtection', enable)
  }
  setProgressBar(progress: number, options?: Electron.ProgressBarOptions): void {
    this.#record('setProgressBar', progress, ...(options === undefined ? [] : [options]))
  }
  flashFrame(flag: boolean): void {
    this.#record('flashFrame', flag)
  }
  #record(method: string, ...args: unknown[]): void {
    this.#parts.recorder.record(`BrowserWindow.${method}`, ...args)
  }

  isDestroyed(): boolean {
    return this.#isDestroyed
  }
  close(): void {
    if (this.#isDestroyed) return
    const event = createEvent()
    this.fire('close', event)
    if (!event.defaultPrevented) this.destroy()
  }
  destroy(): void {
    if (!this.#isDestroyed) this.hostContents.destroy()
  }
  /** The host's: the page has gone, so the window goes too. */
  pageGone(): void {
    if (this.#isDestroyed) return
    this.#isDestroyed = true
    this.#parts.onClosed(this)
    this.fire('closed')
  }
}
