import { describe, expect, test } from 'vitest'
import { probeCertificate } from '../../src/main/gateway/certificate-probe.ts'
import { directLine } from '../../src/main/gateway/line-options.ts'
import { makeCertificate, type TestCertificate } from '../support/certificate.ts'
import { startConnectProxy } from '../support/connect-proxy.ts'
import { all, outcomes, startGateway } from '../support/ways-to-connect.ts'

const dayMs = 86_400_000
const refused = (code: string): string => `could-not-ask:certificate-${code}`

/** What commands, polls, downloads and a look come to. */
async function everyWay(
  certificate: TestCertificate,
  given: readonly TestCertificate[]
): Promise<(string | null)[]> {
  const server = await startGateway({ certificate })
  const line = directLine(given.map(({ cert }) => cert))
  const sight = await probeCertificate(server.origin, line, AbortSignal.timeout(5_000))
  // The look completes the handshake and sends nothing either.
  expect(server.receivedBytes()).toBe(0)
  const made = await outcomes(server, line)
  expect(server.receivedBytes() > 0).toBe(made.includes('done'))
  return [...made, sight.refusal]
}

const accepted = [...all('done'), null]
const no = (code: string): string[] => [...all(refused(code)), refused(code)]

/** As self-signed servers and the practice gateway have it: neither an authority nor for signing. */
const own = (commonName = 'Self-signed'): Promise<TestCertificate> =>
  makeCertificate({ commonName, authority: false, keyUsage: 'digitalSignature' })

describe('a certificate that was given is trusted', () => {
  test('a self-signed one that may not sign', async () => {
    const certificate = await own()
    expect(await everyWay(certificate, [certificate])).toEqual(accepted)
  })

  test('one that a given intermediate signed, without the root', async () => {
    const root = await makeCertificate({ commonName: 'Root' })
    const between = await makeCertificate({ commonName: 'Between', issuer: root, authority: true })
    const certificate = await makeCertificate({ issuer: between })
    expect(await everyWay(certificate, [between])).toEqual(accepted)
  })

  test('itself, of an authority that nobody knows', async () => {
    const certificate = await makeCertificate({ issuer: await makeCertificate() })
    expect(await everyWay(certificate, [certificate])).toEqual(accepted)
  })

  test('that of a proxy that speaks TLS, signed by a given intermediate', async () => {
    const root = await makeCertificate({ commonName: 'Root' })
    const between = await makeCertificate({ commonName: 'Between', issuer: root, authority: true })
    const server = await startGateway()
    const proxy = await startConnectProxy({
      certificate: await makeCertificate({ commonName: 'Test proxy', issuer: between })
    })
    const line = { ...directLine([...server.ca, between.cert]), proxy: proxy.way }
    expect(await outcomes(server, line)).toEqual(all('done'))
  })
})

describe('a certificate that nobody gave stays refused', () => {
  test('another self-signed one', async () => {
    expect(await everyWay(await own('Other'), [await own()])).toEqual(no('unknown-issuer'))
  })

  test('one of the same name with another key', async () => {
    expect(await everyWay(await own(), [await own()])).toEqual(no('unknown-issuer'))
  })

  test('one of another authority', async () => {
    const certificate = await makeCertificate({ issuer: await makeCertificate() })
    const given = await makeCertificate({ commonName: 'Authority of the site' })
    expect(await everyWay(certificate, [given])).toEqual(no('unknown-issuer'))
  })

  test('one of another authority of the same name', async () => {
    const [issuer, given] = [await makeCertificate(), await makeCertificate()]
    const certificate = await makeCertificate({ issuer })
    expect(await everyWay(certificate, [given])).toEqual(no('unknown-issuer'))
  })

  test('one whose root was given, and not what lies between', async () => {
    const root = await makeCertificate({ commonName: 'Root' })
    const between = await makeCertificate({ commonName: 'Between', issuer: root, authority: true })
    const certificate = await makeCertificate({ issuer: between })
    expect(await everyWay(certificate, [root])).toEqual(no('unknown-issuer'))
  })

  test('one that a given server certificate signed', async () => {
    const given = await own('A server, no authority')
    const certificate = await makeCertificate({ issuer: given })
    expect(await everyWay(certificate, [given])).toEqual(no('unknown-issuer'))
  })
})

describe('a certificate that was given is judged all the same', () => {
  test('by its name', async () => {
    const certificate = await makeCertificate({ dnsName: 'other.example', authority: false })
    expect(await everyWay(certificate, [certificate])).toEqual(no('wrong-name'))
  })

  test.each<[string, number, number]>([
    ['that has expired', -30, -1],
    ['that is not valid yet', 1, 30]
  ])('by its dates: one %s', async (_name, from, until) => {
    const at = (days: number): Date => new Date(Date.now() + days * dayMs)
    const certificate = await makeCertificate({ from: at(from), until: at(until) })
    expect(await everyWay(certificate, [certificate])).toEqual(no('expired'))
  })
})
