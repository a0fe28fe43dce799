import { powerMonitor } from 'electron/main'
import { networkInterfaces } from 'node:os'
import type { PowerPort } from '../session/wake-watch.ts'

/**
 * Sleep and network as the system tells them. Of the network only its addresses are believed: a
 * page's `online` says no more than that some cable is plugged in.
 */
export const power: PowerPort = {
  onResume(listener) {
    powerMonitor.on('resume', listener)
    return () => {
      powerMonitor.off('resume', listener)
    }
  },
  onUnlock(listener) {
    powerMonitor.on('unlock-screen', listener)
    return () => {
      powerMonitor.off('unlock-screen', listener)
    }
  },
  addresses: () =>
    Object.values(networkInterfaces()).flatMap((addresses) =>
      (addresses ?? []).flatMap(({ internal, address }) => (internal ? [] : [address]))
    )
}
