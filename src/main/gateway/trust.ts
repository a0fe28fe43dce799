import * as tls from 'node:tls'
import { readFileSync } from 'node:fs'
import { X509Certificate } from 'node:crypto'
import { AppError } from '../../shared/errors.ts'
import { nameOf } from './certificate.ts'

/** Far above any bundle of a site; a larger file is not one. */
const maxPemBytes = 1024 * 1024

const pemBlock = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g

/** The authorities of the operating system, as PEM. */
export interface SystemStore {
  /** False where they could not be read: then there are none, whatever the system trusts. */
  readonly readable: boolean
  readonly authorities: readonly string[]
}

/** Reads the operating system's store. The types promise `read`; an embedded Node may lack it. */
export function readSystemStore(
  read: ((store: 'system') => string[]) | undefined = tls.getCACertificates
): SystemStore {
  try {
    if (typeof read === 'function') return { readable: true, authorities: read('system') }
  } catch {
    // Whoever reads the store says that it could not be read.
  }
  return { readable: false, authorities: [] }
}

/**
 * The certificates that a gateway's own may be issued by: those bundled with Node, those of the
 * operating system, and the site's extra ones. A site's own authority is usually in the second.
 */
export function trustedAuthorities(
  extraPem: readonly string[] = [],
  store: SystemStore = readSystemStore()
): string[] {
  const given = [...tls.rootCertificates, ...extraPem]
  return [...new Set([...tls.rootCertificates, ...rooted(store.authorities, given), ...extraPem])]
}

/**
 * The ones that are roots, or lead to one of them or of `given`. Whatever is handed to TLS is trusted
 * itself (`line-options.ts`), and Windows' store holds intermediates too, which nobody chose to trust.
 */
function rooted(store: readonly string[], given: readonly string[]): string[] {
  const readable = store.flatMap((pem) => {
    const certificate = read(pem)
    return certificate === null ? [] : [{ pem, certificate }]
  })
  const isRoot = ({ certificate }: { certificate: X509Certificate }): boolean =>
    certificate.subject === certificate.issuer
  let kept = readable.filter(isRoot)
  let waiting = readable.filter((one) => !isRoot(one))
  // Most stores hold roots alone: nothing else is read then.
  const known = waiting.length === 0 ? [] : given.flatMap((pem) => read(pem) ?? [])
  for (let found = waiting; found.length > 0;) {
    const issuers = [...known, ...kept.map(({ certificate }) => certificate)]
    found = waiting.filter((one) => issuers.some((issuer) => hasIssued(issuer, one.certificate)))
    kept = [...kept, ...found]
    waiting = waiting.filter((one) => !found.includes(one))
  }
  const pems = new Set(kept.map(({ pem }) => pem))
  return store.filter((pem) => pems.has(pem))
}

/** Which store vouches for a chain: that of the system, the one bundled with Node, or a site's file. */
export type TrustStore = 'system' | 'bundled' | 'site'

/** Who vouches for a chain, and which store holds it. */
export interface Voucher {
  readonly store: TrustStore
  /** The authority's name, e.g. `Site CA, Example Ltd`. */
  readonly authority: string
}

/**
 * The authority in a store that a chain ends with, or that issued its end; the leaf first, as
 * `probeCertificate` gives it. Null where no store holds one. `site` are the certificates of the PEM
 * files that were added by hand or by policy. For people: it decides nothing.
 */
export function voucherFor(chain: readonly string[], site: readonly string[] = []): Voucher | null {
  const end = chain.at(-1)
  if (end === undefined) return null
  const last = new X509Certificate(end)
  const stores: [TrustStore, readonly string[]][] = [
    ['system', readSystemStore().authorities],
    ['site', site],
    ['bundled', tls.rootCertificates]
  ]
  for (const [store, held] of stores) {
    const found = held.map(read).find((one) => one !== null && vouches(one, last))
    if (found) return { store, authority: nameOf(found.subject) }
  }
  return null
}

function read(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem)
  } catch {
    return null
  }
}

const vouches = (authority: X509Certificate, last: X509Certificate): boolean =>
  authority.fingerprint256 === last.fingerprint256 || hasIssued(authority, last)

const hasIssued = (issuer: X509Certificate, certificate: X509Certificate): boolean =>
  certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)

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
