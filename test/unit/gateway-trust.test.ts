import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import {
  readAuthorities,
  readSystemStore,
  trustedAuthorities
} from '../../src/main/gateway/trust.ts'
import { makeCertificate, type TestCertificate } from '../support/certificate.ts'

function file(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'callside-trust-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true })
  })
  const path = join(folder, 'site.pem')
  writeFileSync(path, content)
  return path
}

test('the bundled authorities are trusted, and those of the site are added', async () => {
  const { cert } = await makeCertificate()
  const all = trustedAuthorities([cert])
  expect(all).toEqual(expect.arrayContaining([...rootCertificates, cert]))
  expect(new Set(all).size).toBe(all.length)
})

test('the store of the system is read by Node, and what it holds is given', () => {
  expect(readSystemStore((store) => [store])).toEqual({ readable: true, authorities: ['system'] })
  expect(readSystemStore(() => [])).toEqual({ readable: true, authorities: [] })
})

test('a store that Node cannot read is not called an empty one', () => {
  const unreadable = { readable: false, authorities: [] }
  // What an embedded Node without the function has there.
  const missing: unknown = null
  // Whatever it is, it is no function: the types promise one.
  expect(readSystemStore(missing as undefined)).toEqual(unreadable)
  const broken = (): never => {
    throw new Error('no access')
  }
  expect(readSystemStore(broken)).toEqual(unreadable)
  expect(trustedAuthorities(['site'], readSystemStore(broken))).toEqual([
    ...rootCertificates,
    'site'
  ])
})

test('an intermediate in the store of the system counts only where its root is known', async () => {
  const authority = (commonName: string, issuer?: TestCertificate) =>
    makeCertificate({ commonName, authority: true, ...(issuer === undefined ? {} : { issuer }) })
  const [root, elsewhere, site] = await Promise.all(
    ['Root', 'Elsewhere', 'Site'].map((n) => authority(n))
  )
  const between = await authority('Between', root)
  const deeper = await authority('Deeper', between)
  const stray = await authority('Stray', elsewhere)
  const ofSite = await authority('Of the site', site)
  const sameName = await authority('Between', await authority('Root'))
  const held = [deeper, between, stray, ofSite, sameName, root].map((one) => one?.cert ?? '')
  const kept = (...extra: string[]): string[] => {
    const all = trustedAuthorities(extra, { readable: true, authorities: held })
    return held.filter((pem) => all.includes(pem))
  }
  expect(kept()).toEqual([deeper.cert, between.cert, root?.cert])
  expect(kept(site?.cert ?? '')).toEqual([deeper.cert, between.cert, ofSite.cert, root?.cert])
  // What a person or the organisation gave is trusted as it is.
  expect(trustedAuthorities([stray.cert])).toContain(stray.cert)
})

test('a PEM file may hold several certificates, with text around them', async () => {
  const [first, second] = await Promise.all([makeCertificate(), makeCertificate()])
  const read = readAuthorities(file(`Issued by IT\n${first.cert}\n\nand\n${second.cert}`))
  expect(read.map((pem) => pem.trim())).toEqual([first.cert.trim(), second.cert.trim()])
})

test.each([
  ['no certificate', 'hello'],
  ['an empty one', '-----BEGIN CERTIFICATE-----\n\n-----END CERTIFICATE-----'],
  ['a broken one', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----']
])('a file with %s is said to be unreadable', (_name, content) => {
  expect(() => readAuthorities(file(content))).toThrow(
    expect.objectContaining({ code: 'ca-file-unreadable' })
  )
})

test('a missing file is said to be unreadable', () => {
  expect(() => readAuthorities('/nonexistent/site.pem')).toThrow(
    expect.objectContaining({ code: 'ca-file-unreadable' })
  )
})

test('a private key in the file is not taken along', async () => {
  const { key, cert } = await makeCertificate()
  expect(readAuthorities(file(key + cert)).join('')).not.toContain('PRIVATE')
})
