import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { advance, signedOut, type SessionEvent } from '../../src/main/session/session-state.ts'
import type { SessionView, SignedInAgent } from '../../src/shared/model/session.ts'

const agent: SignedInAgent = {
  agentId: '1001',
  gatewayName: 'Test',
  gatewayOrigin: 'https://gateway.example:8043',
  practice: false,
  vdnId: '1',
  since: 1,
  agentState: 'ready',
  agentStateSince: 1,
  reasonCode: null,
  inspector: 'unknown',
  notices: []
}
const problem = { code: 'could-not-ask:unreachable' } as const

const asked: SessionEvent = { type: 'sign-in-asked', agentId: '1001', gatewayName: 'Test' }
const signedIn: SessionEvent = { type: 'signed-in', agent }
const pollFailed: SessionEvent = { type: 'poll-failed', problem, lastAnswerAt: 5 }
const pollAnswered: SessionEvent = { type: 'poll-answered' }

const after = (...events: SessionEvent[]): SessionView => events.reduce(advance, signedOut)

const anyEvent = fc.constantFrom<SessionEvent[]>(
  asked,
  signedIn,
  pollFailed,
  pollAnswered,
  { type: 'step-begun', step: 'setting-skills' },
  { type: 'sign-in-failed', problem },
  { type: 'agent-state-told', agentState: 'in-call', reasonCode: null, at: 9 },
  { type: 'inspector-right-told', inspector: 'yes' },
  { type: 'sign-out-asked' },
  { type: 'sign-out-refused' },
  { type: 'signed-out' },
  { type: 'ended-by-gateway', problem: null }
)

describe('the session as an agent sees it', () => {
  test('a sign-in leads from signed out over its steps to connected', () => {
    expect(after(asked)).toMatchObject({ state: 'signing-in', step: 'signing-in' })
    expect(after(asked, signedIn)).toEqual({ state: 'connected', agent })
  })

  test('a failed poll is shown with the time of the last answer, and mended by the next', () => {
    expect(after(asked, signedIn, pollFailed)).toMatchObject({
      state: 'reconnecting',
      lastAnswerAt: 5,
      problem
    })
    expect(after(asked, signedIn, pollFailed, pollAnswered).state).toBe('connected')
  })

  test('a refused sign-out leaves the agent signed in', () => {
    const refused = after(asked, signedIn, { type: 'sign-out-asked' }, { type: 'sign-out-refused' })
    expect(refused).toEqual({ state: 'connected', agent })
  })

  test('a state that is told again keeps its beginning', () => {
    const busy = (at: number): SessionEvent => ({
      type: 'agent-state-told',
      agentState: 'in-call',
      reasonCode: null,
      at
    })
    expect(after(asked, signedIn, busy(10), busy(20))).toMatchObject({
      agent: { agentState: 'in-call', agentStateSince: 10 }
    })
  })

  test('nothing but a sign-in leads out of signed out, whatever still arrives', () => {
    fc.assert(
      fc.property(fc.array(anyEvent), (late) => {
        const ended = after(asked, signedIn, { type: 'signed-out' })
        const view = late.filter(({ type }) => type !== 'sign-in-asked').reduce(advance, ended)
        expect(view).toBe(ended)
      })
    )
  })

  test('connected is only ever reached through signed-in, and signing in names its agent', () => {
    fc.assert(
      fc.property(fc.array(anyEvent), (events) => {
        const view = after(...events)
        const signedInOnce = events.some(({ type }) => type === 'signed-in')
        if ('agent' in view) expect(signedInOnce).toBe(true)
        if (view.state === 'signing-in') expect(view.agentId).toBe('1001')
      })
    )
  })
})
