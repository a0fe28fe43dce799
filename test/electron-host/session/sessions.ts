import { offeredStatics, type OfferedStatics } from '../offered.ts'
import type { Chromium } from '../browser/chromium.ts'
import type { Recorder } from '../recorder.ts'
import { offer } from '../typing/offer.ts'
import type { CustomSchemes } from './custom-schemes.ts'
import type { NetworkGate } from './network-gate.ts'
import { HostSession } from './session.ts'

export interface Sessions {
  /** What `import { session } from 'electron'` gives. */
  readonly module: OfferedStatics<'Session'>
  /** What `import { protocol } from 'electron'` gives: the default session's. */
  readonly defaultProtocol: Electron.Protocol
  /** The gate of the default session, which the browser is started with. */
  readonly defaultGate: NetworkGate
  /** The session of a window with these preferences. */
  of: (preferences: Electron.WebPreferences | undefined) => HostSession
}

export interface SessionsParts {
  schemes: CustomSchemes
  recorder: Recorder
  isReady: () => boolean
  browser: () => Chromium
  onCreated: (session: HostSession) => void
}

/** All sessions by their partition; the empty name is the default session. */
export function createSessions(parts: SessionsParts): Sessions {
  const byPartition = new Map<string, HostSession>()

  function get(partition: string): HostSession {
    if (!parts.isReady()) throw new Error('Session can only be received when app is ready')
    return make(partition)
  }

  function make(partition: string): HostSession {
    const known = byPartition.get(partition)
    if (known !== undefined) return known
    const session = new HostSession(partition, {
      ...parts,
      openContext: (gate) => openContext(partition, gate, parts.browser)
    })
    byPartition.set(partition, session)
    parts.onCreated(session)
    return session
  }

  function of(preferences: Electron.WebPreferences | undefined): HostSession {
    const named = preferences?.session
    if (named === undefined) return get(preferences?.partition ?? '')
    const found = [...byPartition.values()].find((session) => session.official === named)
    if (found === undefined) throw new Error('Electron stand-in: webPreferences.session is unknown')
    return found
  }

  const defaultSession = make('')
  const statics: OfferedStatics<'Session'> = {
    get defaultSession() {
      return get('').official
    },
    fromPartition: (partition) => get(partition).official
  }
  return {
    module: offer(statics, { label: 'session', members: offeredStatics.Session }),
    defaultProtocol: defaultSession.protocol,
    defaultGate: defaultSession.gate,
    of
  }
}

async function openContext(
  partition: string,
  gate: NetworkGate,
  browser: () => Chromium
): Promise<string | undefined> {
  // The default context has been there since the browser started, with its gate.
  if (partition === '') return undefined
  const { browserContextId } = await browser().connection.browser.send(
    'Target.createBrowserContext',
    { disposeOnDetach: true, proxyServer: await gate.open(), proxyBypassList: proxyEverything }
  )
  return browserContextId
}

/** Chromium spares loopback addresses from the proxy unless it is told not to. */
export const proxyEverything = '<-loopback>'
