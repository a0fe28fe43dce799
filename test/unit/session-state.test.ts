import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { advance, signedOut, type SessionEvent } from '../../src/main/session/session-state.ts'
import type { SessionView, SignedInAgent, SignedOutReason } from '../../src/shared/model/session.ts'

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
const silence = { at: 30, lastAnswerAt: 5, signedOutAt: 120_005 }
const failedFor = (inARow: number, retcode?: string): SessionEvent => ({
  ...{ type: 'poll-failed', inARow, silence },
  problem: retcode === undefined ? problem : { code: 'gateway-refused', retcode }
})
const pollFailed = failedFor(2)
const woke: SessionEvent = { type: 'woke', silence }
const ended = (reason: SignedOutReason): SessionEvent => ({
  ...{ type: 'ended-by-gateway', reason, problem: null }
})
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
  ended('timed-out'),
  failedFor(1),
  failedFor(1, '105-002'),
  woke
)

describe('the session as an agent sees it', () => {
  test('a sign-in leads from signed out over its steps to connected', () => {
    expect(after(asked)).toMatchObject({ state: 'signing-in', step: 'signing-in' })
    expect(after(asked, signedIn)).toEqual({ state: 'connected', agent })
  })

  test('failing polls are shown with the time until the sign-out, and mended by an answer', () => {
    expect(after(asked, signedIn, pollFailed)).toMatchObject({
      ...{ state: 'reconnecting', since: 30, lastAnswerAt: 5, signedOutAt: 120_005 },
      problem
    })
    expect(after(asked, signedIn, pollFailed, pollAnswered).state).toBe('connected')
  })

  test('one poll that fails by chance is no news; a wake-up after a long silence is at once', () => {
    expect(after(asked, signedIn, failedFor(1)).state).toBe('connected')
    expect(after(asked, signedIn, woke)).toMatchObject({ state: 'reconnecting', problem: null })
  })

  test.each(['000-004', '105-002', '105-003', '105-004'])(
    'an agent who is being moved to another server (%s) waits until the gateway answers',
    (retcode) => {
      const moving = [asked, signedIn, failedFor(1, retcode)]
      expect(after(...moving)).toMatchObject({ state: 'switching-over', since: 30 })
      expect(after(...moving, pollFailed)).toMatchObject({ state: 'switching-over', problem })
      expect(after(...moving, pollFailed, pollAnswered).state).toBe('connected')
    }
  )

  test('why the gateway ended it is kept; where the agent was leaving anyway it is no news', () => {
    expect(after(asked, signedIn, pollFailed, ended('timed-out'))).toMatchObject({
      ...{ state: 'signed-out', reason: 'timed-out' }
    })
    const leaving = after(asked, signedIn, { type: 'sign-out-asked' }, ended('taken-over'))
    expect(leaving).toMatchObject({ state: 'signed-out', reason: 'asked' })
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
