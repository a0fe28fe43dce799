import { describe, expect, test } from 'vitest'
import { failureOf } from '../../src/main/gateway/failure.ts'

/** What the same server says through OpenSSL (Node 24) and BoringSSL (Electron 33.2.1), as measured. */
const measured: readonly (readonly [
  server: string,
  openssl: string,
  boring: string,
  cause: string
])[] = [
  [
    'self-signed, not given',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'certificate-unknown-issuer'
  ],
  [
    'of an unknown authority that it sends along',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'certificate-unknown-issuer'
  ],
  [
    'signed by one that may not sign',
    'UNSPECIFIED',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'certificate-unknown-issuer'
  ],
  [
    'with a critical extension that nobody knows',
    'UNSPECIFIED',
    'UNSPECIFIED',
    'certificate-unknown-issuer'
  ],
  ['for clients', 'INVALID_PURPOSE', 'INVALID_PURPOSE', 'certificate-unknown-issuer'],
  ['expired', 'CERT_HAS_EXPIRED', 'CERT_HAS_EXPIRED', 'certificate-expired'],
  ['not valid yet', 'CERT_NOT_YET_VALID', 'CERT_NOT_YET_VALID', 'certificate-expired'],
  [
    'of another host',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'certificate-wrong-name'
  ],
  [
    'TLS 1.0 or 1.1 at most',
    'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
    'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
    'tls-too-old'
  ],
  [
    'answers in TLS 1.1',
    'ERR_SSL_UNSUPPORTED_PROTOCOL',
    'ERR_SSL_UNSUPPORTED_PROTOCOL',
    'tls-too-old'
  ],
  [
    'no cipher in common',
    'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
    'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
    'tls-too-old'
  ],
  [
    'asks for more security',
    'ERR_SSL_TLSV1_ALERT_INSUFFICIENT_SECURITY',
    'ERR_SSL_TLSV1_ALERT_INSUFFICIENT_SECURITY',
    'tls-too-old'
  ],
  [
    'plain HTTP, a banner, zeros',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'unexpected-answer'
  ],
  [
    'bytes that look like a long record',
    'ERR_SSL_DATA_LENGTH_TOO_LONG',
    'ERR_SSL_ENCRYPTED_LENGTH_TOO_LONG',
    'unexpected-answer'
  ],
  ['hangs up', 'ECONNRESET', 'ECONNRESET', 'unreachable'],
  ['says good-bye', 'ECONNRESET', 'ERR_SSL_SSLV3_ALERT_CLOSE_NOTIFY', 'unreachable'],
  [
    'has trouble of its own',
    'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR',
    'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR',
    'unreachable'
  ],
  ['sends an alert that nobody knows', 'ECONNRESET', 'ERR_SSL_UNKNOWN_ERROR', 'unreachable']
]

const causeOf = (code: string, message = ''): string =>
  failureOf({ code, message }, { logName: 'A call', kind: 'query' }, unsent).code
const unsent = { sent: false, certificate: null, pin: null }

describe('the same cause for the same server, whatever speaks TLS', () => {
  test.each(measured)('%s', (...[, openssl, boring, cause]) => {
    expect([causeOf(openssl), causeOf(boring)]).toEqual(Array(2).fill(`could-not-ask:${cause}`))
  })

  test('an RSA certificate that only BoringSSL finds unfit is the certificate’s fault', () => {
    expect(causeOf('ERR_SSL_KEY_USAGE_BIT_INCORRECT')).toMatch(/certificate/)
  })
})

/** As Node words it where the handshake fails in a write. */
const written = [
  [
    '0A00042E:SSL routines:ssl3_read_bytes:tlsv1 alert protocol version:../ssl/x.c:1:',
    'tls-too-old'
  ],
  [
    '1000042e:SSL routines:OPENSSL_internal:TLSV1_ALERT_PROTOCOL_VERSION:../x.cc:572:',
    'tls-too-old'
  ],
  [
    '0A000410:SSL routines:ssl3_read_bytes:ssl/tls alert handshake failure:../x.c:1:',
    'tls-too-old'
  ],
  [
    '10000410:SSL routines:OPENSSL_internal:SSLV3_ALERT_HANDSHAKE_FAILURE:../x.cc:1:',
    'tls-too-old'
  ],
  ['0A000102:SSL routines:ssl_choose_client_version:unsupported protocol:../x.c:1:', 'tls-too-old'],
  [
    '0A00010B:SSL routines:tls_validate_record_header:wrong version number:../x.c:1:',
    'unexpected-answer'
  ],
  ['100000f7:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER:../x.cc:1:', 'unexpected-answer'],
  ['10000455:SSL routines:OPENSSL_internal:reason(1109):../x.cc:572:', 'unreachable'],
  ['something else', 'unreachable']
] as const

test.each(written)('written into the text of an EPROTO: %s', (text, cause) => {
  expect(causeOf('EPROTO', `write EPROTO ${text}`)).toBe(`could-not-ask:${cause}`)
})
