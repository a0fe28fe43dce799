import { randomUUID } from 'node:crypto'
import type { CallMedia } from '../shared/model/call.ts'
import { AgentStates } from './agent-state/agent-states.ts'
import { createCallData } from './call-data/call-data.ts'
import { offeredCall } from './calls/call-state.ts'
import { Calls } from './calls/calls.ts'
import { Timeline, type Tell } from './calls/timeline.ts'
import { createCaptures } from './captures/captures.ts'
import type { PictureLibrary } from './captures/pictures.ts'
import type { Clock } from './clock.ts'
import { createGatewayClient, type GatewayClient } from './gateway/client.ts'
import { createCredentials } from './gateway/credentials.ts'
import { createDoctor } from './doctor/doctor-parts.ts'
import type { DesktopFacts } from './doctor/pc-checks.ts'
import type { GatewayClock } from './gateway/gateway-clock.ts'
import type { ObservedRequest } from './gateway/observation.ts'
import { readSystemStore } from './gateway/trust.ts'
import type { Desktop, Parts } from './ipc/command-parts.ts'
import { buildNetwork, type NetworkPorts } from './network/network-parts.ts'
import type { Proxies } from './network/proxies.ts'
import { isWayLost } from './network/routes.ts'
import { openLibrary, type OpenedLibrary } from './library/open-library.ts'
import { defaultLimits, type FileWork } from './library/transfer/file-work.ts'
import { Practice } from './practice/practice.ts'
import type { ClipboardPort } from './rejoin/fading-clipboard.ts'
import { handOffFrom } from './rejoin/hand-off.ts'
import { createRejoin } from './rejoin/rejoin.ts'
import type { SignInTarget } from './session/sign-in.ts'
import { SignInDesk } from './session/sign-in-desk.ts'
import { Session } from './session/session.ts'
import type { Policy } from './settings/policy.ts'
import { Profiles } from './settings/profiles.ts'
import { madeFolder } from './settings/save-folder.ts'
import type { Settings } from './settings/settings.ts'
import { createAuditFile } from './supervision/audit-file.ts'
import { createSupervision } from './supervision/supervision.ts'
import { inspectorOf, isIdle, isInspector, stateOf } from './signed-in-agent.ts'
import type { Timings } from './timings.ts'

export interface PartsDeps {
  clock: Clock
  timings: Timings
  settings: Settings
  policy: Policy
  clipboard: ClipboardPort
  network: NetworkPorts
  desktop: Desktop
  desktopFacts: DesktopFacts
  /** The library's database file. */
  libraryPath: string
  /** The append-only file of what inspectors did. */
  auditPath: string
  /** All work on large files. */
  work: FileWork
  onRequest: (request: ObservedRequest) => void
  /** The gateway's clock, learned from what `onRequest` is told. */
  gatewayClock: GatewayClock
  /** A fault of our own, for the log. */
  onBug: (thrown: unknown) => void
}

/** Every part and the practice gateway, not joined yet. Nothing here is Electron's. */
export type BuiltParts = Parts & { practice: Practice; openedLibrary: OpenedLibrary }

const newId = (): string => randomUUID()

/** Builds the parts, each with what it needs of the others. */
export function buildParts(deps: PartsDeps): BuiltParts {
  const { clock, settings, policy, desktop } = deps
  const timeline = new Timeline(clock)
  const { tell } = timeline
  const profiles = new Profiles({ settings, policy, newId })
  const { now } = clock
  const ports = deps.network
  const network = buildNetwork({
    ...{ ports, settings, profiles, policy, now, tell },
    systemStore: readSystemStore
  })
  const session = openSession(deps, network.proxies, tell)
  const practice = new Practice()
  const { routes } = network
  const signInDesk = new SignInDesk({ session, profiles, settings, practice, routes, newId, tell })
  const { proxies, certificates } = network
  const { desktopFacts } = deps
  const doctor = createDoctor({
    ...{ clock, settings, policy, routes, proxies, session, profiles, desktopFacts }
  })
  const base = { timeline, session, settings, profiles, practice, desktop, signInDesk, doctor }
  const asked = { proxies, certificates }
  return { ...base, ...asked, ...buildCallParts(deps, session, tell) }
}

