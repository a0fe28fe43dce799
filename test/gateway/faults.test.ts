import { createServer } from 'node:net'
import { inspect } from 'node:util'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createGatewayClient } from '../../src/main/gateway/client.ts'
import { createCredentials } from '../../src/main/gateway/credentials.ts'
import * as endpoints from '../../src/main/gateway/endpoints/index.ts'
import { directLine } from '../../src/main/gateway/line-options.ts'
import { answer, no, yes } from '../support/raw-answers.ts'
import { asking, canary, guidHeader, refusal, until } from './support.ts'

const agent = { agentId: '103' }
const target = { agentId: '103', workNo: '104' }
const soon = <E extends object>(endpoint: E): E => ({ ...endpoint, timeoutMs: 150 })

test('a redirect is refused, and no other host hears the Guid', async () => {
  const elsewhere = await asking((_request, socket) => socket.write(yes()))
  const { client, server } = await asking((_request, socket) =>
    socket.write(answer({ status: 307, headers: { Location: `${elsewhere.server.origin}/x` } }))
  )
  for (const call of [endpoints.sayFree, endpoints.poll, endpoints.signOut]) {
    const error = await refusal(client.call<typeof agent, unknown>(call, agent))
    expect(error.code).toBe('could-not-ask:redirect-refused')
  }
  expect(server.requests).toHaveLength(3)
  expect(elsewhere.server.receivedBytes()).toBe(0)
})

test('a command whose answer does not come is sent once, and its outcome is unknown', async () => {
  const { client, server } = await asking(() => undefined)
  const error = await refusal(client.call(soon(endpoints.intercept), target))
  expect(error.code).toBe('outcome-unknown')
  expect(server.requests).toHaveLength(1)
})

test('a question whose answer does not come is a timeout', async () => {
  const { client, server, observed } = await asking(() => undefined)
  const error = await refusal(client.call(soon(endpoints.agentStatus), agent))
  expect(error.code).toBe('could-not-ask:timeout')
  expect(server.requests).toHaveLength(1)
  expect(observed).toMatchObject([{ outcome: 'failed', code: 'could-not-ask:timeout' }])
})

test.each([
  ['the connection is reset', (): null => null],
  ['the answer is cut', () => answer({ body: '{"retcode":"0"', length: 500 })],
  ['the answer is HTML', () => answer({ body: '<html>' })],
  ['the answer is garbage', () => Buffer.from('%%%% garbage %%%%\r\n\r\n')]
])('the outcome of a command is unknown where %s after sending', async (_name, bytes) => {
  const { client, server } = await asking((_request, socket) => {
    const given = bytes()
    if (given !== null) socket.write(given)
    socket.end()
  })
  const error = await refusal(client.call(endpoints.intercept, target))
  expect(error.code).toBe('outcome-unknown')
  expect(server.requests).toHaveLength(1)
})

test('a command that could not leave this PC is known not to have been carried out', async () => {
  const listener = createServer().listen(0, '127.0.0.1')
  await until(() => listener.listening)
  const address = listener.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  await new Promise((resolve) => listener.close(resolve))
  const direct = directLine([])
  const ask = (origin: string) =>
    refusal(
      createGatewayClient({
        origin,
        line: () => direct,
        credentials: createCredentials({ guid: canary.guid, cookie: null }),
        observe: () => undefined,
        now: () => 0
      }).call(endpoints.intercept, target)
    )
  expect((await ask(`https://127.0.0.1:${String(port)}`)).code).toBe('could-not-ask:unreachable')
  expect((await ask('https://no-such-gateway.invalid')).code).toBe('could-not-ask:name-unknown')
})

test('no error of the HTTP library escapes: an error holds no Guid, cookie, password or call data', async () => {
  const { client, credentials } = await asking((_request, socket) => {
    socket.destroy()
  })
  const write = { ...agent, callId: '1-2', text: canary.callData, base64: false }
  const errors = [
    await refusal(client.call(endpoints.setCallData, write)),
    await refusal(client.call(endpoints.agentStatus, agent)),
    await refusal(client.call(endpoints.signIn, signInParams))
  ]
  const printed = [...errors, credentials, client].map((thing) => [
    inspect(thing, { depth: Infinity, showHidden: true }),
    JSON.stringify(thing),
    thing instanceof Error ? String(thing.stack) : ''
  ])
  const text = printed.flat().join('\n')
  for (const secret of Object.values(canary)) expect(text).not.toContain(secret)
  for (const error of errors) expect(error.cause).toBeUndefined()
})

