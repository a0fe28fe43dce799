import { offeredStatics, type Offered, type OfferedStatics } from '../offered.ts'
import { describeKey, type Recorder } from '../recorder.ts'
import { createEvent, HostEmitter } from '../typing/events.ts'
import { offerClass } from '../typing/offer.ts'
import { official } from '../typing/official.ts'

type Options = Electron.NotificationConstructorOptions

/** `Notification`: recorded when shown; a test clicks it with `fire`. */
export class HostNotification
  extends HostEmitter<Electron.Notification>
  implements Offered<'Notification'>
{
  readonly official: Electron.Notification
  title: string
  body: string
  readonly #recorder: Recorder
  readonly #options: Options

  constructor(options: Options, recorder: Recorder) {
    super()
    this.#recorder = recorder
    this.#options = options
    this.title = options.title ?? ''
    this.body = options.body ?? ''
    this.official = official('Notification', this)
  }

  get [describeKey](): unknown {
    return { ...this.#options, title: this.title, body: this.body }
  }
  show(): void {
    this.#recorder.record('Notification.show', this)
    queueMicrotask(() => this.fire('show', createEvent()))
  }
  close(): void {
    this.#recorder.record('Notification.close', this)
    this.fire('close', createEvent({}))
  }
}

export interface Notifications {
  /** What `import { Notification } from 'electron'` gives. */
  readonly Notification: object
  /** The notification that was made last; an error where there is none. */
  readonly latest: () => HostNotification
}

export function createNotifications(recorder: Recorder): Notifications {
  let latest: HostNotification | null = null
  const statics: OfferedStatics<'Notification'> = { isSupported: () => true }
  return {
    Notification: offerClass(HostNotification, statics, {
      label: 'Notification',
      statics: offeredStatics.Notification,
      construct: (options: Options = {}) => {
        latest = new HostNotification(options, recorder)
        return latest.official
      }
    }),
    latest: () => {
      if (latest === null) throw new Error('The app made no notification')
      return latest
    }
  }
}
