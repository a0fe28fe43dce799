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
const oldestTls = 'TLSv1.2'

/** Given by Node as the reason of a refusal; see `failure.ts`. */
export const pinMismatch = 'PIN_MISMATCH'

/** What every TLS connection of the app is made with: who judges the certificate, and its name. */
export interface SecureOptions {
  /** Parsing some 300 authorities takes longer than a request: made once a line. */
  readonly secureContext: SecureContext
  readonly checkServerIdentity?: (host: string, certificate: PeerCertificate) => Error | undefined
}

/**
 * The one place that decides what a certificate is judged by. A certificate that was given is trusted
 * itself, also if nobody vouches for it and if its own use does not name signing: BoringSSL (the TLS
 * of Electron) refuses both unless it is told so, OpenSSL the first. The name, the dates and who may
 * sign for others are judged as ever.
 */
export function secureOptionsOf({ authorities, pin }: LineOptions): SecureOptions {
  const secureContext = createSecureContext({
    minVersion: oldestTls,
    ca: pin === null ? [...authorities] : [pin.pem],
    allowPartialTrustChain: true
  })
  return pin === null
    ? { secureContext }
    : { secureContext, checkServerIdentity: identityCheckOf(pin) }
}

/**
 * A pin stands for the certificate itself, so the name in it need not be the gateway's: a
 * self-signed one often has none.
 */
const identityCheckOf =
  (pin: Pin) =>
  (_host: string, { fingerprint256 }: PeerCertificate): Error | undefined =>
    fingerprint256 === pin.sha256
      ? undefined
      : Object.assign(new Error('Not the confirmed certificate'), { code: pinMismatch })
