import { expect, onTestFinished, test } from 'vitest'
import { systemClock as clock } from '../../src/main/clock.ts'
import { sendLent } from '../../src/main/gateway/lent-call.ts'
import { directLine, type LineOptions } from '../../src/main/gateway/line-options.ts'
import { basicOf, startConnectProxy } from '../support/connect-proxy.ts'
import { answer, no, yes } from '../support/raw-answers.ts'
import { startRawServer, type RawHandler, type RawServer } from '../support/raw-server.ts'
import { canary, refusal, until } from './support.ts'

async function serving(handler: RawHandler): Promise<RawServer> {
  const server = await startRawServer(handler)
  onTestFinished(() => server.close())
  return server
}

const { signal } = new AbortController()

const send = ({ origin }: RawServer, line: LineOptions, ended: AbortSignal = signal) =>
  sendLent(
    {
      method: 'DELETE',
      url: `${origin}/agentgateway/resource/onlineagent/103/forcelogout`,
      headers: { Guid: canary.guid, cookie: canary.cookie },
      line
    },
    { clock, headMs: 10_000, signal: ended }
  )

test('a request without a body arrives as it was composed, and its answer comes back whole', async () => {
  const server = await serving((_request, socket) => socket.end(no('100-010', 'in a call')))
  const { status, contentType, body } = await send(server, directLine(server.ca))
  expect(status).toBe(200)
  expect(contentType).toContain('application/json')
  expect(JSON.parse(body.toString())).toMatchObject({ retcode: '100-010' })
  const [{ method, target, headers, body: sent } = { headers: {} }] = server.requests
  expect({ method, target, sent }).toEqual({
    ...{ method: 'DELETE', target: '/agentgateway/resource/onlineagent/103/forcelogout', sent: '' }
  })
  expect(headers).toMatchObject({ guid: canary.guid, cookie: canary.cookie })
  expect(headers).not.toHaveProperty('transfer-encoding')
})

test('a gateway that nobody vouches for learns nothing', async () => {
  const server = await serving((_request, socket) => socket.end(yes()))
  const { code } = await refusal(send(server, directLine([])))
  expect(code).toBe('could-not-ask:certificate-unknown-issuer')
  expect(server.receivedBytes()).toBe(0)
})

test('through the proxy of the line, which sees where it goes and nothing else', async () => {
  const basic = { user: 'anna', password: 'canary-password' }
  const server = await serving((_request, socket) => socket.end(yes()))
  const proxy = await startConnectProxy({ basic })
  const way = { ...proxy.way, authorization: basicOf(basic.user, basic.password) }
  await send(server, { ...directLine(server.ca), proxy: way })
  expect(server.requests).toHaveLength(1)
  expect(proxy.heads).toHaveLength(1)
  expect(proxy.seen().includes(canary.guid)).toBe(false)
})

test('ended while the gateway is silent, it leaves no connection behind', async () => {
  let closed = false
  const server = await serving((_request, socket) => {
    socket.once('close', () => (closed = true))
  })
  const ending = new AbortController()
  const sent = refusal(send(server, directLine(server.ca), ending.signal))
  await until(() => server.requests.length === 1)
  ending.abort()
  expect((await sent).code).toBe('could-not-ask:cancelled')
  await until(() => closed)
})

test('an answer without an end is read as far as a gateway has ever anything to say', async () => {
  const server = await serving((_request, socket) => {
    socket.write(answer({ body: 'x'.repeat(100_000), length: 1_000_000_000 }))
  })
  const { body } = await send(server, directLine(server.ca))
  expect(body.length).toBeLessThanOrEqual(100_000)
})

test('an answer that is cut off is none', async () => {
  const server = await serving((_request, socket) => {
    socket.end(answer({ body: '{"retcode":', length: 100 }))
  })
  expect((await refusal(send(server, directLine(server.ca)))).code).toBe('file:truncated')
})
