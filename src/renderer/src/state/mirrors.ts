import type { EventValue } from '../../../shared/ipc/contract.ts'
import type { EventName } from '../../../shared/ipc/names.ts'
import type { ActivityEntry } from '../../../shared/model/activity.ts'
import type { CallView } from '../../../shared/model/call.ts'
import type { CaptureView } from '../../../shared/model/capture.ts'
import type { ProfileView } from '../../../shared/model/connection.ts'
import type { DoctorView } from '../../../shared/model/doctor.ts'
import type { LibraryView } from '../../../shared/model/library.ts'
import type { NetworkView } from '../../../shared/model/network.ts'
import type { RejoinState } from '../../../shared/model/rejoin.ts'
import type { SessionView } from '../../../shared/model/session.ts'
import type { SettingsView } from '../../../shared/model/settings.ts'
import type { SupervisionView } from '../../../shared/model/supervision.ts'
import type { Bridge } from '../bridge.ts'
import { LibraryItems } from './library-items.svelte.ts'
import { Mirror, type Source } from './mirror.svelte.ts'

export type SessionMirror = Mirror<SessionView, null>
export type SettingsMirror = Mirror<SettingsView, null>
export type NetworkMirror = Mirror<NetworkView, null>
export type SupervisionMirror = Mirror<SupervisionView, null>
export type RejoinMirror = Mirror<RejoinState, null>
export type ProfilesMirror = Mirror<readonly ProfileView[]>
export type CallsMirror = Mirror<readonly CallView[]>
export type CapturesMirror = Mirror<readonly CaptureView[]>
export type LibraryMirror = Mirror<LibraryView, null>
export type DoctorMirror = Mirror<DoctorView, null>
export type ActivityMirror = Mirror<readonly ActivityEntry[]>

/** Everything that main tells the screens; built once in `main.ts` and handed down as props. */
export interface Mirrors {
  readonly session: SessionMirror
  readonly settings: SettingsMirror
  readonly network: NetworkMirror
  readonly supervision: SupervisionMirror
  readonly rejoin: RejoinMirror
  readonly profiles: ProfilesMirror
  readonly calls: CallsMirror
  readonly captures: CapturesMirror
  readonly library: LibraryMirror
  readonly items: LibraryItems
  readonly activity: ActivityMirror
  readonly doctor: DoctorMirror
}

export function createMirrors(bridge: Bridge): Mirrors {
  return {
    session: new Mirror(
      source(bridge, 'session.changed', () => bridge.call('session.get')),
      null
    ),
    ...pcMirrors(bridge),
    supervision: new Mirror(
      source(bridge, 'supervision.changed', () => bridge.call('supervision.get')),
      null
    ),
    rejoin: new Mirror(
      source(bridge, 'rejoin.changed', () => bridge.call('rejoin.get')),
      null
    ),
    profiles: new Mirror(
      source(bridge, 'profiles.changed', () => bridge.call('profiles.list')),
      []
    ),
    calls: new Mirror(
      source(bridge, 'calls.changed', () => bridge.call('calls.list')),
      []
    ),
    captures: new Mirror(
      source(bridge, 'captures.changed', () => bridge.call('captures.list')),
      []
    ),
    library: new Mirror(
      source(bridge, 'library.changed', () => bridge.call('library.get')),
      null
    ),
    items: new LibraryItems(bridge),
    activity: new Mirror(
      source(bridge, 'activity.changed', () => bridge.call('activity.list')),
      []
    )
  }
}

const pcMirrors = (bridge: Bridge): Pick<Mirrors, 'settings' | 'network' | 'doctor'> => ({
  settings: new Mirror(
    source(bridge, 'settings.changed', () => bridge.call('settings.get')),
    null
  ),
  network: new Mirror(
    source(bridge, 'network.changed', () => bridge.call('network.get')),
    null
  ),
  doctor: new Mirror(
    source(bridge, 'doctor.changed', () => bridge.call('doctor.get')),
    null
  )
})

function source<N extends EventName>(
  bridge: Bridge,
  event: N,
  ask: Source<EventValue<N>>['ask']
): Source<EventValue<N>> {
  return { listen: (heard) => bridge.on(event, heard), ask }
}
