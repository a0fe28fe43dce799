import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import type { CertificateKind } from '../../src/simulator/index.ts'
import { ask } from './support/client.ts'
import { practice } from './support/practice.ts'

const line = 'GET /onlineagent/1001/agentstatus'

test('the certificate is for 127.0.0.1 and localhost, and it is trusted by its PEM', async () => {
  const gateway = await practice()
  const certificate = new X509Certificate(gateway.certificatePem)
  expect(certificate.fingerprint256).toBe(gateway.fingerprint256)
  expect(certificate.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1')
  expect(certificate.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1')
  expect((await ask(gateway, line)).status).toBe(200)
  const byName = { ...gateway, url: gateway.url.replace('127.0.0.1', 'localhost') }
  expect((await ask(byName, line)).status).toBe(200)
})

test.each<[CertificateKind, string]>([
  ['expired', 'CERT_HAS_EXPIRED'],
  ['wrong-name', 'ERR_TLS_CERT_ALTNAME_INVALID']
])('an %s certificate is refused by a client that looks', async (certificate, code) => {
  const gateway = await practice({ certificate })
  await expect(ask(gateway, line)).rejects.toMatchObject({ code })
})
