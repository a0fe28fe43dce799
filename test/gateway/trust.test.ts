import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { probeCertificate } from '../../src/main/gateway/certificate-probe.ts'
import { directLine, type Pin } from '../../src/main/gateway/line-options.ts'
import { readAuthorities } from '../../src/main/gateway/trust.ts'
import { makeCertificate, type TestCertificate } from '../support/certificate.ts'
import { basicOf, startConnectProxy } from '../support/connect-proxy.ts'
import { temporaryFolder } from '../support/folders.ts'
import type { RawServer } from '../support/raw-server.ts'
import { all, outcomes, startGateway } from '../support/ways-to-connect.ts'
import { canary, refusal } from './support.ts'

const yearMs = 365 * 86_400_000

/** As the app does it: a look, and what was seen becomes the pin. */
async function pinOf(server: RawServer, line = directLine([])): Promise<Pin> {
  const sight = await probeCertificate(server.origin, line, AbortSignal.timeout(5_000))
  return { pem: sight.pem, sha256: sight.certificate.fingerprint256 }
}

const nameless = (): Promise<TestCertificate> => makeCertificate({ names: false })

describe('trusted, for commands, polls and downloads', () => {
  test('T3: a private authority from a PEM file', async () => {
    const authority = await makeCertificate({ commonName: 'Authority of the site' })
    const server = await startGateway({ certificate: await makeCertificate({ issuer: authority }) })
    const file = join(await temporaryFolder(), 'site.pem')
    await writeFile(file, authority.cert)
    expect(await outcomes(server, directLine(readAuthorities(file)))).toEqual(all('done'))
  })

  test('T2: a self-signed certificate without a host name, confirmed', async () => {
    const server = await startGateway({ certificate: await nameless() })
    const line = { ...directLine([]), pin: await pinOf(server) }
    expect(server.receivedBytes()).toBe(0)
    expect(await outcomes(server, line)).toEqual(all('done'))
  })

  test('T2: a certificate of an unknown authority, confirmed', async () => {
    const issuer = await makeCertificate({ commonName: 'Nobody knows it' })
    const server = await startGateway({ certificate: await makeCertificate({ issuer }) })
    const line = { ...directLine([]), pin: await pinOf(server) }
    expect(await outcomes(server, line)).toEqual(all('done'))
  })

  test('a confirmed certificate through a proxy that asks for a user name', async () => {
    const proxy = await startConnectProxy({ basic: { user: 'anna', password: 'secret' } })
    const server = await startGateway({ certificate: await nameless() })
    const way = { ...proxy.way, authorization: basicOf('anna', 'secret') }
    const through = { ...directLine([]), proxy: way }
    const line = { ...through, pin: await pinOf(server, through) }
    expect(await outcomes(server, line)).toEqual(all('done'))
    expect(proxy.heads).toHaveLength(4)
    expect(proxy.seen().includes(canary.guid)).toBe(false)
  })
})

describe('refused before one byte of HTTP, each with its own code', () => {
  const ago = (years: number): Date => new Date(Date.now() - years * yearMs)
  test.each<[string, TestCertificateLike, string]>([
    ['expired', () => makeCertificate({ from: ago(2), until: ago(1) }), 'certificate-expired'],
    [
      'not yet valid',
      () => makeCertificate({ from: ago(-1), until: ago(-2) }),
      'certificate-expired'
    ],
    [
      'of another host',
      () => makeCertificate({ dnsName: 'other.example' }),
      'certificate-wrong-name'
    ],
    ['without a host name', nameless, 'certificate-wrong-name']
  ])('%s', async (_name, make, code) => {
    const server = await startGateway({ certificate: await make() })
    expect(await outcomes(server, directLine(server.ca))).toEqual(all(`could-not-ask:${code}`))
    expect(server.receivedBytes()).toBe(0)
  })

  test('of an unknown issuer', async () => {
    const server = await startGateway()
    const code = 'could-not-ask:certificate-unknown-issuer'
    expect(await outcomes(server, directLine([]))).toEqual(all(code))
    expect(server.receivedBytes()).toBe(0)
  })

  test('T1: TLS 1.1 at most, with and without a pin', async () => {
    const certificate = await nameless()
    const server = await startGateway({ certificate, maxVersion: 'TLSv1.1' })
    const pin = await pinOf(await startGateway({ certificate }))
    const tooOld = all('could-not-ask:tls-too-old')
    expect(await outcomes(server, directLine(server.ca))).toEqual(tooOld)
    expect(await outcomes(server, { ...directLine([]), pin })).toEqual(tooOld)
    expect((await refusal(pinOf(server))).code).toBe('could-not-ask:tls-too-old')
    expect(server.receivedBytes()).toBe(0)
  })

  test.each<[string, TestCertificateLike]>([
    ['another self-signed one', nameless],
    ['one that authorities vouch for', () => makeCertificate()],
    ['one that the confirmed one issued', () => makeCertificate({ issuer: confirmed.certificate })],
    ['an expired one', () => makeCertificate({ from: ago(2), until: ago(1) })]
  ])('pinned, and shown %s', async (_name, make) => {
    confirmed.certificate = await makeCertificate({ commonName: 'Confirmed' })
    const pin = await pinOf(await startGateway({ certificate: confirmed.certificate }))
    const server = await startGateway({ certificate: await make() })
    const line = { ...directLine(server.ca), pin }
    expect(await outcomes(server, line)).toEqual(all('could-not-ask:certificate-changed'))
    expect(server.receivedBytes()).toBe(0)
  })

  test('a confirmed certificate that expires is refused like any other', async () => {
    const server = await startGateway({
      certificate: await makeCertificate({ from: ago(2), until: ago(1) })
    })
    const line = { ...directLine([]), pin: await pinOf(server) }
    expect(await outcomes(server, line)).toEqual(all('could-not-ask:certificate-expired'))
    expect(server.receivedBytes()).toBe(0)
  })
})

type TestCertificateLike = () => Promise<TestCertificate>
const confirmed: { certificate: TestCertificate } = { certificate: { key: '', cert: '' } }
