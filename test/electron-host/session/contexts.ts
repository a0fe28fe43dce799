import type { Chromium } from '../browser/chromium.ts'
import { createNetworkGate, type NetworkGate } from './network-gate.ts'
import type { HostWebRequest } from './web-request.ts'

/** Where the pages of one session live in Chromium. */
export interface Context {
  /** Undefined for Chromium's default context. */
  readonly id: string | undefined
  readonly gate: NetworkGate
}

export interface ContextOwner {
  /** Empty for the default session; only this and `persist:` names keep anything on disk. */
  readonly partition: string
  readonly hostWebRequest: HostWebRequest
}

export interface Contexts {
  /** Switches for the browser: everything goes through the gate of its default context. */
  browserSwitches: () => Promise<string[]>
  open: (owner: ContextOwner) => Promise<Context>
}

/** Chromium spares loopback addresses from the proxy unless it is told not to. */
const everything = '<-loopback>'

/**
 * Chromium keeps one profile on disk, its default context. The first persistent session that opens
 * a window gets it; every other session gets a context in memory.
 */
export function createContexts(browser: () => Chromium): Contexts {
  let keeper: ContextOwner | null = null
  const profileGate = createNetworkGate(() => keeper?.hostWebRequest ?? null)

  async function open(owner: ContextOwner): Promise<Context> {
    const isPersistent = owner.partition === '' || owner.partition.startsWith('persist:')
    if (isPersistent) keeper ??= owner
    if (keeper === owner) return { id: undefined, gate: profileGate }
    const gate = createNetworkGate(() => owner.hostWebRequest)
    const { browserContextId } = await browser().connection.browser.send(
      'Target.createBrowserContext',
      { disposeOnDetach: true, proxyServer: await gate.open(), proxyBypassList: everything }
    )
    return { id: browserContextId, gate }
  }

  return {
    open,
    browserSwitches: async () => [
      `--proxy-server=${await profileGate.open()}`,
      `--proxy-bypass-list=${everything}`
    ]
  }
}
