import { powerMonitor } from 'electron/main'
import { networkInterfaces } from 'node:os'
import { guarded } from '../guard.ts'
import type { PowerPort } from '../session/wake-watch.ts'

/**
 * Sleep and network as the system tells them. Of the network only its addresses are believed: a
 * page's `online` says no more than that some cable is plugged in.
 */
export const power: PowerPort = {
  onResume(listener) {
    const hear = guarded(listener)
    powerMonitor.on('resume', hear)
    return () => {
      powerMonitor.off('resume', hear)
    }
  },
  onUnlock(listener) {
    const hear = guarded(listener)
    powerMonitor.on('unlock-screen', hear)
    return () => {
      powerMonitor.off('unlock-screen', hear)
    }
  },
  addresses: () =>
    Object.values(networkInterfaces()).flatMap((addresses) =>
      (addresses ?? []).flatMap(({ internal, address }) => (internal ? [] : [address]))
    )
}