const signInParams = {
  ...agent,
  password: canary.password,
  phoneNumber: '70006',
  agentType: 11,
  status: 4,
  autoAnswer: true
} as const

test('reading stops at 1 MiB of one answer', async () => {
  let written = 0
  const { client } = await asking((_request, socket) => {
    socket.write(answer({ length: 400_000_000 }))
    const block = Buffer.alloc(64 * 1024, 0x20)
    const pour = (): void => {
      while (!socket.destroyed && written < 400_000_000) {
        written += block.length
        if (!socket.write(block)) return
      }
    }
    socket.on('drain', pour)
    pour()
  })
  const error = await refusal(client.call(endpoints.agentStatus, agent))
  expect(error.code).toBe('could-not-ask:unexpected-answer')
  expect(written).toBeLessThan(40_000_000)
})

test('an agent list may be longer than 1 MiB', async () => {
  const rows = Array.from({ length: 5_000 }, (_row, i) => ({
    workno: String(10_000 + i),
    name: 'x'.repeat(300),
    status: '4'
  }))
  const { client } = await asking((_request, socket) => socket.write(yes(rows)))
  const agents = await client.call(endpoints.onlineAgents, agent)
  expect(agents).toHaveLength(5_000)
  expect(agents[0]).toMatchObject({ workNo: '10000', agentState: 'ready' })
})

test('a huge header is an unexpected answer', async () => {
  const { client } = await asking((_request, socket) =>
    socket.write(yes({}, { 'X-Large': 'x'.repeat(200_000) }))
  )
  const error = await refusal(client.call(endpoints.agentStatus, agent))
  expect(error.code).toBe('could-not-ask:unexpected-answer')
})

test('a compressed answer is read', async () => {
  const body = gzipSync('{"retcode":"0","result":{"agentState":"4"}}')
  const { client } = await asking((_request, socket) =>
    socket.write(answer({ headers: { 'Content-Encoding': 'gzip' }, body }))
  )
  expect(await client.call(endpoints.agentStatus, agent)).toMatchObject({ agentState: 'ready' })
})

test('an answer that says it is GBK is read as GBK', async () => {
  // 座席 in GBK.
  const name = Buffer.from([0xd7, 0xf9, 0xcf, 0xaf])
  const body = Buffer.concat([
    Buffer.from('{"retcode":"100-007","message":"'),
    name,
    Buffer.from('"}')
  ])
  const { client } = await asking((_request, socket) =>
    socket.write(answer({ headers: { 'Content-Type': 'application/json;charset=GBK' }, body }))
  )
  expect(await refusal(client.call(endpoints.sayFree, agent))).toMatchObject({
    gatewayText: '座席'
  })
})

test('a call that is given up is cancelled; a command already sent is not claimed undone', async () => {
  const stop = new AbortController()
  const { client, server } = await asking(() => undefined)
  const poll = refusal(client.call(endpoints.poll, agent, { signal: stop.signal }))
  const command = refusal(client.call(endpoints.intercept, target, { signal: stop.signal }))
  await until(() => server.requests.length === 2)
  stop.abort()
  expect((await poll).code).toBe('could-not-ask:cancelled')
  expect((await command).code).toBe('outcome-unknown')
})

test('closing the client ends what is under way and sends nothing more', async () => {
  const { client, server } = await asking(() => undefined)
  const poll = refusal(client.call(endpoints.poll, agent))
  await until(() => server.requests.length === 1)
  client.close()
  expect((await poll).code).toBe('could-not-ask:cancelled')
  expect((await refusal(client.call(endpoints.sayFree, agent))).code).toBe(
    'could-not-ask:cancelled'
  )
  expect(server.requests).toHaveLength(1)
})

test('nothing is sent while nobody is signed in', async () => {
  const { client, server, credentials } = await asking((_request, socket) =>
    socket.write(no('100-006', '', { 'Set-GUID': guidHeader(canary.guid) }))
  )
  credentials.clear()
  const error = await refusal(client.call(endpoints.poll, agent))
  expect(error.code).toBe('could-not-ask:signed-out')
  expect(server.requests).toHaveLength(0)
})
