import { offeredStatics, type OfferedStatics } from '../offered.ts'
import type { Recorder } from '../recorder.ts'
import { offer } from '../typing/offer.ts'
import type { Contexts } from './contexts.ts'
import type { CustomSchemes } from './custom-schemes.ts'
import { HostSession } from './session.ts'

export interface Sessions {
  /** What `import { session } from 'electron'` gives. */
  readonly module: OfferedStatics<'Session'>
  /** What `import { protocol } from 'electron'` gives: the default session's. */
  readonly defaultProtocol: Electron.Protocol
  /** The session of a window with these preferences. */
  of: (preferences: Electron.WebPreferences | undefined) => HostSession
}

export interface SessionsParts {
  schemes: CustomSchemes
  recorder: Recorder
  isReady: () => boolean
  contexts: Contexts
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
      openContext: (owner) => parts.contexts.open(owner)
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

  const statics: OfferedStatics<'Session'> = {
    get defaultSession() {
      return get('').official
    },
    fromPartition: (partition) => get(partition).official
  }
  return {
    module: offer(statics, { label: 'session', members: offeredStatics.Session }),
    defaultProtocol: make('').protocol,
    of
  }
}
