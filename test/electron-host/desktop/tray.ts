import type { Offered } from '../offered.ts'
import { describeKey, type Recorder } from '../recorder.ts'
import { HostEmitter } from '../typing/events.ts'
import { offerClass } from '../typing/offer.ts'
import { official } from '../typing/official.ts'
import type { HostMenu } from './menu.ts'

export interface TrayParts {
  recorder: Recorder
  hostMenuOf: (menu: Electron.Menu | null) => HostMenu | null
  onDestroyed: (tray: HostTray) => void
}

type Image = Electron.NativeImage | string

/** `Tray`: keeps what the app sets; a test clicks. */
export class HostTray extends HostEmitter<Electron.Tray> implements Offered<'Tray'> {
  readonly official: Electron.Tray
  menu: HostMenu | null = null
  toolTip = ''
  title = ''
  image: Image
  readonly #parts: TrayParts
  #isDestroyed = false

  constructor(image: Image, parts: TrayParts) {
    super()
    this.image = image
    this.#parts = parts
    this.official = official('Tray', this)
    parts.recorder.record('new Tray', image)
  }

  get [describeKey](): string {
    return '[Tray]'
  }
  setImage(image: Image): void {
    this.image = image
    this.#parts.recorder.record('Tray.setImage', image)
  }
  setToolTip(toolTip: string): void {
    this.toolTip = toolTip
    this.#parts.recorder.record('Tray.setToolTip', toolTip)
  }
  setTitle(title: string): void {
    this.title = title
    this.#parts.recorder.record('Tray.setTitle', title)
  }
  setContextMenu(menu: Electron.Menu | null): void {
    this.menu = this.#parts.hostMenuOf(menu)
    this.#parts.recorder.record('Tray.setContextMenu', this.menu)
  }
  popUpContextMenu(menu?: Electron.Menu): void {
    const shown = menu === undefined ? this.menu : this.#parts.hostMenuOf(menu)
    this.#parts.recorder.record('Tray.popUpContextMenu', shown)
  }
  isDestroyed(): boolean {
    return this.#isDestroyed
  }
  destroy(): void {
    this.#isDestroyed = true
    this.#parts.recorder.record('Tray.destroy')
    this.#parts.onDestroyed(this)
  }
}

export interface Trays {
  /** What `import { Tray } from 'electron'` gives. */
  readonly Tray: object
  /** The tray that is there now; an error where there is none. */
  readonly current: () => HostTray
}

export function createTrays(parts: Omit<TrayParts, 'onDestroyed'>): Trays {
  const alive = new Set<HostTray>()
  const construct = (image: Image): Electron.Tray => {
    const tray = new HostTray(image, { ...parts, onDestroyed: (gone) => alive.delete(gone) })
    alive.add(tray)
    return tray.official
  }
  return {
    Tray: offerClass(HostTray, {}, { label: 'Tray', statics: [], construct }),
    current: () => {
      const tray = [...alive].at(-1)
      if (tray === undefined) throw new Error('The app has no tray icon')
      return tray
    }
  }
}
