import { speak } from '../../src/shared/i18n/index.ts'
import type { LibraryView } from '../../src/shared/model/library.ts'
import type { SignedInAgent } from '../../src/shared/model/session.ts'
import type { SettingsView } from '../../src/shared/model/settings.ts'
import type { ProfileView } from '../../src/shared/model/connection.ts'
import { createBridge, type Bridge } from '../../src/renderer/src/bridge.ts'
import { Announcer } from '../../src/renderer/src/state/announcer.svelte.ts'
import { CurrentLanguage } from '../../src/renderer/src/state/language.svelte.ts'
import { createMirrors, type Mirrors } from '../../src/renderer/src/state/mirrors.ts'
import { Place } from '../../src/renderer/src/state/place.svelte.ts'
import '../../src/renderer/src/styles/tokens.css'
import '../../src/renderer/src/styles/base.css'
import { fakeBridge, type FakeBridge, type Replies } from '../support/fake-bridge.ts'

export const settings: SettingsView = {
  language: 'en',
  languageChoice: 'system',
  theme: 'light',
  saveFolder: '/home/agent/Callside',
  saveFolderManaged: false,
  saveFolderKind: 'local',
  nameTemplate: '{date}_{time}_{agent}_{call}',
  videosAtOnce: 2,
  saveAfterCall: false,
  saveAfterCallWaitSeconds: 30,
  verifyEveryDays: 0,
  managed: [],
  proxy: { mode: 'system' },
  lastSignIn: null,
  appVersion: '0.1.0'
}

export const gateway: ProfileView = {
  profileId: '6f1c1f3e-8f0a-4a53-9a86-0d1f5f0a7c11',
  name: 'Shenzhen',
  origin: 'https://gateway.example:8043',
  caFileName: null,
  pin: null,
  managed: false
}

export const agent: SignedInAgent = {
  agentId: '20011',
  gatewayName: 'Shenzhen',
  gatewayOrigin: 'https://gateway.example:8043',
  practice: false,
  vdnId: '1',
  since: Date.UTC(2026, 3, 7, 1, 0, 0),
  agentState: 'ready',
  agentStateSince: Date.UTC(2026, 3, 7, 1, 0, 5),
  reasonCode: null,
  inspector: 'no',
  notices: []
}

/** A library that holds back nothing and does nothing. */
export const library: LibraryView = {
  epoch: 'epoch-1',
  allAgents: false,
  pause: null,
  mayAdd: false,
  retentionDays: null,
  retentionHeldBack: 0,
  verification: null,
  export: null,
  rebuilt: null,
  unavailable: null
}

/** A main process with nothing in it: signed out, no gateway, no call. */
const emptyMain: Replies = {
  'session.get': { state: 'signed-out', reason: 'not-yet', problem: null },
  'settings.get': settings,
  'profiles.list': [],
  'network.get': { challenge: null, mayRemember: true, remembered: [] },
  'calls.list': [],
  'captures.list': [],
  'library.get': library,
  'library.page': { epoch: library.epoch, items: [], next: null },
  'settings.previewName': { fileName: '20260407_103105_20011_1552524689-16797284.mp4' },
  'activity.list': [],
  'doctor.get': { running: null, report: null },
  'rejoin.get': { cards: [], canOpen: false },
  'supervision.get': {
    right: 'no',
    agents: [],
    agentsAt: null,
    listProblem: null,
    requestProblem: null,
    watching: 'no',
    unknownNotices: 0,
    outstanding: null,
    audit: [],
    current: null
  }
}

export interface Desk {
  fake: FakeBridge
  bridge: Bridge
  mirrors: Mirrors
  language: CurrentLanguage
  announcer: Announcer
}

/** The bridge and the state objects over a fake main process, as `main.ts` builds them. */
export function desk(replies: Replies = {}): Desk {
  const fake = fakeBridge({ ...emptyMain, ...replies })
  const bridge = createBridge(fake.raw)
  const language = new CurrentLanguage('en')
  speak(() => language.current)
  return {
    fake,
    bridge,
    language,
    mirrors: createMirrors(bridge),
    announcer: new Announcer((work, delayMs) => setTimeout(work, delayMs))
  }
}

/** Everything that `App` is given. */
export function appProps(replies: Replies = {}): {
  fake: FakeBridge
  props: Omit<Desk, 'fake'> & { place: Place }
} {
  const { fake, ...rest } = desk(replies)
  return { fake, props: { ...rest, place: new Place(window) } }
}
