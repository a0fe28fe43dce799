import { framesOf, type Log } from '../diagnostics/log.ts'
import type { Tell } from '../calls/timeline.ts'
import type { Settings } from '../settings/settings.ts'
import type { Bounds } from './window-place.ts'

/** Where the window is: `bounds` are those that it has when it is not maximised. */
export interface WindowPlace {
  bounds: Bounds | null
  maximised: boolean
}

export interface WindowMemoryDeps {
  settings: Pick<Settings, 'stored' | 'keep'>
  tell: Tell
  log: Log
}

export interface WindowMemory {
  last: () => WindowPlace
  /** Never throws: a full disk is no reason for a window not to close. */
  keep: (place: WindowPlace) => void
}

/** Remembers the window's place in the settings. That it could not be kept is said once. */
export function createWindowMemory({ settings, tell, log }: WindowMemoryDeps): WindowMemory {
  let said = false
  const last = (): WindowPlace => {
    const { windowBounds: bounds, windowMaximised: maximised } = settings.stored()
    return { bounds, maximised }
  }
  return {
    last,
    keep({ bounds, maximised }) {
      try {
        settings.keep({ windowBounds: bounds, windowMaximised: maximised })
        said = false
      } catch (thrown) {
        log({ level: 'error', what: 'window place not kept', frames: framesOf(thrown) })
        if (!said) tell({ name: 'window-place-not-kept' })
        said = true
      }
    }
  }
}
