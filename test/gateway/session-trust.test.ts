import { X509Certificate } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../src/main/clock.ts'
import { createGatewayClient } from '../../src/main/gateway/client.ts'
import { createCredentials } from '../../src/main/gateway/credentials.ts'
import { downloadVideoFile } from '../../src/main/gateway/endpoints/index.ts'
import type { LineOptions } from '../../src/main/gateway/line-options.ts'
import { Proxies } from '../../src/main/network/proxies.ts'
import { isWayLost, Routes } from '../../src/main/network/routes.ts'
import { Session } from '../../src/main/session/session.ts'
import { noPolicy } from '../../src/main/settings/policy.ts'
import { createSettings } from '../../src/main/settings/settings.ts'
import { defaultSettings } from '../../src/main/settings/stored-settings.ts'
import { defaultTimings } from '../../src/main/timings.ts'
import { AppError } from '../../src/shared/errors.ts'
import type { SignInRequest } from '../../src/shared/model/session.ts'
import type { PracticeGateway } from '../../src/simulator/index.ts'
import { startConnectProxy } from '../support/connect-proxy.ts'
import { practiceGateway } from '../support/practice-seat.ts'
import { refusal } from './support.ts'
import { patiently } from '../support/patiently.ts'

const request: SignInRequest = {
  ...{ profileId: '00000000-0000-4000-8000-000000000001', agentId: '1001', password: 'practice' },
  ...{ phoneNumber: '701001', agentType: 11, initialState: 'ready', autoAnswer: true },
  ...{ skills: 'all', force: false }
}

const pinnedTo = ({ certificatePem: pem }: PracticeGateway): Pick<LineOptions, 'pin'> => ({
  pin: { pem, sha256: new X509Certificate(pem).fingerprint256 }
})

/** A session whose way to the gateway is found as the app finds it. */
async function seat(gateway: PracticeGateway, answers: { proxy: string }) {
  const settings = createSettings({
    ...{ policy: noPolicy, systemLanguage: 'en', defaultSaveFolder: '/saved', appVersion: '0' },
    ...{ mayHoldVideos: () => true, kindOf: () => 'local', now: () => 0, write: () => undefined },
    stored: defaultSettings
  })
  const box = {
    available: () => Promise.resolve(false),
    seal: () => Promise.reject(new Error('no key store')),
    open: () => Promise.reject(new Error('no key store'))
  }
  const proxies = new Proxies({ settings, box, resolveProxy: () => Promise.resolve(answers.proxy) })
  const routes = new Routes({
    ...{ proxies, authorities: () => [], probe: () => Promise.reject(new Error('no look')) }
  })
  const { pin } = pinnedTo(gateway)
  const profile = {
    ...{ profileId: request.profileId, name: 'Test', origin: gateway.url, caFile: null },
    ...{ managed: false, pin: pin === null ? null : { ...pin, byPolicy: false } }
  }
  const route = await routes.open(profile, AbortSignal.timeout(5_000))
  const session = new Session({
    openClient: ({ origin }) =>
      createGatewayClient({
        ...{ origin, line: route.now, credentials: createCredentials() },
        ...{ now: systemClock.now, observe: () => undefined },
        onFailure: (error) => {
          proxies.challenged(error)
          if (isWayLost(error)) void route.renew()
        }
      }),
    clock: systemClock,
    timings: { ...defaultTimings, pollPauseMinMs: 1, pollPauseMaxMs: 5, pollRetryMs: 20 },
    random: Math.random,
    tell: () => undefined
  })
  onTestFinished(() => {
    session.close()
  })
  const target = { gatewayName: 'Test', origin: gateway.url, route, practice: false }
  await session.signIn(target, request)
  return { session, proxies }
}

const changed = {
  ...{ state: 'signed-out', reason: 'certificate-changed' },
  problem: { code: 'could-not-ask:certificate-changed', certificate: { subject: 'localhost' } }
}

test('P17: a command that meets another certificate ends the session, and nothing is sent', async () => {
  const gateway = await practiceGateway()
  const { session } = await seat(gateway, { proxy: 'DIRECT' })
  await gateway.control.changeCertificate()
  await refusal(session.setAgentState('not-ready'))
  await patiently(() => {
    expect(session.view()).toMatchObject(changed)
  })
  expect(gateway.control.counts('sayBusy').received).toBe(0)
  expect(gateway.control.counts('logout').received).toBe(0)
})

test('P17: a download that meets another certificate ends the session as well', async () => {
  const gateway = await practiceGateway()
  const { session } = await seat(gateway, { proxy: 'DIRECT' })
  const error = new AppError('could-not-ask:certificate-changed', 'Told by the file process', {
    certificate: {
      ...{ host: '127.0.0.1', subject: 'localhost', issuer: 'localhost', fingerprint256: 'AB' },
      ...{ validFrom: '', validTo: '' }
    }
  })
  const params = { agentId: '1001', recordId: 'Z:/1.mp4', locationId: null }
  const once = () => Promise.resolve({ error, receivedBytes: 0, setGuid: null })
  await session.signedIn().lend(downloadVideoFile, params, once)
  await patiently(() => {
    expect(session.view()).toMatchObject(changed)
  })
})

test('P17: the poll of an idle agent meets it when its connection ends', async () => {
  const gateway = await practiceGateway()
  const { session } = await seat(gateway, { proxy: 'DIRECT' })
  await gateway.control.changeCertificate()
  await gateway.control.goAway()
  await gateway.control.comeBack()
  await patiently(() => {
    expect(session.view()).toMatchObject(changed)
  })
})

test('another proxy after a change of the network is found without a click', async () => {
  const gateway = await practiceGateway()
  const [first, second] = [await startConnectProxy(), await startConnectProxy()]
  const where = (url: string): string => `PROXY ${url.slice('http://'.length)}`
  const answers = { proxy: where(first.url) }
  const { session } = await seat(gateway, answers)
  expect(first.heads.length).toBeGreaterThan(0)
  answers.proxy = where(second.url)
  first.stop()
  await patiently(() => {
    expect(second.heads.length).toBeGreaterThan(0)
    expect(session.view().state).toBe('connected')
  })
})

test('a proxy that asks while an agent is signed in is answered, and the session goes on', async () => {
  const gateway = await practiceGateway()
  const [first, second] = [
    await startConnectProxy(),
    await startConnectProxy({ basic: { user: 'anna', password: 'pr0xy' } })
  ]
  const where = (url: string): string => `PROXY ${url.slice('http://'.length)}`
  const answers = { proxy: where(first.url) }
  const { session, proxies } = await seat(gateway, answers)
  answers.proxy = where(second.url)
  first.stop()
  await patiently(async () => {
    expect((await proxies.view()).challenge).toMatchObject({ realm: 'Test network' })
  })
  await patiently(() => {
    expect(session.view().state).toBe('reconnecting')
  })
  const { challenge } = await proxies.view()
  const given = { address: challenge?.address ?? '', user: 'anna', password: 'pr0xy' }
  await proxies.give({ ...given, remember: false })
  await patiently(() => {
    expect(session.view().state).toBe('connected')
  })
})
