import type { Offered } from '../offered.ts'
import type { PageMessage, HostMessage } from '../page/isolated-world.ts'
import { createEvent, HostEmitter } from '../typing/events.ts'
import { official } from '../typing/official.ts'
import { openPage, type OpenPage } from './open-page.ts'
import { HostFrame } from './frame.ts'
import { receiveMessage } from './inbox.ts'
import type { NavigationAttempt } from './navigation.ts'
import type { OpenHandler, PageOwner, WebContentsParts } from './page-owner.ts'

/** What Chromium ends a crashed page with: the number of its trap. */
const crashCode = 5

/** `webContents`: one page, in a target of Chromium. */
export class HostWebContents
  extends HostEmitter<Electron.WebContents>
  implements Offered<'WebContents'>, PageOwner
{
  readonly official: Electron.WebContents
  readonly id: number
  readonly mainFrame: Electron.WebFrameMain
  readonly session: Electron.Session
  readonly #parts: WebContentsParts
  readonly #opened: Promise<OpenPage>
  #page: OpenPage | null = null
  #openHandler: OpenHandler | null = null
  #isLoading = false
  #isCrashed = false
  #isDestroyed = false

  constructor(parts: WebContentsParts) {
    super()
    this.#parts = parts
    this.id = parts.id
    this.session = parts.session.official
    this.official = official('WebContents', this, 'webContents')
    this.mainFrame = new HostFrame({ url: () => this.getURL(), parent: null }).official
    this.#opened = openPage(parts, this)
    this.#opened.then(
      (page) => {
        this.#page = page
      },
      (error: unknown) => {
        if (!this.#isDestroyed) process.stderr.write(`Electron stand-in: ${String(error)}\n`)
      }
    )
  }

  get targetId(): string | null {
    return this.#page?.targetId ?? null
  }
  /** The host's: the page once it is there. */
  opened(): Promise<OpenPage> {
    return this.#opened
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.#opened
    const { errorText, loaderId } = await page.cdp.send('Page.navigate', {
      url: this.#parts.schemes.inward(url)
    })
    if (errorText !== undefined) {
      const code = errorText.replace(/^net::/, '')
      this.fire('did-fail-load', createEvent(), -2, code, url, true, 0, 0)
      throw Object.assign(new Error(`${code} (-2) loading '${url}'`), { code, errno: -2, url })
    }
    if (loaderId !== undefined) await page.navigation.whenLoaded(loaderId)
  }
  getURL(): string {
    return this.#page?.navigation.url ?? ''
  }
  isLoading(): boolean {
    return this.#isLoading
  }
  isCrashed(): boolean {
    return this.#isCrashed
  }
  isDestroyed(): boolean {
    return this.#isDestroyed
  }
  reload(): void {
    this.#send((page) => page.cdp.send('Page.reload'))
  }
  send(channel: string, ...args: unknown[]): void {
    this.#page?.link.send({ kind: 'event', channel, args })
  }
  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler
  }
  openDevTools(options?: Electron.OpenDevToolsOptions): void {
    this.#parts.recorder.record('webContents.openDevTools', options ?? {})
  }
  close(): void {
    this.#parts.onClose()
  }
  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    const { cdp } = await this.#opened
    const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', {
      expression: code,
      userGesture,
      awaitPromise: true,
      returnByValue: true
    })
    if (exceptionDetails === undefined) return result.value
    throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
  }

  #send(work: (page: OpenPage) => Promise<unknown>): void {
    // The window may be closed before the page has answered.
    this.#opened.then(work).catch(() => undefined)
  }

  /** The host's: asks the app about a navigation that the page began. */
  allows({ url, isMainFrame, isRedirect }: NavigationAttempt): boolean {
    const frame = isMainFrame ? this.mainFrame : null
    const event = createEvent({ url, isSameDocument: false, isMainFrame, frame })
    if (isRedirect) this.fire('will-redirect', event, url, false, isMainFrame, 0, 0)
    else {
      if (isMainFrame) this.fire('will-navigate', event, url, false, true, 0, 0)
      this.fire('will-frame-navigate', event)
    }
    if (event.defaultPrevented) this.#parts.recorder.record('navigation prevented', url)
    return !event.defaultPrevented
  }

  /** The host's: a message of the preload's world. */
  receive(message: PageMessage, answer: (reply: HostMessage) => void): void {
    receiveMessage({ message, answer, contents: this, parts: this.#parts })
  }
  get openHandler(): OpenHandler | null {
    return this.#openHandler
  }

  /** The host's: what happened in the page. */
  readonly happened = {
    loading: (isLoading: boolean): void => {
      this.#isLoading = isLoading
      this.fire(isLoading ? 'did-start-loading' : 'did-stop-loading')
    },
    navigated: (url: string): void => {
      this.#isCrashed = false
      this.fire('did-navigate', createEvent(), url, 200, 'OK')
    },
    domReady: (): void => {
      this.fire('dom-ready')
    },
    loaded: (): void => {
      this.fire('did-finish-load')
      this.#parts.onLoaded()
    },
    crashed: (): void => {
      this.#isCrashed = true
      const details: Electron.RenderProcessGoneDetails = { reason: 'crashed', exitCode: crashCode }
      this.fire('render-process-gone', createEvent(), details)
      this.#parts.onCrashed(details)
    },
    gone: (): void => {
      if (this.#isDestroyed) return
      this.#isDestroyed = true
      this.fire('destroyed')
      this.#parts.onGone()
    }
  }

  /** The host's: pages see the theme as `prefers-color-scheme`. */
  setDark(isDark: boolean): void {
    const value = isDark ? 'dark' : 'light'
    this.#send(({ cdp }) =>
      cdp.send('Emulation.setEmulatedMedia', {
        features: [{ name: 'prefers-color-scheme', value }]
      })
    )
  }
  /** The host's: the window has another size. */
  resize(width: number, height: number): void {
    const { browser } = this.#parts.browser.connection
    this.#send(async ({ windowId }) => {
      if (windowId === undefined) return
      await browser.send('Browser.setContentsSize', { windowId, width, height })
    })
  }

  /** The host's: ends the page without asking. */
  destroy(): void {
    const { connection } = this.#parts.browser
    this.#send(({ targetId }) => connection.browser.send('Target.closeTarget', { targetId }))
    this.happened.gone()
  }
}
