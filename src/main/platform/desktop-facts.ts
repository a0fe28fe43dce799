import { globalShortcut, Notification } from 'electron/main'
import type { DesktopFacts } from '../doctor/pc-checks.ts'

/** What this desktop offers. On macOS keys count as free even where another app holds them. */
export const desktopFacts: DesktopFacts = {
  notificationsOffered: () => Notification.isSupported(),
  keysFree(accelerator) {
    if (globalShortcut.isRegistered(accelerator)) return true
    const free = globalShortcut.register(accelerator, () => undefined)
    if (free) globalShortcut.unregister(accelerator)
    return free
  }
}
