import { expect, test } from 'vitest'
import { Seat } from './support/client.ts'
import type { ManualClock } from './support/manual-clock.ts'
import { createManualClock } from './support/manual-clock.ts'
import { practice } from './support/practice.ts'

/** The times of a day without those that need a client to keep polling. */
const timings = { silenceMs: 1e9, guidIntervalMs: 1e9, guidTimeoutMs: 2e9, pollHoldMs: 1 }

async function day(clock: ManualClock, speed: number) {
  const gateway = await practice({ clock, timings })
  const seat = new Seat(gateway, '1001')
  gateway.playDay({ speed })
  await seat.signIn()
  const types = () =>
    gateway.control.events('1001').map(({ eventType }) => eventType.trim().replace(/^Agent/, ''))
  return { gateway, seat, types }
}

test('no call comes before the agent has asked for the skill queues', async () => {
  const clock = createManualClock()
  const { seat, types } = await day(clock, 1)
  clock.advance(60_000)
  expect(types()).toEqual(['Other_InService', 'State_Ready'])
  await seat.code('POST /onlineagent/{id}/resetskill/true')
  clock.advance(10_000)
  expect(types()).toContain('Event_Ringing')
})

test('the first two calls of the day are a recorded video call and a recorded voice call', async () => {
  const clock = createManualClock()
  const { gateway, seat, types } = await day(clock, 10)
  await seat.code('POST /onlineagent/{id}/resetskill/true')
  clock.advance(31_000)
  const ringing = ['State_Busy', 'Other_PhoneAlerting', 'Event_Ringing', 'Other_PhoneOffhook']
  const over = ['Event_Customer_Release', 'Event_Call_Release', 'Other_PhoneRelease']
  const conversation = ['MediaEvent_Record', ...over, 'MediaEvent_StopRecordDone', 'State_Ready']
  expect(types()).toEqual([
    ...['Other_InService', 'State_Ready'],
    ...[...ringing, 'Event_Talking', 'Event_RequestConnect', ...conversation],
    ...[...ringing, 'Event_Talking', ...conversation]
  ])
  const record = gateway.control.events('1001').filter((e) => e.eventType.endsWith('_Record'))
  expect(
    record.map(({ content }) => (content as { fileMediaType: unknown }).fileMediaType)
  ).toEqual([2, '1'])
})

test('over a day there are conference, third-party and failed recordings', async () => {
  const clock = createManualClock()
  const { gateway, seat } = await day(clock, 10)
  await seat.code('POST /onlineagent/{id}/resetskill/true')
  clock.advance(90_000)
  const events = gateway.control.events('1001')
  const names = events.map(({ content }) => (content as { fileName?: string } | null)?.fileName)
  expect(names.some((name) => name?.startsWith('conferenceId=') ?? false)).toBe(true)
  expect(names.some((name) => name?.endsWith('.mp4') ?? false)).toBe(true)
  expect(events.map(({ eventType }) => eventType)).toContain('AgentMediaEvent_Record_Fail')
})

test('at any time of a day somebody is in a voice call that can be listened to', async () => {
  const clock = createManualClock()
  const { gateway } = await day(clock, 1)
  const talking = () =>
    ['1003', '1007'].filter((agentId) => gateway.script.callOf(agentId)?.media === 'voice')
  for (let minute = 0; minute < 60; minute += 1) {
    expect(talking().length, `minute ${minute}`).toBeGreaterThan(0)
    clock.advance(60_000)
  }
})

test('nothing happens any more after the gateway was closed', async () => {
  const clock = createManualClock()
  const { gateway, types } = await day(clock, 1)
  await gateway.close()
  const before = types().length
  clock.advance(3_600_000)
  expect(types()).toHaveLength(before)
})
