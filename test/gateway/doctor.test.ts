import { X509Certificate } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import { checkNames, type CheckName, type DoctorReport } from '../../src/shared/model/doctor.ts'
import { makeCertificate } from '../support/certificate.ts'
import { startConnectProxy } from '../support/connect-proxy.ts'
import { examine, resultOf } from '../support/doctor-bench.ts'
import { answer, no } from '../support/raw-answers.ts'
import { startRawServer, type RawHandler, type RawServerOptions } from '../support/raw-server.ts'

const now = (): string => new Date().toUTCString()
const gateway: RawHandler = (_request, socket) => {
  socket.write(no('100-006', 'agent not login', { date: now() }))
}

async function serve(handler: RawHandler = gateway, options: RawServerOptions = {}) {
  const server = await startRawServer(handler, options)
  onTestFinished(() => server.close())
  return server
}

const outcomes = ({ checks }: DoctorReport): Partial<Record<CheckName, string>> =>
  Object.fromEntries(checks.map(({ check, outcome }) => [check, outcome]))

const day = 86_400_000

test('a healthy gateway and a healthy PC: everything is looked at, in order', async () => {
  const server = await serve()
  const report = await examine(server)
  expect(report.checks.map(({ check }) => check)).toEqual(checkNames)
  expect(outcomes(report)).toEqual({
    ...{ name: 'ok', connection: 'ok', proxy: 'ok', certificate: 'ok', clock: 'ok', gateway: 'ok' },
    ...{ 'sign-in': 'skipped', poll: 'skipped', store: 'ok', folder: 'ok', space: 'ok' },
    ...{ notifications: 'ok', shortcuts: 'ok' }
  })
  expect(server.requests.map(({ headers }) => headers['guid'])).toEqual([undefined])
})

test('a name that nobody knows fails first, and what rests on it is left out', async () => {
  const report = await examine({ origin: 'https://gateway.callside.invalid:8043' })
  expect(resultOf(report, 'name').problem?.code).toBe('could-not-ask:name-unknown')
  expect(outcomes(report)).toMatchObject({ connection: 'skipped', certificate: 'skipped' })
  expect(outcomes(report)).toMatchObject({ gateway: 'skipped', folder: 'ok' })
  expect(report.worst).toBe('failed')
})

test('a closed port', async () => {
  const server = await startRawServer(gateway)
  await server.close()
  const report = await examine(server)
  expect(resultOf(report, 'connection').problem?.code).toBe('could-not-ask:unreachable')
  expect(outcomes(report)).toMatchObject({ name: 'ok', certificate: 'skipped' })
})

describe('a certificate', () => {
  const refusals = [
    {
      name: 'of an unknown issuer',
      made: {},
      trusted: false,
      code: 'could-not-ask:certificate-unknown-issuer'
    },
    {
      name: 'that has ended',
      made: { from: new Date(Date.now() - 9 * day), until: new Date(Date.now() - day) },
      trusted: true,
      code: 'could-not-ask:certificate-expired'
    },
    {
      name: 'of another host',
      made: { dnsName: 'other.example' },
      trusted: true,
      code: 'could-not-ask:certificate-wrong-name'
    }
  ]
  test.each(refusals)('$name is refused with its issuer', async ({ made, trusted, code }) => {
    const server = await serve(gateway, { certificate: await makeCertificate(made) })
    const report = await examine({ origin: server.origin, ca: trusted ? server.ca : [] })
    const { problem } = resultOf(report, 'certificate')
    expect(problem?.code).toBe(code)
    expect(problem?.certificate?.host).toBe('127.0.0.1')
    expect(outcomes(report)).toMatchObject({ clock: 'skipped', gateway: 'skipped' })
    expect(server.requests).toEqual([])
    expect(server.receivedBytes()).toBe(0)
  })

  test('that ends within a month is worth a word', async () => {
    const certificate = await makeCertificate({ until: new Date(Date.now() + 9 * day) })
    const report = await examine(await serve(gateway, { certificate }))
    expect(resultOf(report, 'certificate')).toMatchObject({
      outcome: 'warning',
      finding: 'certificate-ends-soon'
    })
    expect(report.worst).toBe('warning')
  })

  test('that was confirmed by hand is known again, and another one is not', async () => {
    const certificate = await makeCertificate({ names: false })
    const { fingerprint256: sha256 } = new X509Certificate(certificate.cert)
    const server = await serve(gateway, { certificate })
    const { origin } = server
    const pin = { sha256, pem: certificate.cert, byPolicy: false }
    expect(resultOf(await examine({ origin, pin }), 'certificate').finding).toBe(
      'certificate-pinned'
    )
    server.show(await makeCertificate({ names: false }))
    const { problem } = resultOf(await examine({ origin, pin }), 'certificate')
    expect(problem?.code).toBe('could-not-ask:certificate-changed')
  })
})

describe('the clock', () => {
  test.each([
    [3_600_000, 'failed', 'ahead'],
    [-3_600_000, 'failed', 'behind'],
    [120_000, 'warning', 'ahead'],
    [10_000, 'ok', 'ahead']
  ])('%i ms off: %s', async (clockAheadMs, outcome, direction) => {
    const { origin, ca } = await serve()
    const found = resultOf(await examine({ origin, ca, clockAheadMs }), 'clock')
    expect(found).toMatchObject({ outcome, facts: { direction } })
    const seconds = Math.abs(clockAheadMs) / 1_000
    expect(Math.abs(Number(found.facts.seconds) - seconds)).toBeLessThanOrEqual(2)
  })

  test('of a gateway that does not tell it is not judged', async () => {
    const { origin, ca } = await serve((_request, socket) => socket.write(no('100-006')))
    expect(resultOf(await examine({ origin, ca }), 'clock').finding).toBe('clock-unknown')
  })
})

test('what answers but is no gateway is said so', async () => {
  const page = answer({ headers: { 'Content-Type': 'text/html' }, body: '<html>sign in</html>' })
  const { origin, ca } = await serve((_request, socket) => socket.write(page))
  const report = await examine({ origin, ca })
  expect(resultOf(report, 'gateway').problem?.code).toBe('could-not-ask:portal')
  expect(outcomes(report)).toMatchObject({ 'sign-in': 'skipped' })
})

describe('a proxy', () => {
  test('that lets connections through', async () => {
    const [{ origin, ca }, proxy] = [await serve(), await startConnectProxy()]
    const report = await examine({ origin, ca, proxy: proxy.way })
    expect(resultOf(report, 'proxy').finding).toBe('proxy-opens')
    expect(outcomes(report)).toMatchObject({ certificate: 'ok', gateway: 'ok' })
  })

  test('that wants a user name (407)', async () => {
    const basic = { user: 'anna', password: 'secret' }
    const [{ origin, ca }, proxy] = [await serve(), await startConnectProxy({ basic })]
    const report = await examine({ origin, ca, proxy: proxy.way })
    expect(resultOf(report, 'proxy').problem?.code).toBe('could-not-ask:proxy-credentials')
    expect(outcomes(report)).toMatchObject({ connection: 'ok', certificate: 'skipped' })
  })

  test('looks up the name that this PC does not know', async () => {
    const { origin, ca } = await serve()
    const { port } = new URL(origin)
    const proxy = await startConnectProxy({ leadsTo: () => Number(port) })
    const report = await examine({
      ...{ origin: `https://gateway.callside.invalid:${port}`, ca, proxy: proxy.way }
    })
    expect(resultOf(report, 'name')).toMatchObject({ outcome: 'ok', finding: 'name-left-to-proxy' })
    expect(outcomes(report)).toMatchObject({ proxy: 'ok' })
  })
})
