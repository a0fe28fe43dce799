import type { Offered } from '../offered.ts'
import type { Recorder } from '../recorder.ts'
import { official } from '../typing/official.ts'

/** `globalShortcut`: kept; a test presses with `press`. */
export class HostGlobalShortcut implements Offered<'GlobalShortcut'> {
  readonly official = official('GlobalShortcut', this, 'globalShortcut')
  readonly #recorder: Recorder
  readonly #callbacks = new Map<string, () => void>()
  /** Accelerators that another program holds; `register` gives false for them. */
  readonly taken = new Set<string>()

  constructor(recorder: Recorder) {
    this.#recorder = recorder
  }

  register(accelerator: string, callback: () => void): boolean {
    this.#recorder.record('globalShortcut.register', accelerator)
    if (this.#callbacks.has(accelerator) || this.taken.has(accelerator)) return false
    this.#callbacks.set(accelerator, callback)
    return true
  }
  unregister(accelerator: string): void {
    this.#callbacks.delete(accelerator)
  }
  unregisterAll(): void {
    this.#callbacks.clear()
  }
  isRegistered(accelerator: string): boolean {
    return this.#callbacks.has(accelerator)
  }

  /** For tests: a person presses these keys. */
  press(accelerator: string): void {
    const callback = this.#callbacks.get(accelerator)
    if (callback === undefined) {
      const known = [...this.#callbacks.keys()].join(', ')
      throw new Error(`Nobody registered ${accelerator} (registered: ${known})`)
    }
    callback()
  }
}
