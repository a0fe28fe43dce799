import type { Recorder } from '../recorder.ts'
import { replaceMember } from './members.ts'

/** Notifications are not shown; the one that was to be shown last can be fired on. */
export function recordNotifications(
  Notification: typeof Electron.Notification,
  recorder: Recorder
): { latest: () => Electron.Notification } {
  let latest: Electron.Notification | null = null
  replaceMember(Notification, 'isSupported', () => true)
  const show = (shown: Electron.Notification): void => {
    latest = shown
    recorder.record('Notification.show', shown)
    queueMicrotask(() => shown.emit('show', {}))
  }
  replaceMember(Notification.prototype, 'show', function (this: Electron.Notification) {
    show(this)
  })
  replaceMember(Notification.prototype, 'close', function (this: Electron.Notification) {
    recorder.record('Notification.close', this)
    this.emit('close', {})
  })
  return {
    latest: () => {
      if (latest === null) throw new Error('The app showed no notification')
      return latest
    }
  }
}
