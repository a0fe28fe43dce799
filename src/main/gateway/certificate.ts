import { AppError, type ErrorCode } from '../../shared/errors.ts'
import type { PeerCertificate, TLSSocket } from 'node:tls'

/** What a server's certificate says of itself: public, and safe to show. */
export interface CertificateFacts {
  readonly host: string
  readonly subject: string
  readonly issuer: string
  /** As the certificate writes them, e.g. `Jan  2 03:04:05 2026 GMT`. */
  readonly validFrom: string
  readonly validTo: string
  readonly fingerprint256: string
}

/** A gateway that could not be trusted, with the certificate that it showed where one was seen. */
export class CertificateError extends AppError {
  readonly certificate: CertificateFacts | null

  constructor(code: ErrorCode, message: string, certificate: CertificateFacts | null) {
    super(code, message)
    this.certificate = certificate
  }
}

/**
 * Remembers the certificate of a connection before Node judges it: after a refusal the socket
 * is destroyed and no longer tells. Node's own `secure` listener judges, so ours goes first.
 */
export function watchCertificate(socket: TLSSocket, host: string): () => CertificateFacts | null {
  let seen: CertificateFacts | null = null
  socket.prependOnceListener('secure', () => {
    seen = factsOf(socket.getPeerCertificate(), host)
  })
  return () => seen
}

function factsOf(certificate: PeerCertificate, host: string): CertificateFacts | null {
  // Node answers an empty object where the server showed none.
  if (Object.keys(certificate).length === 0) return null
  return {
    host,
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    validFrom: certificate.valid_from,
    validTo: certificate.valid_to,
    fingerprint256: certificate.fingerprint256
  }
}

const nameLimit = 200

function nameOf(name: PeerCertificate['subject']): string {
  const { CN, O } = name
  return [CN, O]
    .flat()
    .filter((part): part is string => typeof part === 'string')
    .join(', ')
    .slice(0, nameLimit)
}

/** Codes of OpenSSL and Node, by what they mean for a person. */
const certificateCodes: Readonly<Record<string, ErrorCode>> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'could-not-ask:certificate-unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT: 'could-not-ask:certificate-unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'could-not-ask:certificate-unknown-issuer',
  SELF_SIGNED_CERT_IN_CHAIN: 'could-not-ask:certificate-unknown-issuer',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'could-not-ask:certificate-unknown-issuer',
  CERT_UNTRUSTED: 'could-not-ask:certificate-unknown-issuer',
  CERT_REJECTED: 'could-not-ask:certificate-unknown-issuer',
  CERT_REVOKED: 'could-not-ask:certificate-unknown-issuer',
  CERT_SIGNATURE_FAILURE: 'could-not-ask:certificate-unknown-issuer',
  CERT_CHAIN_TOO_LONG: 'could-not-ask:certificate-unknown-issuer',
  INVALID_CA: 'could-not-ask:certificate-unknown-issuer',
  INVALID_PURPOSE: 'could-not-ask:certificate-unknown-issuer',
  PATH_LENGTH_EXCEEDED: 'could-not-ask:certificate-unknown-issuer',
  CERT_HAS_EXPIRED: 'could-not-ask:certificate-expired',
  CERT_NOT_YET_VALID: 'could-not-ask:certificate-expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'could-not-ask:certificate-wrong-name',
  HOSTNAME_MISMATCH: 'could-not-ask:certificate-wrong-name',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'could-not-ask:tls-too-old',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'could-not-ask:tls-too-old',
  ERR_SSL_VERSION_TOO_LOW: 'could-not-ask:tls-too-old',
  ERR_SSL_NO_PROTOCOLS_AVAILABLE: 'could-not-ask:tls-too-old'
}

/** The error for a certificate or TLS refusal, or null where `code` is not one. */
export function certificateError(
  code: string,
  certificate: CertificateFacts | null
): CertificateError | null {
  const meaning = certificateCodes[code]
  if (meaning === undefined) return null
  return new CertificateError(meaning, explain(code, certificate), certificate)
}

function explain(code: string, certificate: CertificateFacts | null): string {
  if (certificate === null) return code
  const { host, subject, issuer, validFrom, validTo } = certificate
  return `${code}: ${host} showed a certificate for "${subject}", issued by "${issuer}", valid from ${validFrom} to ${validTo}`
}
