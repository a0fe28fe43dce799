import { X509Certificate } from 'node:crypto'
import { isIP, type Socket } from 'node:net'
import {
  checkServerIdentity,
  connect,
  type DetailedPeerCertificate,
  type TLSSocket
} from 'node:tls'
import { AppError, type ErrorCode } from '../../shared/errors.ts'
import type { CertificateFacts } from '../../shared/model/connection-facts.ts'
import { systemClock as clock } from '../clock.ts'
import { certificateError, factsOfPem } from './certificate.ts'
import { codeOf, failureOf } from './failure.ts'
import { gatewayAddress } from './gateway-address.ts'
import { secureOptionsOf, type LineOptions } from './line-options.ts'
import { openTunnel } from './tunnel.ts'

/** What a gateway shows before anybody trusts it. */
export interface CertificateSight {
  /** Of the gateway's own certificate. */
  readonly certificate: CertificateFacts
  readonly pem: string
  /** Why it would be refused, as an error code; null where the authorities of the line vouch for it. */
  readonly refusal: ErrorCode | null
  /** What it was signed with, the gateway's own first: as far as it was shown or found. */
  readonly chain: readonly { readonly facts: CertificateFacts; readonly pem: string }[]
  /** E.g. `TLSv1.3`. */
  readonly protocol: string
}

const handshakeLimitMs = 10_000

/** Deeper chains are cut: nothing of it decides anything. */
const chainLimit = 8

/**
 * Looks at a gateway's certificate, through the proxy of the line where it has one. It is the only
 * place that completes a handshake with a server that is not trusted, and it sends not one byte
 * after it: the connection is destroyed inside the event that tells of the handshake.
 *
 * @throws AppError `could-not-ask:*`
 */
export async function probeCertificate(
  origin: string,
  line: LineOptions,
  signal: AbortSignal
): Promise<CertificateSight> {
  const { host, port } = gatewayAddress(origin)
  const { proxy, authorities } = line
  const tunnel =
    proxy === null ? null : await openTunnel({ proxy, host, port, authorities, signal })
  return look({ host, port, tunnel, line, signal })
}

interface Looking {
  readonly host: string
  readonly port: number
  readonly tunnel: Socket | null
  readonly line: LineOptions
  readonly signal: AbortSignal
}

function look(where: Looking): Promise<CertificateSight> {
  const { host, tunnel, signal } = where
  return new Promise((resolve, reject) => {
    const socket = shakeHands(where)
    const end = (settle: () => void): void => {
      cancelLimit()
      signal.removeEventListener('abort', abort)
      socket.destroy()
      tunnel?.destroy()
      settle()
    }
    const fail = (error: AppError): void => {
      end(() => {
        reject(error)
      })
    }
    const abort = (): void => {
      fail(new AppError('could-not-ask:cancelled', 'Nobody looks at the certificate any more'))
    }
    const cancelLimit = clock.after(handshakeLimitMs, () => {
      fail(new AppError('could-not-ask:timeout', 'The handshake took too long'))
    })
    signal.addEventListener('abort', abort)
    if (signal.aborted) abort()
    socket.on('error', (thrown: unknown) => {
      fail(failureOf(thrown, { logName: 'A look at the certificate', kind: 'query' }, nothing))
    })
    socket.once('secureConnect', () => {
      const seen = sightOf(socket, host)
      end(() => {
        if (seen === null) reject(new AppError('could-not-ask:unexpected-answer', 'No certificate'))
        else resolve(seen)
      })
    })
  })
}

const shakeHands = ({ host, port, tunnel, line }: Looking): TLSSocket =>
  connect({
    // Node judges the name by the host, also where it does not connect to it itself.
    ...(tunnel === null ? { host, port } : { host, socket: tunnel }),
    ...(isIP(host) === 0 ? { servername: host } : {}),
    // By the authorities, never by the pin: the screen says what is wrong with it on its own.
    ...secureOptionsOf({ ...line, pin: null }),
    // eslint-disable-next-line callside/no-unverified-tls -- a person has to see what was refused; nothing is sent
    rejectUnauthorized: false
  })

const nothing = { sent: false, certificate: null, pin: null }

/** Null where no certificate was shown. */
function sightOf(socket: TLSSocket, host: string): CertificateSight | null {
  // Asked for once: what `getPeerX509Certificate` gave is gone for this call (Node 24.21).
  const shown = socket.getPeerCertificate(true)
  const chain = chainOf(shown, host)
  const leaf = chain[0]
  if (leaf === undefined) return null
  const { facts: certificate, pem } = leaf
  const reason: unknown = socket.authorized
    ? checkServerIdentity(host, shown)
    : { code: socket.authorizationError }
  return {
    ...{ certificate, pem, chain },
    refusal: reason === undefined ? null : refusalFor(codeOf(reason), certificate),
    protocol: socket.getProtocol() ?? ''
  }
}

const refusalFor = (code: string, certificate: CertificateFacts): ErrorCode =>
  certificateError(code, certificate)?.code ?? 'could-not-ask:certificate-unknown-issuer'

/** With the issuers that the server did not send, as far as the stores have them. */
function chainOf(leaf: DetailedPeerCertificate, host: string): CertificateSight['chain'] {
  const chain: { facts: CertificateFacts; pem: string }[] = []
  // Node's types promise an issuer and its bytes; where none was found both may be missing.
  let next: Partial<DetailedPeerCertificate> | undefined = leaf
  while (next?.raw !== undefined && chain.length < chainLimit) {
    const certificate: X509Certificate = new X509Certificate(next.raw)
    const { fingerprint256 } = certificate
    if (chain.some(({ facts }) => facts.fingerprint256 === fingerprint256)) break
    chain.push({ facts: factsOfPem(certificate, host), pem: certificate.toString() })
    next = next.issuerCertificate
  }
  return chain
}
