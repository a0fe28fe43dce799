import type { Offered } from '../offered.ts'
import { HostEmitter } from '../typing/events.ts'
import { official } from '../typing/official.ts'

/** `nativeTheme`: real in the pages, which see `prefers-color-scheme`; the desktop's theme is a test's to set. */
export class HostNativeTheme
  extends HostEmitter<Electron.NativeTheme>
  implements Offered<'NativeTheme'>
{
  readonly official: Electron.NativeTheme
  #source: Electron.NativeTheme['themeSource'] = 'system'
  #isSystemDark = false

  constructor() {
    super()
    this.official = official('NativeTheme', this, 'nativeTheme')
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'system' ? this.#isSystemDark : this.#source === 'dark'
  }
  /** The taskbar's: no app changes it. */
  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return this.#isSystemDark
  }
  get themeSource(): Electron.NativeTheme['themeSource'] {
    return this.#source
  }
  set themeSource(source: Electron.NativeTheme['themeSource']) {
    this.#change(() => {
      this.#source = source
    })
  }
  /** For tests: the person changes the desktop's theme. */
  setSystemDark(isDark: boolean): void {
    this.#change(() => {
      this.#isSystemDark = isDark
    })
  }
  #change(set: () => void): void {
    const before = this.shouldUseDarkColors
    set()
    if (this.shouldUseDarkColors !== before) this.fire('updated')
  }
}
