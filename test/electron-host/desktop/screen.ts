import type { Offered } from '../offered.ts'
import { HostEmitter } from '../typing/events.ts'
import { official } from '../typing/official.ts'

/** The one display: as large as a common laptop, with a task bar below. */
const displayBounds = { x: 0, y: 0, width: 1440, height: 900 }
export const displayWorkArea = { x: 0, y: 0, width: 1440, height: 860 }

/** `screen`: one display that never changes, unless a test fires an event. */
export class HostScreen extends HostEmitter<Electron.Screen> implements Offered<'Screen'> {
  readonly official: Electron.Screen
  readonly #display: Electron.Display

  constructor() {
    super()
    const { width, height } = displayBounds
    // A Display has thirty fields; these are the ones that window placement reads.
    this.#display = {
      id: 1,
      label: 'stand-in',
      bounds: displayBounds,
      workArea: displayWorkArea,
      size: { width, height },
      workAreaSize: { width, height: displayWorkArea.height },
      scaleFactor: 1,
      rotation: 0,
      internal: true
    } as Electron.Display
    this.official = official('Screen', this, 'screen')
  }

  getPrimaryDisplay(): Electron.Display {
    return structuredClone(this.#display)
  }
  getAllDisplays(): Electron.Display[] {
    return [this.getPrimaryDisplay()]
  }
  getDisplayMatching(): Electron.Display {
    return this.getPrimaryDisplay()
  }
}
