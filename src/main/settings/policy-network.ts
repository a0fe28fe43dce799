import * as v from 'valibot'
import type { ProxyChoice } from '../../shared/model/network.ts'
import { proxyUrlOf, readProxyUrl } from '../network/proxy-list.ts'

/** `"system"`, `"none"` or the address of a proxy. */
export const policyProxy = v.pipe(
  v.string(),
  v.transform(choiceOf),
  v.check((choice) => choice !== null, 'Neither system, none nor the address of a proxy')
)

function choiceOf(text: string): ProxyChoice | null {
  if (text === 'system' || text === 'none') return { mode: text }
  const way = readProxyUrl(text)
  return way === null ? null : { mode: 'manual', url: proxyUrlOf(way) }
}

/** A SHA-256 as any tool prints it, with or without colons; becomes Node's writing: `AB:CD:…`. */
export const policyFingerprint = v.pipe(
  v.string(),
  v.transform((text) => text.replaceAll(/[\s:]/g, '').toUpperCase()),
  v.regex(/^[0-9A-F]{64}$/),
  v.transform((hex) => (hex.match(/../g) ?? []).join(':'))
)
