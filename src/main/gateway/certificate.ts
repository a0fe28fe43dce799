import { X509Certificate } from 'node:crypto'
import type { PeerCertificate, TLSSocket } from 'node:tls'
import { AppError, type ErrorCode } from '../../shared/errors.ts'
import { factLimit, type CertificateFacts } from '../../shared/model/connection-facts.ts'
import { pinMismatch, type Pin } from './line-options.ts'

/**
 * Remembers the certificate of a connection before Node judges it: after a refusal the socket
 * is destroyed and no longer tells. Node's own `secure` listener judges, so ours goes first.
 */
export function watchCertificate(socket: TLSSocket, host: string): () => CertificateFacts | null {
  let seen: PeerCertificate | null = null
  socket.prependOnceListener('secure', () => {
    seen = socket.getPeerCertificate()
  })
  return () => (seen === null ? null : factsOf(seen, host))
}

function factsOf(certificate: PeerCertificate, host: string): CertificateFacts | null {
  // Node answers an empty object where the server showed none.
  if (Object.keys(certificate).length === 0) return null
  return factsOfPem(new X509Certificate(certificate.raw), host)
}

/** What a certificate says, as far as it may be shown. */
export function factsOfPem(pem: string | X509Certificate, host: string): CertificateFacts {
  const certificate = typeof pem === 'string' ? new X509Certificate(pem) : pem
  const { subject, issuer, validFrom, validTo, fingerprint256 } = certificate
  return {
    host: host.slice(0, factLimit),
    subject: nameOf(subject),
    issuer: nameOf(issuer),
    validFrom,
    validTo,
    fingerprint256
  }
}

/** Common name and organisation of a name that Node writes with one part a line. */
export function nameOf(written: string | undefined): string {
  const parts = (written ?? '').split('\n')
  const named = (key: string): string[] =>
    parts.filter((part) => part.startsWith(`${key}=`)).map((part) => part.slice(key.length + 1))
  const known = [...named('CN'), ...named('O')].filter((part) => part !== '')
  return (known.length > 0 ? known : parts).join(', ').slice(0, factLimit)
}

/** Codes of OpenSSL, BoringSSL (the TLS of Electron) and Node, by what they mean for a person. */
const certificateCodes: Readonly<Record<string, ErrorCode>> = {
  [pinMismatch]: 'could-not-ask:certificate-changed',
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
  // Node's word for every refusal of a chain that it has no name for, e.g. an issuer that may not sign.
  UNSPECIFIED: 'could-not-ask:certificate-unknown-issuer',
  // BoringSSL alone: an RSA certificate that may not be used for the kind of handshake that was chosen.
  ERR_SSL_KEY_USAGE_BIT_INCORRECT: 'could-not-ask:certificate-unknown-issuer',
  CERT_HAS_EXPIRED: 'could-not-ask:certificate-expired',
  CERT_NOT_YET_VALID: 'could-not-ask:certificate-expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'could-not-ask:certificate-wrong-name',
  HOSTNAME_MISMATCH: 'could-not-ask:certificate-wrong-name',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'could-not-ask:tls-too-old',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'could-not-ask:tls-too-old',
  ERR_SSL_VERSION_TOO_LOW: 'could-not-ask:tls-too-old',
  ERR_SSL_NO_PROTOCOLS_AVAILABLE: 'could-not-ask:tls-too-old',
  // Nothing in common: with today's clients a server that knows outdated ciphers only.
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: 'could-not-ask:tls-too-old',
  ERR_SSL_TLSV1_ALERT_INSUFFICIENT_SECURITY: 'could-not-ask:tls-too-old',
  ERR_SSL_UNSAFE_LEGACY_RENEGOTIATION_DISABLED: 'could-not-ask:tls-too-old'
}

/**
 * The error for a certificate or TLS refusal, or null where `code` is not one. Where one certificate
 * is pinned, any other one has changed, whatever else is wrong with it.
 */
export function certificateError(
  code: string,
  certificate: CertificateFacts | null,
  pin: Pick<Pin, 'sha256'> | null = null
): AppError | null {
  const meaning = certificateCodes[code]
  if (meaning === undefined) return null
  const message = explain(code, certificate)
  if (certificate === null) return new AppError(meaning, message)
  const changed = pin !== null && certificate.fingerprint256 !== pin.sha256
  const found = changed ? 'could-not-ask:certificate-changed' : meaning
  return new AppError(found, message, { certificate })
}

function explain(code: string, certificate: CertificateFacts | null): string {
  if (certificate === null) return code
  const { host, subject, issuer, validFrom, validTo } = certificate
  return `${code}: ${host} showed a certificate for "${subject}", issued by "${issuer}", valid from ${validFrom} to ${validTo}`
}
