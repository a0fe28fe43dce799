import { generate } from 'selfsigned'

export interface TestCertificate {
  readonly key: string
  readonly cert: string
}

export interface TestCertificateOptions {
  /** Names in the certificate; the loopback address unless said otherwise. */
  readonly dnsName?: string
  /** What it is called; `Test gateway` or its DNS name unless said otherwise. */
  readonly commonName?: string
  /** False for one that names no host at all, as old self-signed ones do. */
  readonly names?: false
  readonly from?: Date
  readonly until?: Date
  /** Signed by this one; by itself unless said otherwise. */
  readonly issuer?: TestCertificate
  /** Whether it may sign others; only one that is signed by itself may, unless said otherwise. */
  readonly authority?: boolean
  /** The uses that it is limited to; none says that it is not limited. */
  readonly keyUsage?: 'digitalSignature' | 'keyCertSign'
}

const loopback = { type: 7, ip: '127.0.0.1' } as const

/** A certificate for a test's own server, made on the spot: no key is stored in the tree. */
export async function makeCertificate(
  options: TestCertificateOptions = {}
): Promise<TestCertificate> {
  const { dnsName, from, until, issuer, keyUsage, authority = issuer === undefined } = options
  const commonName = options.commonName ?? dnsName ?? 'Test gateway'
  const altName = dnsName === undefined ? loopback : ({ type: 2, value: dnsName } as const)
  const use = { name: 'keyUsage' as const, [keyUsage ?? '']: true, critical: true }
  const names = { name: 'subjectAltName' as const, altNames: [altName] }
  const made = await generate([{ name: 'commonName', value: commonName }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ...(from === undefined ? {} : { notBeforeDate: from }),
    ...(until === undefined ? {} : { notAfterDate: until }),
    ...(issuer === undefined ? {} : { ca: issuer }),
    extensions: [
      { name: 'basicConstraints', cA: authority, critical: true },
      ...(keyUsage === undefined ? [] : [use]),
      ...(options.names === false ? [] : [names])
    ]
  })
  return { key: made.private, cert: made.cert }
}
