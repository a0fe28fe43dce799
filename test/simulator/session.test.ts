import { expect, test } from 'vitest'
import { Seat, ask } from './support/client.ts'
import { createManualClock } from './support/manual-clock.ts'
import { practice, quick, seated } from './support/practice.ts'

const status = 'GET /onlineagent/{id}/agentstatus'

test.each([
  ['no password', { password: '' }, '100-001'],
  ['a wrong password', { password: 'guess' }, '100-004'],
  ['letters in the phone number', { phonenum: 'abc' }, '100-013'],
  ['an unknown agent type', { agenttype: 7 }, '100-012'],
  ['an unknown status', { status: 9 }, '100-011']
])('signing in with %s is refused', async (_case, change, retcode) => {
  const seat = new Seat(await practice(), '1001')
  expect((await seat.signIn(change)).json).toMatchObject({ retcode, result: '' })
})

test('a second client is told 100-002, and puts the first one out by force', async () => {
  const gateway = await practice({ timings: { ...quick, pollHoldMs: 10_000 } })
  const first = await seated(gateway)
  const polls = () => gateway.control.counts('getAgentEvent').received
  const before = polls()
  const held = first.poll()
  await expect.poll(polls).toBe(before + 1)
  const second = new Seat(gateway, '1001')
  expect((await second.signIn()).json).toMatchObject({ retcode: '100-002' })
  expect((await second.signIn({}, true)).json).toMatchObject({ retcode: '0' })
  expect((await held).json).toMatchObject({ retcode: '100-006' })
  expect(await first.code(status)).toBe('100-006')
  expect(await second.code(status)).toBe('0')
})

test('a colleague who works without a client can only be replaced by force', async () => {
  const gateway = await practice()
  const seat = new Seat(gateway, '1003')
  expect((await seat.signIn()).json).toMatchObject({ retcode: '100-002' })
  expect((await seat.signIn({}, true)).json).toMatchObject({ retcode: '0' })
})

test('a sign-in sent again before the first was answered is told 000-007', async () => {
  const gateway = await practice()
  gateway.control.fail('login', { kind: 'delay', delayMs: 1_500 })
  const [one, two] = [new Seat(gateway, '1001'), new Seat(gateway, '1001')]
  const slow = one.signIn()
  await expect.poll(() => gateway.control.counts('login').received).toBe(1)
  expect((await two.signIn()).json).toMatchObject({ retcode: '000-007' })
  expect((await slow).json).toMatchObject({ retcode: '0' })
})

test('signing out is refused during a call, and by force it ends the call', async () => {
  const gateway = await practice()
  const seat = await seated(gateway)
  const callId = gateway.script.ringVoice('1001')
  expect(await seat.code('DELETE /onlineagent/{id}/logout')).toBe('100-010')
  expect(await seat.code('DELETE /onlineagent/{id}/forcelogout')).toBe('0')
  expect(gateway.script.callOf('1001')).toBeNull()
  expect(() => {
    gateway.script.talk(callId)
  }).not.toThrow()
  expect(await seat.code(status)).toBe('100-006')
})

test('120 s without a poll sign the agent out and end the call', async () => {
  const clock = createManualClock()
  const gateway = await practice({ clock, timings: {} })
  const seat = new Seat(gateway, '1001')
  await seat.signIn()
  await seat.poll()
  gateway.script.ringVoice('1001')
  clock.advance(119_999)
  expect(gateway.script.callOf('1001')).not.toBeNull()
  clock.advance(1)
  expect(gateway.script.callOf('1001')).toBeNull()
  expect((await seat.poll()).json).toMatchObject({ retcode: '100-006' })
})

test('a session that is dropped can still deliver the event that says so', async () => {
  const gateway = await practice()
  const seat = await seated(gateway)
  gateway.control.dropSession('1001', { announced: true })
  const { content } = await seat.until('AgentOther_ShutdownService')
  expect(content).toMatchObject({ loginTime: expect.stringMatching(/^\d{13}$/) as string })
  expect((await seat.poll()).json).toMatchObject({ retcode: '100-006' })
})

test('the sign-in cookie has to come back where it is demanded', async () => {
  const gateway = await practice({ requireCookie: true, secrets: { cookie: 'planted' } })
  const seat = await seated(gateway)
  expect(seat.cookie).toMatch(/^AGWROUTE=planted/)
  expect(await seat.code(status)).toBe('0')
  const { json } = await ask(gateway, status.replace('{id}', '1001'), { guid: seat.guid })
  expect(json).toMatchObject({ retcode: '100-006' })
})

test('a Guid that never was one is told 000-003, and without a session 100-006', async () => {
  const gateway = await practice()
  const guid = '11111111-2222-3333-4444-555555555555.AgentGateway0'
  const line = status.replace('{id}', '1001')
  expect((await ask(gateway, line, { guid })).json).toMatchObject({ retcode: '100-006' })
  await seated(gateway)
  expect((await ask(gateway, line, { guid })).json).toMatchObject({ retcode: '000-003' })
})

test('a client that goes away during a poll loses no event', async () => {
  const gateway = await practice({ timings: { ...quick, pollHoldMs: 5_000 } })
  const seat = await seated(gateway)
  const leaving = new AbortController()
  const held = seat.ask('GET /agentevent/{id}', { signal: leaving.signal })
  const lost = expect(held).rejects.toThrow('abort')
  await expect.poll(() => gateway.control.counts('getAgentEvent').received).toBeGreaterThan(2)
  expect(gateway.control.underWay()).toEqual(['getAgentEvent'])
  leaving.abort()
  await lost
  await expect.poll(() => gateway.control.underWay()).toEqual([])
  await expect.poll(() => gateway.control.connections()).toBe(0)
  gateway.control.fire('1001', 'AgentOther_Note')
  expect((await seat.until('AgentOther_Note')).seen).toEqual(['AgentOther_Note'])
})

test('a second poll ends the first one with nothing', async () => {
  const gateway = await practice({ timings: { ...quick, pollHoldMs: 5_000 } })
  const seat = await seated(gateway)
  const polls = gateway.control.counts('getAgentEvent').received
  const first = seat.poll()
  await expect.poll(() => gateway.control.counts('getAgentEvent').received).toBe(polls + 1)
  const second = seat.poll()
  expect((await first).json).toEqual({ message: '', retcode: '0' })
  gateway.control.fire('1001', 'AgentOther_Note')
  expect((await second).json).toMatchObject({ event: { eventType: 'AgentOther_Note' } })
})
