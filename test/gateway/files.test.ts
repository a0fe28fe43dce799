import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { downloadVideoFile } from '../../src/main/gateway/endpoints/index.ts'
import { answer, chunk, json } from '../support/raw-answers.ts'
import { asking, canary, guidHeader, refusal, until } from './support.ts'

const video = {
  agentId: '103',
  recordId: 'Y:/1/0/20201202/503/1714442.mp4',
  locationId: '256'
}
const octets = { 'Content-Type': 'application/octet-stream;charset=utf-8' }
const bytes = Buffer.alloc(300_000, 'video bytes ')

test('a file arrives whole, with its length and type', async () => {
  const { client, server, observed } = await asking((_request, socket) =>
    socket.write(answer({ headers: octets, body: bytes }))
  )
  const file = await client.openFile(downloadVideoFile, video)
  expect(file).toMatchObject({ length: bytes.length, chunked: false })
  expect((await buffer(file.body)).equals(bytes)).toBe(true)
  expect(server.requests[0]?.headers['accept-encoding']).toBe('identity')
  await until(() => observed.length === 1)
  expect(observed[0]).toMatchObject({
    logName: 'downloadVideoFileEx',
    outcome: 'ok',
    bytes: bytes.length
  })
})

test('a chunked file arrives whole and says that it was chunked', async () => {
  const { client } = await asking((_request, socket) => {
    socket.write(answer({ headers: { ...octets, 'Transfer-Encoding': 'chunked' }, length: null }))
    socket.write(Buffer.concat([chunk(bytes), chunk(bytes), chunk('')]))
  })
  const file = await client.openFile(downloadVideoFile, video)
  expect(file).toMatchObject({ length: null, chunked: true })
  expect((await buffer(file.body)).length).toBe(2 * bytes.length)
})

test('a file with neither length nor chunks says so: it cannot be proven whole', async () => {
  const { client } = await asking((_request, socket) =>
    socket.end(answer({ headers: octets, body: bytes, length: null }))
  )
  const file = await client.openFile(downloadVideoFile, video)
  expect(file).toMatchObject({ length: null, chunked: false })
  expect((await buffer(file.body)).length).toBe(bytes.length)
})

test.each([
  ['labelled as JSON', 200, 'application/json;charset=UTF-8'],
  ['labelled as a file', 200, 'application/octet-stream;charset=utf-8'],
  ['with a failure status', 500, 'text/html'],
  ['with a failure status, labelled as a file', 404, 'application/octet-stream']
])('the gateway’s no instead of a file is its no: %s', async (_name, status, type) => {
  const body = ' \n{"retcode":"108-002","message":"file not ready","result":""}'
  const { client, observed } = await asking((_request, socket) =>
    socket.write(answer({ status, headers: { 'Content-Type': type }, body }))
  )
  const error = await refusal(client.openFile(downloadVideoFile, video))
  expect(error).toMatchObject({
    code: 'gateway-refused',
    retcode: '108-002',
    gatewayText: 'file not ready'
  })
  expect(observed).toMatchObject([{ outcome: 'refused', retcode: '108-002' }])
})

test('a refusal that arrives byte by byte is still a refusal', async () => {
  const { client } = await asking((_request, socket) => {
    socket.setNoDelay(true)
    const all = answer({ headers: octets, body: '{"retcode":"104-010","message":""}' })
    let sent = 0
    const next = (): void => {
      if (sent < all.length) socket.write(all.subarray(sent, (sent += 1)), () => setImmediate(next))
    }
    next()
  })
  const error = await refusal(client.openFile(downloadVideoFile, video))
  expect(error.retcode).toBe('104-010')
})

test('a file that begins with a brace and is no refusal is a file', async () => {
  const body = Buffer.alloc(200_000, '{"frames": ')
  const { client } = await asking((_request, socket) =>
    socket.write(answer({ headers: octets, body }))
  )
  const file = await client.openFile(downloadVideoFile, video)
  expect((await buffer(file.body)).equals(body)).toBe(true)
})

