import type { Manifest } from '../boot/manifest.ts'
import type { Offered } from '../offered.ts'
import type { Recorder } from '../recorder.ts'
import { createEvent, HostEmitter } from '../typing/events.ts'
import { official } from '../typing/official.ts'
import type { HostCommandLine } from './command-line.ts'
import { preferredLanguages } from './locale.ts'
import type { Paths } from './paths.ts'
import { createInstanceLock } from './single-instance.ts'

/** What quitting has to know of a window. */
export interface ClosableWindow {
  close: () => void
  destroy: () => void
  isDestroyed: () => boolean
}

export interface AppParts {
  manifest: Manifest
  commandLine: HostCommandLine
  paths: Paths
  recorder: Recorder
  windows: () => readonly ClosableWindow[]
  /** Ends the browser and the child processes, then this process. */
  end: (exitCode: number) => void
}

/** `app`: life cycle, paths, command line and single-instance lock, all real. */
export class HostApp extends HostEmitter<Electron.App> implements Offered<'App'> {
  readonly official: Electron.App
  readonly commandLine: Electron.CommandLine
  readonly isPackaged = false
  readonly #parts: AppParts
  readonly #ready = Promise.withResolvers<undefined>()
  readonly #lock = createInstanceLock((second) => {
    const { argv, workingDirectory, additionalData } = second
    this.fire('second-instance', createEvent(), argv, workingDirectory, additionalData)
  })
  #isReady = false
  #isQuitting = false
  #isEnding = false
  #name: string | null = null

  constructor(parts: AppParts) {
    super()
    this.#parts = parts
    this.commandLine = parts.commandLine.official
    this.official = official('App', this, 'app')
  }

  get name(): string {
    return this.#name ?? this.#parts.manifest.name
  }
  set name(name: string) {
    this.#name = name
  }
  getName(): string {
    return this.name
  }
  setName(name: string): void {
    this.#name = name
  }
  getVersion(): string {
    return this.#parts.manifest.version
  }
  getAppPath(): string {
    return this.#parts.manifest.appPath
  }
  getPath(name: string): string {
    return this.#parts.paths.get(name)
  }
  setPath(name: string, path: string): void {
    this.#parts.paths.set(name, path)
  }
  getLocale(): string {
    const asked = this.#parts.commandLine.getSwitchValue('lang')
    return asked === '' ? this.getSystemLocale() : asked
  }
  getSystemLocale(): string {
    return preferredLanguages(process.env)[0] ?? 'en-US'
  }
  getPreferredSystemLanguages(): string[] {
    return preferredLanguages(process.env)
  }

  requestSingleInstanceLock(additionalData?: Record<string, unknown>): boolean {
    return this.#lock.request(this.getPath('userData'), {
      argv: process.argv,
      workingDirectory: process.cwd(),
      additionalData: additionalData ?? null
    })
  }
  hasSingleInstanceLock(): boolean {
    return this.#lock.isHeld()
  }
  releaseSingleInstanceLock(): void {
    this.#lock.release()
  }

  isReady(): boolean {
    return this.#isReady
  }
  whenReady(): Promise<void> {
    return this.#ready.promise
  }
  /** The host's: the browser runs, windows may be made. */
  becomeReady(): void {
    this.#isReady = true
    this.#ready.resolve(undefined)
    this.fire('ready', createEvent(), {})
  }

  get isEnding(): boolean {
    return this.#isEnding
  }
  quit(): void {
    if (this.#isEnding || this.#isQuitting) return
    const before = createEvent()
    this.fire('before-quit', before)
    if (before.defaultPrevented) return
    this.#isQuitting = true
    if (this.#closeAllWindows()) {
      const will = createEvent()
      this.fire('will-quit', will)
      if (!will.defaultPrevented) this.exit(0)
    }
    this.#isQuitting = false
  }
  /** False as soon as one window refuses. */
  #closeAllWindows(): boolean {
    return this.#parts.windows().every((window) => {
      window.close()
      return window.isDestroyed()
    })
  }
  exit(exitCode = 0): void {
    if (this.#isEnding) return
    this.#isEnding = true
    for (const window of this.#parts.windows()) window.destroy()
    this.fire('quit', createEvent(), exitCode)
    this.#parts.end(exitCode)
  }
  /** The host's: a window has gone. */
  windowClosed(): void {
    if (this.#isEnding || this.#isQuitting || this.#parts.windows().length > 0) return
    if (this.listenerCount('window-all-closed') > 0) this.fire('window-all-closed')
    else this.quit()
  }

  relaunch(options?: Electron.RelaunchOptions): void {
    this.#parts.recorder.record('app.relaunch', options ?? {})
  }
  focus(options?: Electron.FocusOptions): void {
    this.#parts.recorder.record('app.focus', options ?? {})
  }
  setAppUserModelId(id: string): void {
    this.#parts.recorder.record('app.setAppUserModelId', id)
  }
  enableSandbox(): void {
    // Every page of the stand-in is sandboxed anyway.
    if (this.#isReady) throw new Error('app.enableSandbox() can only be called before app is ready')
  }
}
