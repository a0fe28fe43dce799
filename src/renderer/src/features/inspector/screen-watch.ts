import type { Attachment } from 'svelte/attachments'
import type { Bridge } from '../../bridge.ts'

/** Asks main to keep the list live while this element is there and the window can be seen. */
export const screenWatch =
  (bridge: Bridge): Attachment =>
  () => {
    const tell = (on: boolean): void => {
      // Where it fails, the ages of the states tell enough.
      bridge.call('supervision.watch', { on }).catch(() => undefined)
    }
    const look = (): void => {
      tell(document.visibilityState === 'visible')
    }
    look()
    document.addEventListener('visibilitychange', look)
    return () => {
      document.removeEventListener('visibilitychange', look)
      tell(false)
    }
  }