test.each([
  ['a page of a proxy', answer({ headers: { 'Content-Type': 'text/html' }, body: '<html>' })],
  ['a success without a file', json({ retcode: '0', result: {} })],
  ['a file with a failure status', answer({ status: 503, headers: octets, body: bytes })],
  ['part of a file', answer({ status: 206, headers: octets, body: bytes })],
  ['compressed bytes', answer({ headers: { ...octets, 'Content-Encoding': 'gzip' }, body: bytes })]
])('%s is no file', async (_name, given) => {
  const { client } = await asking((_request, socket) => socket.write(given))
  const error = await refusal(client.openFile(downloadVideoFile, video))
  expect(error.code).toBe('could-not-ask:unexpected-answer')
})

test('a redirect is refused for files too', async () => {
  const elsewhere = await asking(() => undefined)
  const { client } = await asking((_request, socket) =>
    socket.write(answer({ status: 302, headers: { Location: elsewhere.server.origin } }))
  )
  const error = await refusal(client.openFile(downloadVideoFile, video))
  expect(error.code).toBe('could-not-ask:redirect-refused')
  expect(elsewhere.server.receivedBytes()).toBe(0)
})

test.each([
  [
    'ends before its announced length',
    answer({ headers: octets, body: bytes, length: bytes.length * 2 }),
    'file:truncated'
  ],
  [
    'is cut inside a chunk',
    Buffer.concat([
      answer({ headers: { ...octets, 'Transfer-Encoding': 'chunked' }, length: null }),
      chunk(bytes).subarray(0, 200_000)
    ]),
    'file:truncated'
  ],
  [
    'is cut between chunks',
    Buffer.concat([
      answer({ headers: { ...octets, 'Transfer-Encoding': 'chunked' }, length: null }),
      chunk(bytes)
    ]),
    'file:truncated'
  ]
])('a body that %s fails', async (_name, given, code) => {
  const { client, observed } = await asking((_request, socket) => socket.end(given))
  const file = await client.openFile(downloadVideoFile, video)
  const error = await refusal(buffer(file.body))
  expect(error.code).toBe(code)
  await until(() => observed.length === 1)
  expect(observed[0]).toMatchObject({ outcome: 'failed', code })
})

test.each([
  [200_000, 'file:too-long'],
  [bytes.length - 1, 'file:too-long'],
  // All in one packet: the HTTP parser stumbles before the first byte is handed on.
  [100, 'could-not-ask:unexpected-answer']
])('a body of 300,000 bytes that was announced as %i fails', async (length, code) => {
  const { client } = await asking((_request, socket) =>
    socket.end(answer({ headers: octets, body: bytes, length }))
  )
  const read = async () => buffer((await client.openFile(downloadVideoFile, video)).body)
  expect((await refusal(read())).code).toBe(code)
})

test('a download that is given up closes its connection and is recorded as cancelled', async () => {
  const stop = new AbortController()
  let closed = false
  const { client, observed } = await asking((_request, socket) => {
    socket.on('close', () => (closed = true))
    socket.write(answer({ headers: octets, body: bytes, length: 10_000_000 }))
  })
  const file = await client.openFile(downloadVideoFile, video, { signal: stop.signal })
  const reading = refusal(buffer(file.body))
  stop.abort()
  expect((await reading).code).toBe('could-not-ask:cancelled')
  await until(() => closed && observed.length === 1)
  expect(observed[0]).toMatchObject({ outcome: 'failed', code: 'could-not-ask:cancelled' })
})

test('a reader that stops halfway closes the connection', async () => {
  let closed = false
  const { client, observed } = await asking((_request, socket) => {
    socket.on('close', () => (closed = true))
    socket.write(answer({ headers: octets, body: bytes, length: 10_000_000 }))
  })
  const file = await client.openFile(downloadVideoFile, video)
  file.body.destroy()
  await until(() => closed && observed.length === 1)
  expect(observed[0]).toMatchObject({ outcome: 'failed', code: 'could-not-ask:cancelled' })
})

test('a download’s Set-GUID counts like any other', async () => {
  const newGuid = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee.AgentGateway1'
  const { client, server } = await asking((_request, socket) =>
    socket.write(answer({ headers: { ...octets, 'Set-GUID': guidHeader(newGuid) }, body: bytes }))
  )
  await buffer((await client.openFile(downloadVideoFile, video)).body)
  await buffer((await client.openFile(downloadVideoFile, video)).body)
  expect(server.requests.map(({ headers }) => headers['guid'])).toEqual([canary.guid, newGuid])
})
