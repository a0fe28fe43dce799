import type { Recorder } from '../recorder.ts'
import type { ShownTray } from '../side-channel.ts'
import { recordBeside } from './members.ts'

interface KnownTray extends ShownTray {
  tray: Electron.Tray
}

/**
 * Trays are real; what the app sets is kept, because a tray does not tell it. `new Tray` cannot be
 * seen from here (the exports of Electron are sealed): a tray is known from its first call on.
 */
export function recordTrays(
  prototype: Electron.Tray,
  recorder: Recorder
): { current: () => KnownTray } {
  const known = new Map<Electron.Tray, { -readonly [K in keyof KnownTray]: KnownTray[K] }>()
  const of = (tray: Electron.Tray) => {
    const view = known.get(tray) ?? { tray, toolTip: '', title: '', image: '', menu: null }
    known.set(tray, view)
    return view
  }
  recordBeside(
    prototype,
    ['setImage', 'setToolTip', 'setTitle', 'setContextMenu', 'popUpContextMenu', 'destroy'],
    (name, args, tray) => {
      recorder.record(`Tray.${name}`, ...args)
      const [value] = args
      // Each takes one value, of the type that electron.d.ts gives it.
      if (name === 'setImage') of(tray).image = value as Electron.NativeImage | string
      if (name === 'setToolTip') of(tray).toolTip = value as string
      if (name === 'setTitle') of(tray).title = value as string
      if (name === 'setContextMenu') of(tray).menu = value as Electron.Menu | null
      if (name === 'destroy') known.delete(tray)
    }
  )
  return {
    current: () => {
      const tray = [...known.values()].at(-1)
      if (tray === undefined) throw new Error('The app has no tray icon')
      return tray
    }
  }
}
