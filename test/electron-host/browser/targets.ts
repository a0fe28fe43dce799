import type { CdpSession } from './connection.ts'
import type { Parameters } from './protocol.ts'

export interface Targets {
  /** Makes a page; its target id. */
  create: (options: Parameters<'Target.createTarget'>) => Promise<string>
  /** Calls back when that target is gone. */
  onGone: (targetId: string, listener: () => void) => void
}

/**
 * Knows which pages are the stand-in's. A page that Chromium opened by itself is a popup that got
 * past the page's own scripts (in a subframe, say): it is closed at once.
 */
export async function watchTargets(browser: CdpSession): Promise<Targets> {
  const own = new Set<string>()
  const goneListeners = new Map<string, () => void>()
  const creating = new Set<Promise<unknown>>()

  async function closeStranger(targetId: string): Promise<void> {
    // The event may come before the answer that names one of our own.
    await Promise.allSettled(creating)
    if (own.has(targetId)) return
    process.stderr.write('Electron stand-in: closed a window that a page opened by itself\n')
    await browser.send('Target.closeTarget', { targetId }).catch(() => undefined)
  }

  browser.on('Target.targetCreated', ({ targetInfo }) => {
    if (targetInfo.type === 'page') void closeStranger(targetInfo.targetId)
  })
  browser.on('Target.targetDestroyed', ({ targetId }) => {
    goneListeners.get(targetId)?.()
    goneListeners.delete(targetId)
  })
  await browser.send('Target.setDiscoverTargets', { discover: true })

  return {
    create: async (options) => {
      const creation = browser.send('Target.createTarget', options).then(({ targetId }) => {
        own.add(targetId)
        return targetId
      })
      creating.add(creation)
      return creation.finally(() => creating.delete(creation))
    },
    onGone: (targetId, listener) => {
      goneListeners.set(targetId, listener)
    }
  }
}
