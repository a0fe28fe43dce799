import { expect, test } from 'vitest'
import * as endpoints from '../../src/main/gateway/endpoints/index.ts'
import { answer, json, no, yes } from '../support/raw-answers.ts'
import { asking, refusal } from './support.ts'

const agent = { agentId: '103' }
const forCall = { agentId: '103', callId: '1456229294-1191' }
const polled = (event: unknown) => json({ message: '', retcode: '0', event })

test('quirk 1: isDataEncoded is sent as a boolean, though the example shows text', async () => {
  const { client, server } = await asking((_request, socket) => socket.write(yes()))
  await client.call(endpoints.setCallData, { ...forCall, text: '座席 😀', base64: true })
  await client.call(endpoints.setCallData, { ...forCall, text: '1233', base64: false })
  expect(server.requests.map(({ body }): unknown => JSON.parse(body))).toEqual([
    {
      callid: forCall.callId,
      calldata: Buffer.from('座席 😀').toString('base64'),
      isDataEncoded: true
    },
    { callid: forCall.callId, calldata: '1233', isDataEncoded: false }
  ])
})

test('quirk 2: of the two appId of getconnectinfo the last one counts', async () => {
  const body =
    '{"message":"success","retcode":"0","result":{"appId":"8345234631","ip":"192.0.2.1","appId":"sdcp0BPcVGymItWppGX6XqrZGTCYa13d"}}'
  const { client } = await asking((_request, socket) => socket.write(answer({ body })))
  const info = await client.call(endpoints.getConnectInfo, forCall)
  expect(info.appId).toBe('sdcp0BPcVGymItWppGX6XqrZGTCYa13d')
})

test('quirk 3: the blank in the signalling addresses is taken out', async () => {
  const { client } = await asking((_request, socket) =>
    socket.write(
      yes({ signalingDomainIn: 'https: //in.example.com', signalingDomainOut: ' https://out:8 ' })
    )
  )
  const info = await client.call(endpoints.getConnectInfo, forCall)
  expect(info.signalingDomainIn).toBe('https://in.example.com')
  expect(info.signalingDomainOut).toBe('https://out:8')
})

test('quirk 5: a code that the page does not list comes through like any other', async () => {
  const { client } = await asking((_request, socket) => socket.write(no('000-003')))
  const error = await refusal(client.call(endpoints.getConnectInfo, forCall))
  expect(error).toMatchObject({
    code: 'gateway-refused',
    retcode: '000-003',
    gatewayText: 'no right to invite resource'
  })
})

test('quirk 6: msg is read where message is missing', async () => {
  const { client } = await asking((_request, socket) =>
    socket.write(json({ retcode: '100-007', msg: 'internal' }))
  )
  const error = await refusal(client.call(endpoints.sayFree, agent))
  expect(error.gatewayText).toBe('internal')
})

test('quirk 8: the agent’s release is a bare call id, the customer’s an object', async () => {
  const { client, server } = await asking((_request, socket) =>
    socket.write(
      server.requests.length === 1
        ? polled({
            eventType: 'AgentEvent_Call_Release',
            workNo: '103',
            content: '1456403549-15'
          })
        : polled({
            eventType: 'AgentEvent_Customer_Release',
            workNo: '103',
            content: { callid: '1456404171-43', number: '70093' }
          })
    )
  )
  expect(await client.call(endpoints.poll, agent)).toMatchObject([
    { type: 'call-released', callId: '1456403549-15' }
  ])
  expect(await client.call(endpoints.poll, agent)).toMatchObject([
    { type: 'customer-released', callId: '1456404171-43', number: '70093' }
  ])
})

test('quirk 9: AgentState_Busy is a call, not "not ready"', async () => {
  const { client } = await asking((_request, socket) =>
    socket.write(polled({ eventType: 'AgentState_Busy', workNo: '103', content: null }))
  )
  expect(await client.call(endpoints.poll, agent)).toMatchObject([{ state: 'in-call' }])
})

