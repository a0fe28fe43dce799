import { app, autoUpdater, powerMonitor } from 'electron/main'
import { guarded } from '../guard.ts'
import type { LeavingSign } from '../leaving/leaving-signs.ts'

interface Holdable {
  preventDefault: () => void
}

/**
 * Hears every sign that the app has to leave, but for those that come by the window. `take` says
 * whether the system is held.
 */
export function listenForLeaving(take: (sign: LeavingSign) => boolean): void {
  app.on(
    'before-quit',
    guarded((event) => {
      if (take('before-quit')) event.preventDefault()
    })
  )
  autoUpdater.on(
    'before-quit-for-update',
    guarded(() => {
      take('before-quit-for-update')
    })
  )
  // Documented with an event that can be held, and typed without one.
  const onShutdown = guarded((event?: Holdable) => {
    if (take('shutdown')) event?.preventDefault()
  })
  powerMonitor.on('shutdown', onShutdown)
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    // A library of the settings file (when-exit) listens as soon as it is loaded. Electron then puts its
    // own handler over Node's, and Node, which listens already, would never put itself back: a signal
    // would be no more than a wish to quit (seen with 33.2.1).
    process.removeAllListeners(signal)
    process.on(
      signal,
      guarded(() => {
        take(signal)
      })
    )
  }
  // Without a listener Electron quits with the last window; Callside lives in the tray.
  app.on(
    'window-all-closed',
    guarded(() => undefined)
  )
}

export const quitApp = (): void => {
  app.quit()
}
