import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import * as endpoints from '../../src/main/gateway/endpoints/index.ts'
import { answer, json, no, yes } from '../support/raw-answers.ts'
import { asking, canary, refusal } from './support.ts'

const forCall = { agentId: '103', callId: '1552524689-16797284' }

test('a command carries the Guid, the cookies and the content type of the vendor’s pages', async () => {
  const { server, client } = await asking((_request, socket) => socket.write(yes()))
  await client.call(endpoints.imageCapture, forCall)
  expect(server.requests).toHaveLength(1)
  expect(server.requests[0]).toMatchObject({
    method: 'POST',
    target: '/agentgateway/resource/mediacall/103/imagecapture',
    body: '{"callid":"1552524689-16797284","userType":"user"}',
    headers: {
      guid: canary.guid,
      cookie: canary.cookie,
      'content-type': 'application/json; charset=UTF-8'
    }
  })
})

test('a call without a body is sent with none, and ends', async () => {
  const { server, client } = await asking((_request, socket) => socket.write(yes()))
  await client.call(endpoints.intercept, { agentId: '103', workNo: '104' })
  await client.call(endpoints.sayFree, { agentId: '103' })
  await client.call(endpoints.stopListening, { agentId: '103', workNo: '104' })
  expect(server.requests.map(({ method, target, body }) => [method, target, body])).toEqual([
    ['PUT', '/agentgateway/resource/qualitycontrol/103/intercept/104', ''],
    ['POST', '/agentgateway/resource/onlineagent/103/sayfree', ''],
    ['DELETE', '/agentgateway/resource/qualitycontrol/103/104', '']
  ])
})

test('every command goes out on a connection of its own, the poll keeps one', async () => {
  const { server, client } = await asking((_request, socket) => socket.write(yes()))
  for (let i = 0; i < 2; i += 1) {
    await client.call(endpoints.sayFree, { agentId: '103' })
    await client.call(endpoints.poll, { agentId: '103' })
  }
  const connections = server.requests.map(({ connection }) => connection)
  expect(new Set(connections).size).toBe(3)
  expect(connections[1]).toBe(connections[3])
})

test('a signal that outlives many requests gathers nothing of them', async () => {
  const session = new AbortController()
  const { client } = await asking((_request, socket) => socket.write(yes()))
  for (let i = 0; i < 5; i += 1) {
    await client.call(endpoints.poll, { agentId: '103' }, session)
  }
  expect(getEventListeners(session.signal, 'abort')).toEqual([])
})

test('the gateway’s no comes with its code and its text', async () => {
  const { client, observed } = await asking((_request, socket) =>
    socket.write(no('106-011', 'busy'))
  )
  const error = await refusal(client.call(endpoints.imageCapture, forCall))
  expect(error).toMatchObject({ code: 'gateway-refused', retcode: '106-011', gatewayText: 'busy' })
  expect(observed).toEqual([
    expect.objectContaining({
      logName: 'imageCapture',
      outcome: 'refused',
      retcode: '106-011',
      callId: forCall.callId
    })
  ])
})

test.each([
  ['the number 0', { retcode: 0 }],
  ['no result', { retcode: '0' }],
  ['an empty text as result', { retcode: '0', result: '' }],
  ['null as result', { retcode: '0', result: null }]
])('%s is a success', async (_name, body) => {
  const { client } = await asking((_request, socket) => socket.write(json(body)))
  await expect(client.call(endpoints.sayFree, { agentId: '103' })).resolves.toBeUndefined()
})

test.each([
  ['an empty answer', answer({})],
  ['JSON without a retcode', json({ message: 'success' })],
  ['a list', json([{ retcode: '0' }])],
  [
    'broken UTF-8',
    answer({ body: Buffer.from('{"retcode":"0","result":{"agentState":4},"x":"\xff"}', 'latin1') })
  ],
  ['success with a failure status', answer({ status: 503, body: '{"retcode":"0"}' })]
])('%s is no answer', async (_name, bytes) => {
  const { client } = await asking((_request, socket) => socket.write(bytes))
  const error = await refusal(client.call(endpoints.agentStatus, { agentId: '103' }))
  expect(error.code).toBe('could-not-ask:unexpected-answer')
})

test('a 404 says that a command was not taken, a 503 that nobody knows', async () => {
  let status = 404
  const { client } = await asking((_request, socket) =>
    socket.write(answer({ status, body: '<html>' }))
  )
  const intercept = () =>
    refusal(client.call(endpoints.intercept, { agentId: '103', workNo: '104' }))
  expect((await intercept()).code).toBe('could-not-ask:unexpected-answer')
  status = 503
  expect((await intercept()).code).toBe('outcome-unknown')
})
