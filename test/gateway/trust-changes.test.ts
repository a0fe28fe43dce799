import { X509Certificate } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createGatewayClient } from '../../src/main/gateway/client.ts'
import { createCredentials } from '../../src/main/gateway/credentials.ts'
import { agentStatus, intercept, poll, sayFree } from '../../src/main/gateway/endpoints/index.ts'
import { directLine } from '../../src/main/gateway/line-options.ts'
import type { AppError } from '../../src/shared/errors.ts'
import { makeCertificate } from '../support/certificate.ts'
import { answer, yes } from '../support/raw-answers.ts'
import { startRawServer, type RawHandler } from '../support/raw-server.ts'
import { asking, canary, refusal, until } from './support.ts'

const agent = { agentId: '103' }

/** A client that trusts exactly the certificate that the gateway shows now. */
async function pinned(handler: RawHandler) {
  const certificate = await makeCertificate({ names: false })
  const server = await startRawServer(handler, { certificate })
  const { fingerprint256: sha256 } = new X509Certificate(certificate.cert)
  const line = { ...directLine([]), pin: { pem: certificate.cert, sha256 } }
  const failures: AppError[] = []
  const client = createGatewayClient({
    ...{ origin: server.origin, line: () => line, observe: () => undefined, now: () => 0 },
    credentials: createCredentials({ guid: canary.guid, cookie: null }),
    onFailure: (error) => failures.push(error)
  })
  onTestFinished(async () => {
    client.close()
    await server.close()
  })
  const change = async () => {
    server.show(await makeCertificate({ commonName: 'Somebody else', names: false }))
  }
  return { server, client, failures, change }
}

describe('a certificate that changes while an agent is signed in (P17)', () => {
  test('ends everything: the open poll, and every later call, none of which is sent', async () => {
    const { server, client, change, failures } = await pinned(({ target }, socket) => {
      if (!target.includes('agentevent')) socket.write(yes())
    })
    const open = refusal(client.call(poll, agent))
    await until(() => server.requests.length === 1)
    await change()
    const bytes = server.receivedBytes()
    const error = await refusal(client.call(sayFree, agent))
    expect(error).toMatchObject({ code: 'could-not-ask:certificate-changed' })
    expect(error.certificate).toMatchObject({ subject: 'Somebody else', host: '127.0.0.1' })
    expect(await open).toBe(error)
    expect(await refusal(client.call(poll, agent))).toBe(error)
    expect(await refusal(client.call(agentStatus, agent))).toBe(error)
    expect(server.receivedBytes()).toBe(bytes)
    expect(failures).toEqual([error])
  })

  test('leaves a command that was sent before to its answer', async () => {
    let finish: () => void = () => undefined
    const { server, client, change } = await pinned((_request, socket) => {
      finish = () => socket.write(yes())
    })
    const sent = client.call(intercept, { ...agent, workNo: '104' })
    await until(() => server.requests.length === 1)
    await change()
    await refusal(client.call(sayFree, agent))
    finish()
    await expect(sent).resolves.toBeUndefined()
  })

  test('is noticed by the poll itself when its connection ends', async () => {
    const { server, client, change } = await pinned((_request, socket) => {
      socket.write(yes({ event: null }))
    })
    await client.call(poll, agent)
    await change()
    server.hangUp()
    const bytes = server.receivedBytes()
    await until(() => server.requests.length === 1)
    const error = await refusal(client.call(poll, agent))
    // The kept connection may only now turn out to be gone; the next one then meets the new certificate.
    const last =
      error.code === 'could-not-ask:unreachable' ? await refusal(client.call(poll, agent)) : error
    expect(last.code).toBe('could-not-ask:certificate-changed')
    expect(server.receivedBytes()).toBe(bytes)
  })
})

describe('a network that answers in the gateway’s place (P18)', () => {
  const page = '<!DOCTYPE html><title>Sign in to the network</title>'
  const html = { 'Content-Type': 'text/html' }
  test.each([
    ['a page', { headers: html, body: page }],
    ['a page without a label', { body: page }],
    ['302', { status: 302, headers: { Location: 'https://portal.example' } }],
    ['511', { status: 511, headers: html, body: page }]
  ])('is recognised by %s', async (_name, said) => {
    const { client } = await asking((_request, socket) => socket.write(answer(said)))
    for (const call of [agentStatus, poll]) {
      const error = await refusal(client.call<typeof agent, unknown>(call, agent))
      expect(error.code).toBe('could-not-ask:portal')
    }
  })

  test('is not blamed for a gateway’s own error page', async () => {
    const { client } = await asking((_request, socket) =>
      socket.write(answer({ status: 404, headers: html, body: page }))
    )
    const error = await refusal(client.call(agentStatus, agent))
    expect(error.code).toBe('could-not-ask:unexpected-answer')
  })
})
