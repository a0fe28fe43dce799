import { createSecureContext, type PeerCertificate, type SecureContext } from 'node:tls'

/** One certificate that a person, or the organisation's policy, has confirmed for one gateway. */
export interface Pin {
  readonly pem: string
  /** As Node writes it: `AB:CD:…`. */
  readonly sha256: string
}

/** An HTTP proxy that opens tunnels (`CONNECT`). */
export interface ProxyWay {
  /** Without the brackets of an IPv6 address. */
  readonly host: string
  readonly port: number
  /** True where the proxy itself is spoken to over TLS. */
  readonly secure: boolean
  /** The value of `Proxy-Authorization`, or null. A secret. */
  readonly authorization: string | null
}

/**
 * How a gateway is reached: plain data, the same for commands, the poll and the file process, which
 * is handed it with each job and keeps none of it. May hold the proxy's password.
 */
export interface LineOptions {
  /** Every authority that may have issued the gateway's certificate, as PEM. */
  readonly authorities: readonly string[]
  /** Where set, exactly this certificate is trusted and no authority counts for the gateway. */
  readonly pin: Pin | null
  /** Null connects directly, whatever the environment of the process says. */
  readonly proxy: ProxyWay | null
}

/** Straight to a gateway whose certificate one of `authorities` issued. */
export const directLine = (authorities: readonly string[]): LineOptions => ({
  authorities,
  pin: null,
  proxy: null
})

/** The oldest TLS that is spoken, with gateways and proxies alike (cec_07_1275). */
export const oldestTls = 'TLSv1.2'

/** Given by Node as the reason of a refusal; see `failure.ts`. */
export const pinMismatch = 'PIN_MISMATCH'

/** What judges the gateway's certificate; parsing some 300 authorities takes longer than a request. */
export function secureContextOf({ authorities, pin }: LineOptions): SecureContext {
  return createSecureContext({
    minVersion: oldestTls,
    ca: pin === null ? [...authorities] : [pin.pem],
    // A pinned certificate may be one that an authority issued: it is trusted without its issuer.
    ...(pin === null ? {} : { allowPartialTrustChain: true })
  })
}

/**
 * A pin stands for the certificate itself, so the name in it need not be the gateway's: a
 * self-signed one often has none. Undefined leaves Node's own check of the name in place.
 */
export function identityCheckOf({
  pin
}: LineOptions):
  | { checkServerIdentity: (host: string, certificate: PeerCertificate) => Error | undefined }
  | undefined {
  if (pin === null) return undefined
  return {
    checkServerIdentity: (_host, { fingerprint256 }) =>
      fingerprint256 === pin.sha256
        ? undefined
        : Object.assign(new Error('Not the confirmed certificate'), { code: pinMismatch })
  }
}
