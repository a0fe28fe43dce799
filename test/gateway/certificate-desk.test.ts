import { X509Certificate } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { CertificateDesk } from '../../src/main/network/certificate-desk.ts'
import { probeCertificate } from '../../src/main/gateway/certificate-probe.ts'
import { directLine } from '../../src/main/gateway/line-options.ts'
import { Routes } from '../../src/main/network/routes.ts'
import { Profiles } from '../../src/main/settings/profiles.ts'
import { noPolicy, type Policy } from '../../src/main/settings/policy.ts'
import { createSettings } from '../../src/main/settings/settings.ts'
import { defaultSettings } from '../../src/main/settings/stored-settings.ts'
import { AppError } from '../../src/shared/errors.ts'
import { makeCertificate, type TestCertificate } from '../support/certificate.ts'
import { startConnectProxy } from '../support/connect-proxy.ts'
import { startRawServer } from '../support/raw-server.ts'
import { refusal } from './support.ts'

interface Options {
  policy?: (origin: string) => Partial<Policy>
  certificate?: TestCertificate
  trusted?: boolean
}

/** A gateway that nobody has trusted yet, and everything that decides about it. */
async function setUp({ policy = () => ({}), certificate, trusted = false }: Options = {}) {
  const shown = certificate ?? (await makeCertificate())
  const server = await startRawServer(() => undefined, { certificate: shown })
  onTestFinished(() => server.close())
  const rules: Policy = { ...noPolicy, ...policy(server.origin) }
  const settings = createSettings({
    ...{ policy: rules, systemLanguage: 'en', defaultSaveFolder: '/saved', appVersion: '0' },
    ...{ mayHoldVideos: () => true, kindOf: () => 'local', now: () => 0, write: () => undefined },
    stored: defaultSettings
  })
  const newId = (): string => '3f0c8a52-6f0e-4b8e-9d7c-0a1b2c3d4e5f'
  const profiles = new Profiles({ settings, policy: rules, newId })
  const proxies = {
    wayTo: () => Promise.resolve(null),
    challenged: () => undefined,
    onChange: () => () => undefined
  }
  const authorities = () => (trusted ? server.ca : [])
  const routes = new Routes({ proxies, authorities, probe: probeCertificate })
  const told: string[] = []
  const desk = new CertificateDesk({
    ...{ profiles, routes, proxies, probe: probeCertificate, allowPins: rules.allowPins },
    now: () => Date.now(),
    tell: ({ name }) => told.push(name)
  })
  const { profileId } = profiles.save({ name: 'Main', url: server.origin })
  const open = () => routes.open(profiles.find(profileId), AbortSignal.timeout(5_000))
  return { server, desk, profiles, profileId, open, told }
}

test('what was looked at can be confirmed; the route then trusts exactly that', async () => {
  const { server, desk, profileId, open, told } = await setUp()
  const { certificate, refusal: why, blockedBy, before } = await desk.look(profileId)
  expect([why, blockedBy, before]).toEqual(['could-not-ask:certificate-unknown-issuer', null, null])
  expect(desk.confirm(profileId, certificate.fingerprint256)).toMatchObject({
    pin: { fingerprint256: certificate.fingerprint256, byPolicy: false }
  })
  expect((await open()).now().pin?.sha256).toBe(certificate.fingerprint256)
  expect(told).toEqual(['certificate-confirmed'])
  expect(server.receivedBytes()).toBe(0)
})

test('nothing else can be confirmed: no other fingerprint, no other gateway, not twice', async () => {
  const { desk, profileId, profiles } = await setUp()
  const confirm = (id: string, print: string) => () => desk.confirm(id, print)
  const refuses = (work: () => unknown): void => {
    expect(work).toThrow(expect.objectContaining({ code: 'certificate-not-seen' }))
  }
  refuses(confirm(profileId, 'AB'))
  const { fingerprint256 } = (await desk.look(profileId)).certificate
  refuses(confirm(profileId, 'AB'))
  refuses(confirm('another', fingerprint256))
  desk.confirm(profileId, fingerprint256)
  refuses(confirm(profileId, fingerprint256))
  expect(profiles.forgetPin(profileId).pin).toBeNull()
})

