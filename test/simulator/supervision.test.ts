import { expect, test } from 'vitest'
import type { PracticeGateway } from '../../src/simulator/index.ts'
import type { Seat } from './support/client.ts'
import { practice, seated } from './support/practice.ts'

const listen = 'PUT /qualitycontrol/{id}/addsupervise/1001'
const intercept = 'PUT /qualitycontrol/{id}/intercept/1001'

/** An inspector, and agent 1001 in a call. */
async function floor(media: 'voice' | 'h5' = 'voice') {
  const gateway = await practice()
  const agent = await seated(gateway, '1001')
  const inspector = await seated(gateway, '2001')
  const callId = media === 'h5' ? gateway.script.ringH5('1001') : gateway.script.ringVoice('1001')
  gateway.script.talk(callId)
  await agent.until('AgentEvent_Talking')
  return { gateway, agent, inspector, callId }
}

const typesOf = (gateway: PracticeGateway, agentId: string, from: number): string[] =>
  gateway.control
    .events(agentId)
    .slice(from)
    .map((event) => event.eventType)

test('an inspector listens, intercepts, and then has the customer', async () => {
  const { gateway, agent, inspector, callId } = await floor()
  expect(await inspector.code(listen)).toBe('0')
  expect((await inspector.until('AgentState_Busy')).seen).toEqual([
    'AgentOther_PhoneAlerting',
    'AgentOther_PhoneOffhook',
    'AgentState_Busy'
  ])
  expect((await agent.until('AgentOther_BeQcStart')).content).toEqual({
    qcType: 8,
    qcAgentId: 2001
  })
  const before = gateway.control.events('1001').length
  expect(await inspector.code(intercept)).toBe('0')
  expect(typesOf(gateway, '1001', before)).toEqual([
    'AgentState_Ready',
    'AgentOther_PhoneRelease',
    'AgentEvent_Call_Release',
    'AgentEvent_Customer_Release'
  ])
  expect((await inspector.until('AgentEvent_Talking')).content).toMatchObject({ callid: callId })
  const record = (await inspector.until('AgentMediaEvent_Record')).content
  expect(record).toMatchObject({ callId, fileMediaType: '1', locationId: '256' })
  expect(await agent.code('DELETE /voicecall/{id}/release')).toBe('200-017')
  expect(await inspector.code('DELETE /voicecall/{id}/release')).toBe('0')
  const ended = await inspector.until('AgentState_Ready')
  expect(ended.seen).toContain('AgentMediaEvent_StopRecordDone')
})

test('an inspector is told of the agents they asked for, until they end it', async () => {
  const gateway = await practice()
  const agent = await seated(gateway, '1001')
  const inspector = await seated(gateway, '2001')
  const monitor = (step: string) =>
    inspector.code(`POST /qualitycontrol/{id}/${step}?agents=1001;1003`)
  expect(await agent.code('POST /qualitycontrol/{id}/beginmonitor?agents=1002')).toBe('900-002')
  expect(await inspector.code('POST /qualitycontrol/{id}/beginmonitor?agents=9999')).toBe('900-004')
  expect(await monitor('beginmonitor')).toBe('0')
  await agent.code('POST /onlineagent/{id}/work')
  expect((await inspector.until('QC_AgentState_Notify')).content).toEqual({
    ...{ subtype: 'QC_AgentState_Work', monitoredagent: '1001', agentname: 'Lin Wei' },
    mediaserver: 'CtiServer'
  })
  expect(await monitor('endmonitor')).toBe('0')
  const before = gateway.control.events('2001').length
  await agent.code('POST /onlineagent/{id}/cancelwork')
  expect(gateway.control.events('2001')).toHaveLength(before)
})

