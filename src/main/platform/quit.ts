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
  listenForSignals(take)
  // Without a listener Electron quits with the last window; Callside lives in the tray.
  app.on(
    'window-all-closed',
    guarded(() => undefined)
  )
}

/**
 * Until the parts are built nothing has begun that would have to end in order. To be called once
 * Electron is ready; {@link listenForLeaving} takes over.
 */
export function endOnSignals(): void {
  // Electron has put its own handler over Node's as it got ready. Node, if it listens already, would
  // never put itself back, and a signal would be no more than a wish to quit (seen with 33.2.1).
  for (const signal of signals) process.removeAllListeners(signal)
  listenForSignals(() => {
    app.exit(0)
  })
}

type Signal = 'SIGTERM' | 'SIGINT' | 'SIGHUP'
const signals: readonly Signal[] = ['SIGTERM', 'SIGINT', 'SIGHUP']

/**
 * From now on these signals come here and nowhere else: not to whoever took them before, nor to the
 * library of the settings file (when-exit). Node listens all the while, so that none is lost which has
 * come and waits for its turn.
 */
function listenForSignals(take: (signal: Signal) => unknown): void {
  for (const signal of signals) {
    const others = process.listeners(signal)
    process.on(
      signal,
      guarded(() => {
        take(signal)
      })
    )
    for (const other of others) process.off(signal, other)
  }
}

export const quitApp = (): void => {
  app.quit()
}
