import { createServer } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { createGatewayClient } from '../../src/main/gateway/client.ts'
import { createCredentials } from '../../src/main/gateway/credentials.ts'
import { sayFree } from '../../src/main/gateway/endpoints/index.ts'
import { directLine } from '../../src/main/gateway/line-options.ts'
import { makeCertificate } from '../support/certificate.ts'
import { yes } from '../support/raw-answers.ts'
import { startRawServer, type RawServer, type RawServerOptions } from '../support/raw-server.ts'
import { canary, refusal, until } from './support.ts'

const opened: RawServer[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close()))
})

async function gateway(options: RawServerOptions): Promise<RawServer> {
  const server = await startRawServer((_request, socket) => socket.write(yes()), options)
  opened.push(server)
  return server
}

const ask = (origin: string, ca: readonly string[]): Promise<unknown> => {
  const line = directLine(ca)
  const client = createGatewayClient({
    origin,
    line: () => line,
    credentials: createCredentials({ guid: canary.guid, cookie: canary.cookie }),
    observe: () => undefined,
    now: () => 0
  })
  return client.call(sayFree, { agentId: '103' })
}

const longAgo = { from: new Date('2020-01-01'), until: new Date('2021-01-01') }
const farAhead = { from: new Date('2090-01-01'), until: new Date('2091-01-01') }

test('a certificate of an unknown issuer is refused, explained, and shown', async () => {
  const server = await gateway({})
  const error = await refusal(ask(server.origin, []))
  expect(error.code).toBe('could-not-ask:certificate-unknown-issuer')
  expect(error).toMatchObject({
    certificate: { host: '127.0.0.1', subject: 'Test gateway', issuer: 'Test gateway' }
  })
  expect(error.message).toContain('issued by "Test gateway"')
})

test.each([
  ['expired', longAgo],
  ['not yet valid', farAhead]
])('a certificate that is %s is refused with its dates', async (_name, dates) => {
  const server = await gateway({ certificate: await makeCertificate(dates) })
  const error = await refusal(ask(server.origin, server.ca))
  expect(error.code).toBe('could-not-ask:certificate-expired')
  const validTo = new Date(error.certificate?.validTo ?? '')
  expect(validTo).toEqual(dates.until)
})

test('a certificate for another name is refused', async () => {
  const server = await gateway({ certificate: await makeCertificate({ dnsName: 'other.example' }) })
  const error = await refusal(ask(server.origin, server.ca))
  expect(error.code).toBe('could-not-ask:certificate-wrong-name')
  expect(error).toMatchObject({ certificate: { subject: 'other.example' } })
})

test('a server that speaks TLS 1.1 at most is refused', async () => {
  const server = await gateway({ maxVersion: 'TLSv1.1' })
  const error = await refusal(ask(server.origin, server.ca))
  expect(error.code).toBe('could-not-ask:tls-too-old')
})

test('a server that has no cipher in common with today is refused as outdated', async () => {
  const ciphers = 'ECDHE-ECDSA-CAMELLIA128-SHA256'
  const server = await gateway({ maxVersion: 'TLSv1.2', ciphers })
  const error = await refusal(ask(server.origin, server.ca))
  expect(error.code).toBe('could-not-ask:tls-too-old')
  expect(server.receivedBytes()).toBe(0)
})

test('a server that speaks no TLS at all is an unexpected answer', async () => {
  const plain = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  plain.listen(0, '127.0.0.1')
  await until(() => plain.listening)
  const address = plain.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const error = await refusal(ask(`https://127.0.0.1:${String(port)}`, []))
  plain.close()
  expect(error.code).toBe('could-not-ask:unexpected-answer')
})

test('an untrusted server receives not one byte of the request', async () => {
  const servers = [
    await gateway({}),
    await gateway({ certificate: await makeCertificate({ dnsName: 'other.example' }) })
  ]
  for (const server of servers) await refusal(ask(server.origin, server.ca.slice(1)))
  for (const server of servers) expect(server.receivedBytes()).toBe(0)
})

test('a machine-wide switch against verification changes nothing', async () => {
  // eslint-disable-next-line callside/no-unverified-tls -- the switch that is proven harmless here
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
  const server = await gateway({})
  const error = await refusal(ask(server.origin, []))
  expect(error.code).toBe('could-not-ask:certificate-unknown-issuer')
  expect(server.receivedBytes()).toBe(0)
})

test('a gateway certificate of the site’s own authority is trusted once that is given', async () => {
  const authority = await makeCertificate({ dnsName: 'Authority of the site' })
  const server = await gateway({ certificate: await makeCertificate({ issuer: authority }) })
  await expect(ask(server.origin, [authority.cert])).resolves.toBeUndefined()
})
