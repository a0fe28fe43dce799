import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { createGatewayClient } from '../../src/main/gateway/client.ts'
import { createCredentials } from '../../src/main/gateway/credentials.ts'
import { sayFree } from '../../src/main/gateway/endpoints/index.ts'
import type { Happening } from '../../src/main/calls/timeline.ts'
import type { SystemStore } from '../../src/main/gateway/trust.ts'
import { buildNetwork } from '../../src/main/network/network-parts.ts'
import { readPolicy } from '../../src/main/settings/policy.ts'
import { Profiles } from '../../src/main/settings/profiles.ts'
import { createSettings } from '../../src/main/settings/settings.ts'
import { defaultSettings } from '../../src/main/settings/stored-settings.ts'
import { makeCertificate } from '../support/certificate.ts'
import { temporaryFolder } from '../support/folders.ts'
import { yes } from '../support/raw-answers.ts'
import { startRawServer } from '../support/raw-server.ts'
import { canary, refusal } from './support.ts'

const emptyStore = (): SystemStore => ({ readable: true, authorities: [] })

/** The ways to gateways as main builds them, under a policy. */
function networkUnder(policyValues: object, systemStore = emptyStore) {
  const { policy } = readPolicy(JSON.stringify(policyValues))
  const settings = createSettings({
    ...{ policy, systemLanguage: 'en', defaultSaveFolder: '/saved', appVersion: '0' },
    ...{ mayHoldVideos: () => true, kindOf: () => 'local', now: () => 0, write: () => undefined },
    stored: defaultSettings
  })
  const profiles = new Profiles({ settings, policy, newId: () => '1' })
  const told: Happening[] = []
  const none = (): Promise<never> => Promise.reject(new Error('no key store'))
  const network = buildNetwork({
    ...{ settings, profiles, policy, systemStore, now: () => Date.now() },
    ports: {
      resolveProxy: () => Promise.resolve('DIRECT'),
      box: { available: () => Promise.resolve(false), seal: none, open: none }
    },
    tell: (happening) => told.push(happening)
  })
  return { profiles, told, network }
}

test('T3: authorities of the policy are trusted; a file that is gone is named and costs no other', async () => {
  const authority = await makeCertificate({ commonName: 'Authority of the organisation' })
  const certificate = await makeCertificate({ issuer: authority })
  const server = await startRawServer((_request, socket) => socket.end(yes()), { certificate })
  onTestFinished(() => server.close())
  const file = join(await temporaryFolder(), 'organisation.pem')
  await writeFile(file, authority.cert)

  const ask = async (authorityFiles: readonly string[]) => {
    const gateways = [{ name: 'Site', url: server.origin }]
    const { network, profiles, told } = networkUnder({ gateways, authorityFiles })
    const [profile] = profiles.list()
    const found = profiles.find(profile?.profileId ?? '')
    const route = await network.routes.open(found, AbortSignal.timeout(5_000))
    const client = createGatewayClient({
      ...{ origin: server.origin, line: route.now, observe: () => undefined, now: () => 0 },
      credentials: createCredentials({ guid: canary.guid, cookie: null })
    })
    onTestFinished(() => {
      client.close()
    })
    return { told, answer: client.call(sayFree, { agentId: '103' }) }
  }
  const { answer, told } = await ask(['/nonexistent/other.pem', file])
  await expect(answer).resolves.toBeUndefined()
  expect(told).toEqual([
    { name: 'policy-ignored', subject: 'authorityFiles: /nonexistent/other.pem' }
  ])
  const bytes = server.receivedBytes()
  const without = await ask([])
  expect((await refusal(without.answer)).code).toBe('could-not-ask:certificate-unknown-issuer')
  expect(server.receivedBytes()).toBe(bytes)
})

test('a store of the system that cannot be read is told once, and costs no other authority', async () => {
  const gateways = [{ name: 'Site', url: 'https://127.0.0.1:1' }]
  const lines = async (systemStore: () => SystemStore) => {
    const { network, profiles, told } = networkUnder({ gateways }, systemStore)
    const found = profiles.find(profiles.list()[0]?.profileId ?? '')
    const first = await network.routes.unpinned(found)
    await network.routes.unpinned(found)
    return { told, authorities: first.authorities }
  }
  const broken = await lines(() => ({ readable: false, authorities: [] }))
  expect(broken.told).toEqual([{ name: 'system-store-unread' }])
  expect(broken.authorities).toEqual(rootCertificates)
  const { cert } = await makeCertificate()
  const read = await lines(() => ({ readable: true, authorities: [cert] }))
  expect(read.told).toEqual([])
  expect(read.authorities).toEqual([...rootCertificates, cert])
})
