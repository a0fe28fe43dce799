import * as v from 'valibot'
import { errorCodes } from '../errors.ts'
import { certificateFacts, factLimit, proxyFacts } from './connection-facts.ts'
import { rowId } from './ids.ts'

const manualUrl = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(300))

/** How a proxy is found. */
export const proxyChoice = v.variant('mode', [
  v.object({ mode: v.literal('system') }),
  v.object({ mode: v.literal('none') }),
  v.object({ mode: v.literal('manual'), url: manualUrl })
])
/** The same as an agent chooses it. A manual address is typed; main checks it. */
export const proxyWish = v.variant('mode', [
  v.strictObject({ mode: v.literal('system') }),
  v.strictObject({ mode: v.literal('none') }),
  v.strictObject({ mode: v.literal('manual'), url: manualUrl })
])
export type ProxyChoice = v.InferOutput<typeof proxyChoice>

/** What is known of proxies beside the setting. No credentials are part of it. */
export const networkView = v.object({
  /** The proxy that waits for a user name; null where none does. */
  challenge: v.nullable(proxyFacts),
  /** False where the system cannot keep a password safely. */
  mayRemember: v.boolean(),
  /** Addresses of the proxies whose password is kept. */
  remembered: v.pipe(v.array(v.string()), v.readonly())
})
export type NetworkView = v.InferOutput<typeof networkView>

/** The password travels in this command only, and never back. */
export const proxyCredentials = v.strictObject({
  /** The address of the proxy that asked, as it was shown. */
  address: v.pipe(v.string(), v.maxLength(factLimit)),
  /** RFC 7617 forbids the colon in a user name. */
  user: v.pipe(v.string(), v.minLength(1), v.maxLength(256), v.regex(/^[^:\p{Cc}]+$/u)),
  password: v.pipe(v.string(), v.maxLength(256), v.regex(/^\P{Cc}*$/u)),
  remember: v.boolean()
})
export type ProxyCredentials = v.InferOutput<typeof proxyCredentials>

/** Why a certificate cannot be confirmed by an agent. */
const confirmBlocks = ['trusted', 'dates', 'policy', 'managed'] as const

/** What a gateway shows, for a person to compare. */
export const certificateView = v.object({
  profileId: rowId,
  certificate: certificateFacts,
  /** The one that was confirmed before, where this is another one. */
  before: v.nullable(certificateFacts),
  /** Why it is not trusted; null where it is. */
  refusal: v.nullable(v.picklist(errorCodes)),
  /** Null where it can be confirmed. */
  blockedBy: v.nullable(v.picklist(confirmBlocks))
})
export type CertificateView = v.InferOutput<typeof certificateView>
