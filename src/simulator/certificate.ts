import { X509Certificate } from 'node:crypto'
import { generate } from 'selfsigned'
import type { CertificateKind } from './options.ts'

export interface ServerCertificate {
  keyPem: string
  certificatePem: string
  /** SHA-256 of the certificate, as Node writes it: `AB:CD:…`. */
  fingerprint256: string
}

const dayMs = 86_400_000

/**
 * A fresh certificate for 127.0.0.1 and localhost, on the curve P-256, good for 30 days.
 * `expired` ended yesterday; `wrong-name` is for another host.
 */
export async function makeCertificate(kind: CertificateKind): Promise<ServerCertificate> {
  const wrongName = kind === 'wrong-name'
  const host = wrongName ? 'gateway.example' : 'localhost'
  const now = Date.now()
  const made = await generate([{ name: 'commonName', value: host }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    // A day back, for clients whose clock is a little behind.
    notBeforeDate: new Date(now - (kind === 'expired' ? 31 : 1) * dayMs),
    notAfterDate: new Date(now + (kind === 'expired' ? -1 : 30) * dayMs),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: wrongName
          ? [{ type: 2, value: host }]
          : [
              { type: 2, value: host },
              { type: 7, ip: '127.0.0.1' }
            ]
      }
    ]
  })
  return {
    keyPem: made.private,
    certificatePem: made.cert,
    fingerprint256: new X509Certificate(made.cert).fingerprint256
  }
}
