import type { Parts } from './command-parts.ts'
import type { Publish } from './publish.ts'

/** Sends every change of a part to the windows. */
export function publishParts(parts: Omit<Parts, 'desktop'>, publish: Publish): void {
  parts.session.onChange((view) => {
    publish('session.changed', view)
  })
  parts.profiles.onChange((list) => {
    publish('profiles.changed', list)
  })
  parts.proxies.onChange(() => {
    void parts.proxies.view().then((view) => {
      publish('network.changed', view)
    })
  })
  parts.settings.onChange((view) => {
    publish('settings.changed', view)
  })
  parts.calls.onChange((list) => {
    publish('calls.changed', list)
  })
  parts.captures.onChange((list) => {
    publish('captures.changed', list)
  })
  parts.supervision.onChange((view) => {
    publish('supervision.changed', view)
  })
  parts.rejoin.onChange((state) => {
    publish('rejoin.changed', state)
  })
  parts.doctor.onChange((view) => {
    publish('doctor.changed', view)
  })
  parts.timeline.onChange((list) => {
    publish('activity.changed', list)
  })
}
