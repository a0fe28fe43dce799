import * as v from 'valibot'

/** Longest name of a certificate or a proxy that is kept or shown, in UTF-16 units. */
export const factLimit = 200

const shown = v.pipe(v.string(), v.maxLength(factLimit))

/** What a server's certificate says of itself: public, and safe to show. */
export const certificateFacts = v.object({
  /** The host that showed it: the gateway's. */
  host: shown,
  subject: shown,
  issuer: shown,
  /** As the certificate writes them, e.g. `Jan  2 03:04:05 2026 GMT`. */
  validFrom: shown,
  validTo: shown,
  /** SHA-256 as Node writes it: `AB:CD:…`. */
  fingerprint256: v.pipe(v.string(), v.maxLength(95))
})
export type CertificateFacts = v.InferOutput<typeof certificateFacts>

/** What is known of a proxy that is in the way. Never its credentials. */
export const proxyFacts = v.object({
  /** Host and port, e.g. `proxy.example:3128`. */
  address: shown,
  /** What it asks to sign in to, in its own words; null where it does not say. */
  realm: v.nullable(shown),
  /** How it lets people sign in, e.g. `Basic`, `NTLM`; empty where it did not ask. */
  schemes: v.pipe(v.array(shown), v.readonly()),
  /** Its HTTP status, where it answered. */
  status: v.nullable(v.number())
})
export type ProxyFacts = v.InferOutput<typeof proxyFacts>