function openSession(
  { clock, timings, onRequest }: PartsDeps,
  proxies: Proxies,
  tell: Tell
): Session {
  const openClient = ({ origin, route }: SignInTarget): GatewayClient =>
    createGatewayClient({
      origin,
      line: route.now,
      credentials: createCredentials(),
      now: clock.now,
      observe: onRequest,
      onFailure: (error) => {
        proxies.challenged(error)
        if (isWayLost(error)) void route.renew()
      }
    })
  return new Session({ openClient, clock, timings, random: Math.random, tell })
}

/** The calls, and what is done in and with them. */
function buildCallParts(deps: PartsDeps, session: Session, tell: Tell) {
  const { clock, timings, clipboard } = deps
  const { signedIn } = session
  const calls = new Calls({ signedIn, clock, tell })
  const knowsCall = (callId: string): boolean => calls.find(callId) !== null
  const callMedia = (callId: string): CallMedia | null => calls.liveMediaOf(callId)
  const inspectorIdle = (): boolean => isIdle(session, calls)
  const openedLibrary = buildLibrary(deps, session, tell)
  const { library, savedFiles, caseExport, feed: libraryFeed, database } = openedLibrary
  const pictures = picturesOf(openedLibrary)
  const agentStates = new AgentStates({
    ...{ signedIn, tell, reasons: [...deps.policy.reasonCodes] },
    state: () => stateOf(session)
  })
  return {
    ...{ calls, agentStates },
    ...{ openedLibrary, library, savedFiles, caseExport, libraryFeed, libraryDatabase: database },
    captures: createCaptures({
      ...{ signedIn, callMedia, library: pictures, clock, timings, tell, newId }
    }),
    rejoin: createRejoin({
      ...{ signedIn, clipboard, clock, tell, gatewayClock: deps.gatewayClock },
      findCall: (callId) => calls.find(callId),
      offeredCall: () => offeredCall(calls.list(), null),
      handOff: deps.policy.h5Client === null ? null : handOffFrom(deps.policy.h5Client),
      openAddress: deps.desktop.openAddress
    }),
    callData: createCallData({ signedIn, knowsCall, tell }),
    supervision: createSupervision({
      ...{ signedIn, inspectorIdle, clock, tell, newId, inspector: () => inspectorOf(session) },
      auditFile: createAuditFile(deps.auditPath)
    })
  }
}

function buildLibrary(deps: PartsDeps, session: Session, tell: Tell): OpenedLibrary {
  const { clock, settings, policy, desktop, libraryPath: path, work, timings, onBug } = deps
  return openLibrary({
    ...{ path, work, clock, tell, newId, onBug, limits: defaultLimits },
    signedIn: session.signedIn,
    settings: settings.view,
    folder: () => madeFolder(settings.saveFolderInUse()),
    retentionDays: policy.retentionDays,
    mayAdd: () => mayAdd(policy, session),
    maySeeAll: () => policy.inspectorsSeeAllRows && isInspector(session),
    bin: desktop.bin,
    chooseArchive: desktop.chooseArchive,
    diskLookMs: timings.diskLookMs,
    random: Math.random
  })
}

/** Paths on the server are an inspector's business, unless the organisation decided otherwise. */
function mayAdd({ addByRecordId }: Policy, session: Session): boolean {
  if (!('agent' in session.view()) || addByRecordId === 'nobody') return false
  return addByRecordId === 'everyone' || isInspector(session)
}

const picturesOf = ({ library, feed, onUsable }: OpenedLibrary): PictureLibrary => ({
  onUsable,
  add: (wish) => {
    library.addPicture(wish)
  },
  save: (itemId) => {
    library.save(itemId)
  },
  find: (itemId) => feed.find(itemId),
  onItems: (listener) =>
    feed.onItems(({ items }) => {
      listener(items)
    })
})
