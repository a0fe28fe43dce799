import * as tls from 'node:tls'
import { readFileSync } from 'node:fs'
import { X509Certificate } from 'node:crypto'
import { AppError } from '../../shared/errors.ts'

/** Far above any bundle of a site; a larger file is not one. */
const maxPemBytes = 1024 * 1024

const pemBlock = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g

/**
 * The certificates that a gateway's own may be issued by: those bundled with Node, those of the
 * operating system, and the site's extra ones. A site's own authority is usually in the second.
 */
export function trustedAuthorities(extraPem: readonly string[] = []): string[] {
  return [...new Set([...tls.rootCertificates, ...systemAuthorities(), ...extraPem])]
}

function systemAuthorities(): string[] {
  // The types promise it; an embedded Node may not have it yet.
  const read: typeof tls.getCACertificates | undefined = tls.getCACertificates
  try {
    return typeof read === 'function' ? read('system') : []
  } catch {
    return []
  }
}

/** The certificates in a PEM file of a site, each checked; `ca-file-unreadable` where there is none. */
export function readAuthorities(file: string): string[] {
  try {
    const pem = readFileSync(file, 'latin1')
    const blocks = pem.length > maxPemBytes ? [] : (pem.match(pemBlock) ?? [])
    if (blocks.length > 0) return blocks.map((block) => new X509Certificate(block).toString())
  } catch {
    // Missing, unreadable or not a certificate: one sentence covers them all.
  }
  throw new AppError('ca-file-unreadable', 'No usable certificate in the extra certificate file')
}
