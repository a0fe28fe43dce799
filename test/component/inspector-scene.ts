import { expect } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import type { CallView } from '../../src/shared/model/call.ts'
import type { SessionView, SignedInAgent } from '../../src/shared/model/session.ts'
import type { Language } from '../../src/shared/model/settings.ts'
import {
  interceptChecks,
  type SupervisedAgent,
  type SupervisionView
} from '../../src/shared/model/supervision.ts'
import Inspector from '../../src/renderer/src/features/inspector/Inspector.svelte'
import type { FakeBridge, Replies } from '../support/fake-bridge.ts'
import { agent, desk, type Desk } from './support.ts'

export const watched = (changes: Partial<SupervisedAgent> = {}): SupervisedAgent => ({
  workNo: '20013',
  name: 'Zhang Min',
  group: 'Claims',
  agentState: 'in-call',
  seenAt: Date.now() - 12_500,
  videoCall: 'unknown',
  sameVdn: 'yes',
  stateSince: null,
  ...changes
})

export const colleagues = (): SupervisedAgent[] => [
  watched(),
  watched({ workNo: '1007', name: 'Maria Silva', group: 'Sales', videoCall: 'yes' }),
  watched({ workNo: '20014', name: 'Tom Becker', group: null, agentState: 'ready' }),
  watched({ workNo: '20015', name: '', group: 'Claims', agentState: 'rest' })
]

export const supervision = (changes: Partial<SupervisionView> = {}): SupervisionView => ({
  right: 'yes',
  agents: colleagues(),
  agentsAt: Date.now() - 12_500,
  listProblem: null,
  requestProblem: null,
  watching: 'yes',
  unknownNotices: 0,
  outstanding: null,
  current: null,
  audit: [],
  ...changes
})

/** What the checklist says where everything is known and well. */
export const allYes = interceptChecks.map((check) => ({ check, answer: 'yes' as const }))

type Current = NonNullable<SupervisionView['current']>

/** Listening to agent 20013, ready to intercept. */
export const listening = (changes: Partial<Current> = {}): SupervisionView =>
  supervision({
    current: {
      workNo: '20013',
      mode: 'listen',
      stage: 'active',
      since: Date.now() - 65_000,
      modeInDoubt: false,
      interceptBlockedBy: null,
      switchBlockedBy: null,
      stopBlockedBy: null,
      checks: allYes,
      ...changes
    }
  })

export const connected = (changes: Partial<SignedInAgent> = {}): SessionView => ({
  state: 'connected',
  agent: { ...agent, inspector: 'yes', ...changes }
})

export const reconnecting = (): SessionView => ({
  state: 'reconnecting',
  agent: { ...agent, inspector: 'yes' },
  ...{ since: Date.now() - 4_000, lastAnswerAt: Date.now() - 14_000 },
  signedOutAt: Date.now() + 106_000,
  problem: { code: 'could-not-ask:unreachable' }
})

export const customerCall: CallView = {
  callId: '1552524689-16797284',
  media: 'voice',
  phase: 'talking',
  direction: 'in',
  caller: '13800138000',
  called: '4008',
  firstSeenAt: Date.now() - 5_000,
  talkingAt: Date.now() - 5_000,
  endedAt: null,
  leg: 'main',
  inConference: false,
  recovered: false,
  dropped: false
}

/** What main gives for the confirmation. */
export const token = '3f0c8a52-6f0e-4b8e-9d7c-0a1b2c3d4e5f'

/** The screen over a fake main process: an inspector who is ready, and what `view` says. */
export async function open(
  view: SupervisionView,
  replies: Replies = {},
  language: Language = 'en'
): Promise<FakeBridge & Pick<Desk, 'announcer'>> {
  const parts = desk({
    'session.get': connected(),
    'supervision.get': view,
    'supervision.callsOf': [],
    'supervision.prepareIntercept': { token },
    ...replies
  })
  const { bridge, announcer, mirrors, fake } = parts
  parts.language.set(language)
  const { supervision: mirror, session, calls } = mirrors
  await render(Inspector, { bridge, announcer, supervision: mirror, session, calls })
  return { ...fake, announcer }
}

/** What was sent that could change something. */
export const sent = (fake: Pick<FakeBridge, 'calls'>) =>
  fake.calls.filter(([name]) => !/\.(get|list|watch|callsOf|prepareIntercept)$/.test(name))

export const agents = () => page.getByRole('table', { name: 'Agents' })
export const rowOf = (workNo: string) =>
  agents()
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: workNo }) })
export const card = () => page.getByRole('region', { name: /^Agent 20013/ })
export const button = (name: string) => page.getByRole('button', { name, exact: true })
export const dialog = () => page.getByRole('dialog')
export const agentNumber = () => dialog().getByRole('textbox', { name: /Type the agent's number/ })

/** Listening, with the confirmation open. */
export async function openConfirmation(
  replies: Replies = {},
  changes: Parameters<typeof listening>[0] = {}
): ReturnType<typeof open> {
  const fake = await open(listening(changes), replies)
  await button('Intercept').click()
  await expect.element(agentNumber()).toHaveFocus()
  return fake
}