test('a renewed certificate is shown beside the confirmed one', async () => {
  const { server, desk, profileId } = await setUp()
  const first = (await desk.look(profileId)).certificate
  desk.confirm(profileId, first.fingerprint256)
  expect(await desk.look(profileId)).toMatchObject({ blockedBy: 'trusted', before: null })
  server.show(await makeCertificate({ commonName: 'Renewed' }))
  const view = await desk.look(profileId)
  expect(view).toMatchObject({
    blockedBy: null,
    before: first,
    certificate: { subject: 'Renewed' }
  })
})

const year = 365 * 86_400_000
test('one that is not valid today, or that is trusted anyway, is not confirmed', async () => {
  const [from, until] = [new Date(Date.now() - 2 * year), new Date(Date.now() - year)]
  const old = await setUp({ certificate: await makeCertificate({ from, until }) })
  const seen = await old.desk.look(old.profileId)
  expect(seen.blockedBy).toBe('dates')
  expect(() => old.desk.confirm(old.profileId, seen.certificate.fingerprint256)).toThrow(AppError)
  const known = await setUp({ trusted: true })
  expect(await known.desk.look(known.profileId)).toMatchObject({
    refusal: null,
    blockedBy: 'trusted'
  })
})

test('a policy may let nobody confirm, and puts out of use what was confirmed', async () => {
  const { desk, profileId, profiles } = await setUp({ policy: () => ({ allowPins: false }) })
  const { certificate, blockedBy } = await desk.look(profileId)
  expect(blockedBy).toBe('policy')
  expect(() => desk.confirm(profileId, certificate.fingerprint256)).toThrow(AppError)
  const pin = { sha256: certificate.fingerprint256, pem: '' }
  expect(() => profiles.setPin(profileId, pin)).toThrow(
    expect.objectContaining({ code: 'pins-forbidden' })
  )
})

test('a SHA-256 of the policy is looked for at the gateway, and anything else is refused', async () => {
  const certificate = await makeCertificate({ names: false })
  const { fingerprint256 } = new X509Certificate(certificate.cert)
  const gateways = (pin: string) => (origin: string) => ({
    gateways: [{ name: 'Site', origin, caFile: null, pin }]
  })
  const right = await setUp({ certificate, policy: gateways(fingerprint256) })
  expect((await right.open()).now().pin?.sha256).toBe(fingerprint256)
  expect((await right.desk.look(right.profileId)).blockedBy).toBe('managed')
  const wrong = await setUp({ certificate, policy: gateways(fingerprint256.replaceAll('A', 'B')) })
  expect((await refusal(wrong.open())).code).toBe('could-not-ask:certificate-changed')
  expect(right.server.receivedBytes() + wrong.server.receivedBytes()).toBe(0)
})

test('a look goes through the proxy, and says what the proxy says', async () => {
  const { server } = await setUp()
  const look = async (options: Parameters<typeof startConnectProxy>[0]) => {
    const proxy = await startConnectProxy(options)
    const line = { ...directLine([]), proxy: proxy.way }
    return probeCertificate(server.origin, line, AbortSignal.timeout(5_000))
  }
  expect((await look({})).certificate.subject).toBe('Test gateway')
  expect((await refusal(look({ challenges: ['NTLM'] }))).code).toBe(
    'could-not-ask:proxy-unsupported'
  )
  expect(server.receivedBytes()).toBe(0)
})

test('a look can be given up', async () => {
  const silent = await startConnectProxy({ answer: '' })
  const line = { ...directLine([]), proxy: silent.way }
  const signal = AbortSignal.timeout(50)
  const error = await refusal(probeCertificate('https://gateway.example', line, signal))
  expect(error.code).toBe('could-not-ask:cancelled')
})
