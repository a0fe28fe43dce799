import { createServer } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createGatewayClient, type GatewayClient } from '../../src/main/gateway/client.ts'
import { createCredentials } from '../../src/main/gateway/credentials.ts'
import { poll, sayFree } from '../../src/main/gateway/endpoints/index.ts'
import { directLine, type LineOptions } from '../../src/main/gateway/line-options.ts'
import { makeCertificate } from '../support/certificate.ts'
import { basicOf, startConnectProxy } from '../support/connect-proxy.ts'
import { yes } from '../support/raw-answers.ts'
import { startRawServer, type RawServer } from '../support/raw-server.ts'
import { canary, refusal, until } from './support.ts'

async function gateway(): Promise<RawServer> {
  const server = await startRawServer((_request, socket) => socket.write(yes({ event: null })))
  onTestFinished(() => server.close())
  return server
}

function clientOf(origin: string, line: () => LineOptions): GatewayClient {
  const client = createGatewayClient({
    ...{ origin, line, observe: () => undefined, now: () => 0 },
    credentials: createCredentials({ guid: canary.guid, cookie: canary.cookie })
  })
  onTestFinished(() => {
    client.close()
  })
  return client
}

const ask = (client: GatewayClient) => client.call(sayFree, { agentId: '103' })
const secrets = [canary.guid, canary.cookie, 'agentgateway', 'sayfree']

describe('through a proxy', () => {
  test('commands and polls arrive, and the proxy sees nothing but where they go', async () => {
    const [server, proxy] = [await gateway(), await startConnectProxy()]
    const line = { ...directLine(server.ca), proxy: proxy.way }
    const client = clientOf(server.origin, () => line)
    await ask(client)
    await client.call(poll, { agentId: '103' })
    await client.call(poll, { agentId: '103' })
    expect(server.requests.map(({ headers }) => headers['guid'])).toEqual(
      Array(3).fill(canary.guid)
    )
    const host = new URL(server.origin).host
    // One tunnel for the command, one for both polls.
    expect(proxy.heads).toEqual(Array(2).fill(`CONNECT ${host} HTTP/1.1\r\nHost: ${host}`))
    for (const secret of secrets) expect(proxy.seen().includes(secret)).toBe(false)
  })

  test('its credentials go to the proxy and never to the gateway', async () => {
    const basic = { user: 'anna', password: 'canary-pässword' }
    const [server, proxy] = [await gateway(), await startConnectProxy({ basic })]
    const authorization = basicOf(basic.user, basic.password)
    const line = { ...directLine(server.ca), proxy: { ...proxy.way, authorization } }
    await ask(clientOf(server.origin, () => line))
    expect(proxy.heads[0]).toContain(`Proxy-Authorization: ${authorization}`)
    expect(JSON.stringify(server.requests)).not.toContain(authorization.slice(6))
  })

  test('that speaks TLS itself is trusted by the same authorities', async () => {
    const certificate = await makeCertificate({ commonName: 'Test proxy' })
    const [server, proxy] = [await gateway(), await startConnectProxy({ certificate })]
    const trusting = { ...directLine([...server.ca, certificate.cert]), proxy: proxy.way }
    await ask(clientOf(server.origin, () => trusting))
    const strange = { ...directLine(server.ca), proxy: proxy.way }
    const error = await refusal(ask(clientOf(server.origin, () => strange)))
    expect(error.code).toBe('could-not-ask:proxy-unreachable')
    expect(proxy.heads).toHaveLength(1)
  })

  test('the gateway’s certificate is judged as it is without one, and shown', async () => {
    const [server, proxy] = [await gateway(), await startConnectProxy()]
    const line = { ...directLine([]), proxy: proxy.way }
    const error = await refusal(ask(clientOf(server.origin, () => line)))
    expect(error.code).toBe('could-not-ask:certificate-unknown-issuer')
    expect(error.certificate).toMatchObject({ host: '127.0.0.1', subject: 'Test gateway' })
    expect(server.receivedBytes()).toBe(0)
  })

  test('a certificate of another host is refused, although its issuer is trusted', async () => {
    const certificate = await makeCertificate({ dnsName: 'other.example' })
    const server = await startRawServer(() => undefined, { certificate })
    onTestFinished(() => server.close())
    const proxy = await startConnectProxy()
    const line = { ...directLine(server.ca), proxy: proxy.way }
    const error = await refusal(ask(clientOf(server.origin, () => line)))
    expect(error.code).toBe('could-not-ask:certificate-wrong-name')
    expect(server.receivedBytes()).toBe(0)
  })

  test('the environment of the process decides nothing', async () => {
    const [server, proxy] = [await gateway(), await startConnectProxy()]
    const names = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'NODE_USE_ENV_PROXY']
    for (const name of names) process.env[name] = name.startsWith('NODE') ? '1' : proxy.url
    onTestFinished(() => {
      for (const name of names) Reflect.deleteProperty(process.env, name)
    })
    const line = directLine(server.ca)
    await ask(clientOf(server.origin, () => line))
    expect(proxy.heads).toEqual([])
  })

  test('another one is used as soon as the way changes; the poll begins a new connection', async () => {
    const [server, proxy] = [await gateway(), await startConnectProxy()]
    let line = directLine(server.ca)
    const client = clientOf(server.origin, () => line)
    await client.call(poll, { agentId: '103' })
    line = { ...line, proxy: proxy.way }
    await client.call(poll, { agentId: '103' })
    expect(server.requests.map(({ connection }) => connection)).toEqual([1, 2])
    expect(proxy.heads).toHaveLength(1)
  })
})