test('quirk 10: however a field is spelt, it is found', async () => {
  const spelt = [
    { CALLID: '1-2', FileName: 'F:/a.jpg', LOCATIONID: '7', Result: '0' },
    { callId: '1-2', filename: 'F:/a.jpg', locationId: 7, result: 0 },
    { callid: '', callId: '1-2', fileName: 'F:/a.jpg', locationid: '7', RESULT: 0 }
  ]
  const { client, server } = await asking((_request, socket) =>
    socket.write(
      polled({
        EVENTTYPE: 'agentevent_imagecapture',
        content: spelt[server.requests.length - 1]
      })
    )
  )
  for (let i = 0; i < spelt.length; i += 1) {
    expect(await client.call(endpoints.poll, agent)).toMatchObject([
      { type: 'image-captured', callId: '1-2', outcome: 'accepted', fileName: 'F:/a.jpg' }
    ])
  }
})

test('quirk 12: the agent status is read as an object and as a list', async () => {
  const { client, server } = await asking((_request, socket) => {
    const status = { agentState: 4, isWorking: 'false' }
    socket.write(yes(server.requests.length === 1 ? status : [status]))
  })
  const expected = { agentState: 'ready', inCall: false }
  expect(await client.call(endpoints.agentStatus, agent)).toEqual(expected)
  expect(await client.call(endpoints.agentStatus, agent)).toEqual(expected)
})

test('quirk 13: updateGuid is no way back and is not among the calls', () => {
  expect(Object.keys(endpoints)).not.toContain('updateGuid')
})

test('quirk 14: a forced sign-out may be nothing but 100-006 on the next poll', async () => {
  const { client, server } = await asking((request, socket) => {
    socket.write(request.method === 'DELETE' ? yes() : no('100-006', 'agent not login'))
  })
  await client.call(endpoints.signOut, agent)
  const error = await refusal(client.call(endpoints.poll, agent))
  expect(error).toMatchObject({ code: 'gateway-refused', retcode: '100-006' })
  expect(server.requests).toHaveLength(2)
})

test.each([
  ['an event', { eventType: 'AgentOther_InService', workNo: '291', content: null }, 1],
  ['no event', undefined, 0],
  ['null', null, 0],
  ['an empty list', [], 0],
  ['two in a list', [{ eventType: 'A_b' }, { eventType: 'C_d' }], 2]
])('quirk 15: an answer of the poll brings %s', async (_name, event, count) => {
  const { client } = await asking((_request, socket) => socket.write(polled(event)))
  expect(await client.call(endpoints.poll, agent)).toHaveLength(count)
})

test('quirk 17: no answer to a GET may come from a cache, and no URL has a cache-buster', async () => {
  const { client, server } = await asking((_request, socket) => socket.write(yes([])))
  await client.call(endpoints.poll, agent)
  await client.call(endpoints.allCallIds, agent)
  await client.call(endpoints.sayFree, agent)
  expect(server.requests.map(({ headers }) => headers['cache-control'])).toEqual([
    'no-store',
    'no-store',
    undefined
  ])
  expect(server.requests[0]?.target).toBe('/agentgateway/resource/agentevent/103')
})

test('quirk 22: agent numbers from 101 to 999999 are sent, others are refused before sending', async () => {
  const { client, server } = await asking((_request, socket) => socket.write(yes()))
  for (const agentId of ['101', '59999', '60000', '999999']) {
    await client.call(endpoints.sayFree, { agentId })
  }
  for (const agentId of ['', '0', '100', '1000000', '1e3', ' 103', '103/..', '１０３']) {
    const error = await refusal(client.call(endpoints.sayFree, { agentId }))
    expect(error.code, agentId).toBe('invalid-input')
    const target = refusal(client.call(endpoints.intercept, { agentId: '103', workNo: agentId }))
    expect((await target).code, agentId).toBe('invalid-input')
  }
  expect(server.requests).toHaveLength(4)
})
