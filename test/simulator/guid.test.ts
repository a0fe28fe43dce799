import { expect, test } from 'vitest'
import { createGuidKeeper } from '../../src/simulator/guid.ts'
import type { GuidRules } from '../../src/simulator/guid.ts'
import { createManualClock } from './support/manual-clock.ts'
import { practice, seated } from './support/practice.ts'

const dynamic: GuidRules = {
  mode: 'dynamic',
  intervalMs: 60_000,
  timeoutMs: 120_000,
  overlap: true
}

test('a static Guid stays as it is, however long the session lasts', () => {
  const clock = createManualClock()
  const guids = createGuidKeeper(clock, { ...dynamic, mode: 'static' })
  clock.advance(86_400_000)
  expect(guids.renewIfDue()).toBeNull()
  expect(guids.judge(guids.current())).toBe('good')
})

test('a dynamic Guid is renewed after its interval, and the older one passes once more as long', () => {
  const clock = createManualClock()
  const guids = createGuidKeeper(clock, dynamic)
  const first = guids.current()
  clock.advance(59_999)
  expect(guids.renewIfDue()).toBeNull()
  clock.advance(1)
  expect(guids.renewIfDue()).toBe(guids.current())
  expect(guids.current()).not.toBe(first)
  expect(guids.judge(first)).toBe('good')
  clock.advance(59_999)
  expect(guids.judge(first)).toBe('good')
  clock.advance(1)
  expect(guids.judge(first)).toBe('old')
  expect(guids.judge('11111111-2222-3333-4444-555555555555.AgentGateway0')).toBe('unknown')
})

test('without overlap the older Guid ends with the answer that brings the new one', () => {
  const clock = createManualClock()
  const guids = createGuidKeeper(clock, { ...dynamic, overlap: false })
  const first = guids.current()
  clock.advance(60_000)
  expect(guids.judge(first)).toBe('good')
  guids.renewIfDue()
  expect(guids.judge(first)).toBe('old')
})

test('a dynamic Guid that nobody renews ends after its time', () => {
  const clock = createManualClock()
  const guids = createGuidKeeper(clock, dynamic)
  clock.advance(120_000)
  expect(guids.judge(guids.current())).toBe('old')
})

test('a held poll is answered with the new Guid when the rotation falls due', async () => {
  const timings = { pollHoldMs: 10_000, guidIntervalMs: 150 }
  const gateway = await practice({ timings, guidOverlap: false })
  const seat = await seated(gateway)
  const first = seat.guid
  const reply = await seat.poll()
  expect(reply.headers['set-guid']).toBe(`JSESSIONID=${seat.guid}`)
  expect(seat.guid).not.toBe(first)
  expect(reply.json).toEqual({ message: '', retcode: '0' })
  expect(await seat.code('GET /onlineagent/{id}/agentstatus')).toBe('0')
  seat.guid = first
  expect(await seat.code('GET /onlineagent/{id}/agentstatus')).toBe('100-006')
})

test('the answer to a Guid that was right once can be the other documented one', async () => {
  const gateway = await practice({ expiredGuidRetcode: '000-003', guidOverlap: false })
  const seat = await seated(gateway)
  const first = seat.guid
  gateway.control.rotateGuid('1001')
  await seat.poll()
  seat.guid = first
  const refusal = await seat.ask('GET /onlineagent/{id}/agentstatus')
  expect(refusal.status).toBe(200)
  expect(refusal.json).toEqual({
    retcode: '000-003',
    message: 'no right to invite resource',
    result: ''
  })
})

test('a test can choose how every Guid begins', async () => {
  const gateway = await practice({ secrets: { guidPrefix: 'cafe0042' } })
  const seat = await seated(gateway)
  expect(seat.guid).toMatch(/^cafe0042-/)
  gateway.control.rotateGuid('1001')
  await seat.poll()
  expect(seat.guid).toMatch(/^cafe0042-/)
  expect(gateway.control.guidOf('1001')).toBe(seat.guid)
})