describe('what stands in the way is told apart (P18)', () => {
  const kinds = ['Basic realm="Office"', 'Negotiate', 'NTLM']
  test.each([
    ['a proxy that asks for a name', { challenges: kinds }, 'proxy-credentials'],
    ['one that speaks NTLM only', { challenges: kinds.slice(1) }, 'proxy-unsupported'],
    ['one that forbids the address', { answer: 'HTTP/1.1 403 No\r\n\r\n' }, 'proxy-refused'],
    ['one that is no proxy', { answer: '220 mail.example ESMTP\r\n\r\n' }, 'proxy-refused'],
    ['one that hangs up', { answer: '\r' }, 'proxy-unreachable'],
    [
      'a portal that redirects',
      { answer: 'HTTP/1.1 302 x\r\nLocation: http://x\r\n\r\n' },
      'portal'
    ],
    ['a portal that says so', { answer: 'HTTP/1.1 511 Sign in\r\n\r\n' }, 'portal']
  ])('%s', async (_name, options, code) => {
    const [server, proxy] = [await gateway(), await startConnectProxy(options)]
    const line = { ...directLine(server.ca), proxy: proxy.way }
    const error = await refusal(ask(clientOf(server.origin, () => line)))
    expect(error.code).toBe(`could-not-ask:${code}`)
    expect(error.proxy?.address).toBe(proxy.url.slice('http://'.length))
    expect(server.receivedBytes()).toBe(0)
    await until(() => proxy.open() === 0)
  })

  test('a proxy that is not there, a proxy without a name, a gateway without a name', async () => {
    const listener = createServer().listen(0, '127.0.0.1')
    await until(() => listener.listening)
    const address = listener.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    await new Promise((resolve) => listener.close(resolve))
    const through = (host: string) => {
      const line = { ...directLine([]), proxy: { host, port, secure: false, authorization: null } }
      return refusal(ask(clientOf('https://gateway.invalid:8043', () => line)))
    }
    expect((await through('127.0.0.1')).code).toBe('could-not-ask:proxy-unreachable')
    expect((await through('no-such-proxy.invalid')).code).toBe('could-not-ask:proxy-unreachable')
    const line = directLine([])
    const direct = await refusal(ask(clientOf('https://no-such-gateway.invalid', () => line)))
    expect(direct.code).toBe('could-not-ask:name-unknown')
  })

  test('closing the client ends a tunnel that is being asked for', async () => {
    const [server, proxy] = [await gateway(), await startConnectProxy({ answer: '' })]
    const line = { ...directLine(server.ca), proxy: proxy.way }
    const client = clientOf(server.origin, () => line)
    const asked = refusal(ask(client))
    await until(() => proxy.heads.length === 1)
    client.close()
    expect((await asked).code).toBe('could-not-ask:cancelled')
    await until(() => proxy.open() === 0)
  })
})