test('listening, barging in and whispering can be switched and stopped', async () => {
  const { gateway, inspector } = await floor()
  const whispered = '?whisperagentid=1001'
  expect(await inspector.code('PUT /qualitycontrol/{id}/addinsert/1001')).toBe('0')
  expect((await inspector.until('AgentOther_PhoneOffhook')).seen[0]).toBe('AgentState_Busy')
  const change = `POST /qualitycontrol/{id}/requestswitchinsertwhisperagent${whispered}`
  expect(await inspector.code(`${change}&switchtype=7`)).toBe('000-002')
  expect(await inspector.code(`${change}&switchtype=2`)).toBe('0')
  expect(gateway.control.events('1001').at(-1)).toMatchObject({
    eventType: 'AgentOther_BeQcStart',
    content: { qcType: 20172 }
  })
  expect(await inspector.code('DELETE /qualitycontrol/{id}/1001')).toBe('900-003')
  const stop = `POST /qualitycontrol/{id}/requeststopwhisperagent${whispered}`
  expect(await inspector.code(stop)).toBe('0')
  const { seen } = await inspector.until('AgentState_Ready')
  expect(seen).toEqual(['AgentOther_PhoneRelease', 'AgentState_Ready'])
  expect(await inspector.code(`POST /qualitycontrol/{id}/requestwhisperagent${whispered}`)).toBe(
    '0'
  )
  expect(await inspector.code(stop)).toBe('0')
  expect(await inspector.code(listen)).toBe('0')
  expect(await inspector.code('DELETE /qualitycontrol/{id}/1001')).toBe('0')
  expect(gateway.control.events('1001').at(-1)?.eventType).toBe('AgentOther_BeQcStop')
})

test('listening ends with the call', async () => {
  const { gateway, inspector, callId } = await floor()
  await inspector.code(listen)
  await inspector.until('AgentState_Busy')
  gateway.script.hangUp(callId)
  const { seen } = await inspector.until('AgentState_Ready')
  expect(seen).toEqual(['AgentOther_PhoneRelease', 'AgentState_Ready'])
  expect(await inspector.code(intercept)).toBe('900-003')
})

test('one given call can be intercepted, and no other', async () => {
  const { inspector, callId } = await floor()
  await inspector.code(listen)
  expect(await inspector.code(`${intercept}/1-1`)).toBe('900-003')
  expect(await inspector.code(`${intercept}/${callId}`)).toBe('0')
})

const refusals: [string, (people: { agent: Seat; inspector: Seat }) => Promise<unknown>, string][] =
  [
    ['intercepting without listening', ({ inspector }) => inspector.code(intercept), '900-003'],
    [
      'listening without the right',
      ({ agent }) => agent.code('PUT /qualitycontrol/{id}/addsupervise/1003'),
      '900-002'
    ],
    [
      'listening to oneself',
      ({ inspector }) => inspector.code('PUT /qualitycontrol/{id}/addsupervise/2001'),
      '000-005'
    ],
    [
      'listening to somebody who is not signed in',
      ({ inspector }) => inspector.code('PUT /qualitycontrol/{id}/addsupervise/1002'),
      '900-004'
    ],
    [
      'listening to somebody without a call',
      ({ inspector }) => inspector.code('PUT /qualitycontrol/{id}/addsupervise/1005'),
      '900-005'
    ],
    [
      'listening while listening',
      async ({ inspector }) => {
        await inspector.code(listen)
        return inspector.code('PUT /qualitycontrol/{id}/addsupervise/1003')
      },
      '900-005'
    ],
    [
      'listening while not ready',
      async ({ inspector }) => {
        await inspector.code('POST /onlineagent/{id}/saybusy')
        return inspector.code(listen)
      },
      '900-005'
    ],
    [
      'signing out while listening',
      async ({ inspector }) => {
        await inspector.code(listen)
        return inspector.code('DELETE /onlineagent/{id}/logout')
      },
      '100-010'
    ]
  ]
test.each(refusals)('%s is refused', async (_case, act, retcode) => {
  expect(await act(await floor())).toBe(retcode)
})

test('a video call cannot be intercepted', async () => {
  const { inspector } = await floor('h5')
  expect(await inspector.code(listen)).toBe('0')
  expect(await inspector.code(intercept)).toBe('900-003')
})

test('an inspector sees the right, and who is in a call', async () => {
  const { agent, inspector } = await floor()
  const right = 'GET /agentgroup/{id}/iscensor'
  expect((await inspector.ask(right)).json).toMatchObject({ result: 'true' })
  expect((await agent.ask(right)).json).toMatchObject({ result: 'false' })
  const { json } = await inspector.ask('GET /agentgroup/{id}/onlineagentonvdn')
  const rows = json?.['result'] as { workno: string; name: string; status: number }[]
  expect(rows.map(({ workno, status }) => [workno, status])).toEqual([
    ['1001', 7],
    ['1003', 7],
    ['1004', 4],
    ['1005', 3],
    ['1006', 8],
    ['1007', 4],
    ['2001', 4]
  ])
})
