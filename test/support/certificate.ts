import { generate } from 'selfsigned'

export interface TestCertificate {
  readonly key: string
  readonly cert: string
}

export interface TestCertificateOptions {
  /** Names in the certificate; the loopback address unless said otherwise. */
  readonly dnsName?: string
  readonly from?: Date
  readonly until?: Date
  /** Signed by this one; by itself unless said otherwise. */
  readonly issuer?: TestCertificate
}

/** A certificate for a test's own server, made on the spot: no key is stored in the tree. */
export async function makeCertificate(
  options: TestCertificateOptions = {}
): Promise<TestCertificate> {
  const { dnsName, from, until, issuer } = options
  const made = await generate([{ name: 'commonName', value: dnsName ?? 'Test gateway' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ...(from === undefined ? {} : { notBeforeDate: from }),
    ...(until === undefined ? {} : { notAfterDate: until }),
    ...(issuer === undefined ? {} : { ca: issuer }),
    extensions: [
      { name: 'basicConstraints', cA: issuer === undefined, critical: true },
      {
        name: 'subjectAltName',
        altNames: [
          dnsName === undefined ? { type: 7, ip: '127.0.0.1' } : { type: 2, value: dnsName }
        ]
      }
    ]
  })
  return { key: made.private, cert: made.cert }
}
