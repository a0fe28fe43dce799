import type { CallView } from '../../src/shared/model/call.ts'
import type { CapturePicture, CaptureView } from '../../src/shared/model/capture.ts'
import type { RejoinView } from '../../src/shared/model/rejoin.ts'
import type { SessionView, SignedInAgent } from '../../src/shared/model/session.ts'
import { NowDesk } from '../../src/renderer/src/features/now/now-desk.svelte.ts'
import type { Bridge } from '../../src/renderer/src/bridge.ts'
import type { Replies } from '../support/fake-bridge.ts'
import { agent, desk, type Desk } from './support.ts'

export const callId = '1552524689-16797284'
export const otherCallId = '1552524900-16797311'

export const call = (changes: Partial<CallView> = {}): CallView => ({
  callId,
  media: 'h5-video',
  phase: 'talking',
  direction: 'in',
  caller: '13800138000',
  called: '4008',
  firstSeenAt: Date.now() - 60_000,
  talkingAt: Date.now() - 50_000,
  endedAt: null,
  leg: 'main',
  inConference: false,
  recovered: false,
  dropped: false,
  ...changes
})

export const endedCall = (endedAgoMs: number, changes: Partial<CallView> = {}): CallView =>
  call({
    phase: 'ended',
    firstSeenAt: Date.now() - endedAgoMs - 252_000,
    talkingAt: Date.now() - endedAgoMs - 252_000,
    endedAt: Date.now() - endedAgoMs,
    ...changes
  })

/** A row's id that differs for each number from 0 to 99. */
export const rowId = (n: number): string =>
  `6f1c1f3e-8f0a-4a53-9a86-0d1f5f0a7c${String(n).padStart(2, '0')}`

export const capture = (n: number, changes: Partial<CaptureView> = {}): CaptureView => ({
  captureId: rowId(n),
  callId,
  agentId: agent.agentId,
  askedAt: Date.now() - 40_000 + n * 1000,
  outcome: 'accepted',
  outcomeAt: Date.now() - 30_000,
  late: false,
  serverPath: 'F:/5/1/20260407/1002/1113201.jpg',
  locationId: '65535',
  picture: { state: 'none' },
  problem: null,
  ...changes
})

export const savedPicture: CapturePicture = {
  state: 'saved',
  fileName: '20260407-103105-capture.jpg',
  bytes: 48_213,
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  kind: 'image/jpeg'
}

export const rejoin: RejoinView = {
  callId,
  fetchedAt: Date.UTC(2026, 3, 7, 2, 31, 5),
  expiresAt: null,
  hasSignature: true,
  fields: {
    userId: '20011',
    channelId: '15945185-345',
    role: '0',
    ip: '192.0.2.42',
    port: '6500',
    signalingDomainIn: 'https://rtc-in.example:8443',
    signalingDomainOut: 'https://rtc.example.com:8443',
    locationId: '65535',
    appId: null,
    ctime: '1775529365'
  }
}

export const connected = (changes: Partial<SignedInAgent> = {}): SessionView => ({
  state: 'connected',
  agent: { ...agent, ...changes }
})

export const reconnecting = (): SessionView => ({
  state: 'reconnecting',
  agent,
  ...{ since: Date.now() - 4_000, lastAnswerAt: Date.now() - 14_000 },
  signedOutAt: Date.now() + 106_000,
  problem: { code: 'could-not-ask:unreachable' }
})

/** What is due later: a test decides when. */
export interface Later {
  run: () => void
  delays: () => readonly number[]
}

function manualLater(): Later & {
  later: (work: () => void, delayMs: number) => () => void
} {
  const due = new Map<() => void, number>()
  return {
    later: (work, delayMs) => {
      due.set(work, delayMs)
      return () => due.delete(work)
    },
    run: () => {
      for (const work of [...due.keys()]) work()
      due.clear()
    },
    delays: () => [...due.values()]
  }
}

function nowDesk(bridge: Bridge, later = manualLater().later): NowDesk {
  return new NowDesk({ bridge, now: () => Date.now(), later })
}

/** A signed-in main process with one H5 call, which carries no data. */
const oneCall: Replies = {
  'session.get': connected(),
  'calls.list': [call()],
  'callData.read': { callId, readable: true, text: '' },
  'rejoin.fetch': rejoin,
  'rejoin.get': { cards: [], canOpen: false }
}

/** The props of `Now` over a fake main process. */
export function scene(replies: Replies = {}): Desk & { later: Later; props: SceneProps } {
  const parts = desk({ ...oneCall, ...replies })
  const { later, ...timer } = manualLater()
  const { calls, captures, items, session, rejoin: held } = parts.mirrors
  const { bridge, announcer } = parts
  const props = { bridge, announcer, calls, captures, items, session, rejoin: held }
  return { ...parts, later: timer, props: { ...props, desk: nowDesk(bridge, later) } }
}

type SceneProps = Pick<Desk, 'bridge' | 'announcer'> &
  Pick<Desk['mirrors'], 'calls' | 'captures' | 'items' | 'session' | 'rejoin'> & { desk: NowDesk }
