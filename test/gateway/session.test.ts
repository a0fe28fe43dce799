import { describe, expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../src/main/clock.ts'
import type { Happening } from '../../src/main/calls/timeline.ts'
import { createGatewayClient } from '../../src/main/gateway/client.ts'
import { createCredentials } from '../../src/main/gateway/credentials.ts'
import { directLine } from '../../src/main/gateway/line-options.ts'
import { fixedRoute } from '../../src/main/gateway/route.ts'
import { Session } from '../../src/main/session/session.ts'
import { defaultTimings } from '../../src/main/timings.ts'
import type { SessionView, SignInRequest } from '../../src/shared/model/session.ts'
import type { PracticeGateway } from '../../src/simulator/index.ts'
import type { AgentSeed } from '../../src/simulator/roster.ts'
import { practiceGateway } from '../support/practice-seat.ts'
import { patiently } from '../support/patiently.ts'

const request: SignInRequest = {
  profileId: '00000000-0000-4000-8000-000000000001',
  agentId: '1001',
  password: 'practice',
  phoneNumber: '701001',
  agentType: 11,
  initialState: 'ready',
  autoAnswer: true,
  skills: 'all',
  force: false
}

/** A session against the gateway, with everything that it told. */
function seat(gateway: PracticeGateway) {
  const views: SessionView[] = []
  const told: Happening[] = []
  const session = new Session({
    openClient: ({ origin, route }) =>
      createGatewayClient({
        ...{ origin, line: route.now, credentials: createCredentials() },
        ...{ now: systemClock.now, observe: () => undefined }
      }),
    clock: systemClock,
    timings: { ...defaultTimings, pollPauseMinMs: 1, pollPauseMaxMs: 5, pollRetryMs: 20 },
    random: Math.random,
    tell: (happening) => told.push(happening)
  })
  session.onChange((view) => views.push(view))
  onTestFinished(() => {
    session.close()
  })
  const target = {
    ...{ gatewayName: 'Test', origin: gateway.url },
    ...{ route: fixedRoute(directLine([gateway.certificatePem])), practice: false }
  }
  const signIn = (change: Partial<SignInRequest> = {}) =>
    session.signIn(target, { ...request, ...change })
  return { session, signIn, views, told }
}

const stateOf = ({ session }: ReturnType<typeof seat>) => session.view().state

describe('a session at a real gateway', () => {
  test.each(['static', 'dynamic'] as const)(
    'signs in step by step, polls and signs out (%s authentication)',
    async (authMode) => {
      const gateway = await practiceGateway({ authMode })
      const desk = seat(gateway)
      await desk.signIn()
      const steps = desk.views.flatMap((view) => (view.state === 'signing-in' ? [view.step] : []))
      expect(steps).toEqual(['signing-in', 'setting-skills', 'learning-state'])
      expect(desk.session.view()).toMatchObject({ state: 'connected', agent: { agentId: '1001' } })
      await patiently(() => {
        expect(gateway.control.counts('getAgentEvent').accepted).toBeGreaterThan(2)
      })
      await desk.session.signOut(false)
      expect(desk.session.view()).toMatchObject({ state: 'signed-out', reason: 'asked' })
      expect(gateway.control.counts('logout').accepted).toBe(1)
    }
  )

  test('sends what the form says: kind of phone, state, automatic answer, chosen skills', async () => {
    const gateway = await practiceGateway()
    await seat(gateway).signIn({
      agentType: 4,
      initialState: 'not-ready',
      autoAnswer: false,
      skills: ['3', '5']
    })
    expect(JSON.parse(gateway.control.requests('login')[0]?.body ?? '')).toMatchObject({
      agenttype: 4,
      status: 3,
      autoanswer: false
    })
    expect(gateway.control.requests('resetSkill')[0]?.target).toContain(
      '/resetskill/false?skillid=3%3B5'
    )
  })

  test('an agent who is signed in elsewhere is not forced out before it was asked for', async () => {
    const gateway = await practiceGateway()
    const desk = seat(gateway)
    await expect(desk.signIn({ agentId: '1005', phoneNumber: '701005' })).rejects.toMatchObject({
      code: 'not-now:already-signed-in',
      retcode: '100-002'
    })
    expect(stateOf(desk)).toBe('signed-out')
    await desk.signIn({ agentId: '1005', phoneNumber: '701005', force: true })
    expect(stateOf(desk)).toBe('connected')
    expect(gateway.control.counts('forceLogin')).toEqual({ received: 1, accepted: 1 })
  })

  test('what the sign-in answer warns of is kept for the agent', async () => {
    const warned: AgentSeed = {
      ...{ agentId: '1001', name: 'Lin Wei', isForceChange: true },
      ...{ timeRemainingDays: 3, mediatype: 'FTF' }
    }
    const gateway = await practiceGateway({ agents: [warned] })
    gateway.control.fail('resetSkill', { kind: 'retcode', retcode: '100-007' })
    const desk = seat(gateway)
    await desk.signIn()
    expect(desk.session.view()).toMatchObject({
      state: 'connected',
      agent: {
        notices: [
          { kind: 'password-must-change' },
          { kind: 'password-expires', days: 3 },
          { kind: 'no-voice-or-video' },
          { kind: 'skills-not-set', problem: { retcode: '100-007' } }
        ]
      }
    })
  })

  test('a sign-in that is cancelled half-way leaves nobody signed in', async () => {
    const gateway = await practiceGateway()
    gateway.control.fail('resetSkill', { kind: 'stall' })
    const desk = seat(gateway)
    const signingIn = desk.signIn()
    await patiently(() => {
      expect(gateway.control.counts('resetSkill').received).toBe(1)
    })
    desk.session.cancelSignIn()
    await expect(signingIn).rejects.toThrow()
    expect(desk.session.view()).toEqual({ state: 'signed-out', reason: 'failed', problem: null })
    expect(gateway.control.counts('logout').accepted).toBe(1)
  })

  test('a gateway that goes away is said, and work goes on when it is back', async () => {
    const gateway = await practiceGateway()
    const desk = seat(gateway)
    await desk.signIn()
    await gateway.control.goAway()
    await patiently(() => {
      expect(stateOf(desk)).toBe('reconnecting')
    })
    await gateway.control.comeBack()
    await patiently(() => {
      expect(stateOf(desk)).toBe('connected')
    })
    expect(desk.told.map(({ name }) => name)).toEqual(['signed-in', 'reconnecting', 'reconnected'])
  })

  test.each([
    ['with an event', true],
    ['in silence (quirk 14)', false]
  ])('a session that the gateway ended %s is over', async (_how, announced) => {
    const gateway = await practiceGateway()
    const desk = seat(gateway)
    await desk.signIn()
    gateway.control.dropSession('1001', { announced })
    await patiently(() => {
      expect(desk.session.view()).toMatchObject({ reason: 'taken-over' })
    })
    expect(() => desk.session.signedIn()).toThrow(
      expect.objectContaining({ code: 'could-not-ask:signed-out' })
    )
  })

  test('a sign-out during a call is refused without force, and the session goes on', async () => {
    const gateway = await practiceGateway()
    const desk = seat(gateway)
    await desk.signIn()
    gateway.script.talk(gateway.script.ringH5('1001'))
    await expect(desk.session.signOut(false)).rejects.toMatchObject({ code: 'gateway-refused' })
    expect(stateOf(desk)).toBe('connected')
    await desk.session.signOut(true)
    expect(stateOf(desk)).toBe('signed-out')
  })

  test('a gateway that cannot be asked does not keep an agent who wants to go', async () => {
    const gateway = await practiceGateway()
    const desk = seat(gateway)
    await desk.signIn()
    await gateway.control.goAway()
    await desk.session.signOut(false)
    expect(stateOf(desk)).toBe('signed-out')
  })

  test('ready, not ready and after-call work are asked for and told by events', async () => {
    const gateway = await practiceGateway()
    const desk = seat(gateway)
    await desk.signIn()
    for (const to of ['not-ready', 'ready', 'after-call-work', 'ready'] as const) {
      await desk.session.setAgentState(to)
      await patiently(() => {
        expect(desk.session.view()).toMatchObject({ agent: { agentState: to } })
      })
    }
  })
})
