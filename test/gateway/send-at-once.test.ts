import { resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createGatewayClient } from '../../src/main/gateway/client.ts'
import { createCredentials } from '../../src/main/gateway/credentials.ts'
import { forcedSignOut } from '../../src/main/gateway/endpoints/index.ts'
import { directLine } from '../../src/main/gateway/line-options.ts'
import type { ObservedRequest } from '../../src/main/gateway/observation.ts'
import { sendAtOnce } from '../../src/main/leaving/send-at-once.ts'
import { signOutAgentAtOnce } from '../../src/main/session/sign-out.ts'
import { AppError } from '../../src/shared/errors.ts'
import type { ApartAnswer } from '../support/apart-server.ts'
import { servedApart } from '../support/served-apart.ts'
import { canary } from './support.ts'

const thread = resolve(import.meta.dirname, '../../src/main/last-call-thread.ts')

/** A client that is signed in to a server in another thread. */
async function signedInTo(says: ApartAnswer, { trusted = true } = {}) {
  const server = await servedApart(says)
  const observed: ObservedRequest[] = []
  const line = directLine(trusted ? server.ca : [])
  const client = createGatewayClient({
    origin: server.origin,
    line: () => line,
    now: () => 0,
    credentials: createCredentials({ guid: canary.guid, cookie: canary.cookie }),
    observe: (record) => observed.push(record)
  })
  onTestFinished(() => {
    client.close()
  })
  /** What kept it from being done. */
  const ask = (withinMs = 15_000): AppError | null => {
    try {
      client.callAtOnce(forcedSignOut, { agentId: '103' }, (request) =>
        sendAtOnce(thread, request, withinMs)
      )
      return null
    } catch (thrown) {
      return AppError.from(thrown)
    }
  }
  return { server, client, observed, ask }
}

test('the gateway has answered when it returns, and nothing else of this thread has run', async () => {
  const { server, observed, ask } = await signedInTo('yes')
  let turned = false
  setImmediate(() => (turned = true))
  expect(ask()).toBeNull()
  expect(turned).toBe(false)
  const { seen } = await server.seen()
  expect(seen).toMatchObject([
    {
      method: 'DELETE',
      target: '/agentgateway/resource/onlineagent/103/forcelogout',
      headers: { guid: canary.guid, cookie: canary.cookie }
    }
  ])
  expect(observed).toMatchObject([{ logName: 'forceLogout', outcome: 'ok' }])
})

test('a refusal is told as one; an agent who is out already has been signed out', async () => {
  const { client, observed, ask } = await signedInTo('no')
  expect(ask()).toMatchObject({ code: 'gateway-refused', retcode: '100-006' })
  expect(observed).toMatchObject([{ outcome: 'refused', retcode: '100-006' }])
  signOutAgentAtOnce(client, '103', (request) => sendAtOnce(thread, request, 15_000))
})

test('a gateway that says nothing is waited for as long as was said', async () => {
  const { observed, ask } = await signedInTo('nothing')
  expect(ask(500)).toMatchObject({ code: 'could-not-ask:timeout' })
  expect(JSON.stringify(observed)).not.toContain('canary')
})

test('a certificate that nobody vouches for ends it, with nothing sent', async () => {
  const { server, ask } = await signedInTo('yes', { trusted: false })
  expect(ask()).toMatchObject({ code: 'could-not-ask:certificate-unknown-issuer' })
  expect((await server.seen()).receivedBytes).toBe(0)
})

test('a thread that cannot start costs its time, not the process', async () => {
  const { client } = await signedInTo('yes')
  const missing = `${thread}.missing`
  expect(() => {
    client.callAtOnce(forcedSignOut, { agentId: '103' }, (asked) => sendAtOnce(missing, asked, 50))
  }).toThrow('not answered in its time')
})
