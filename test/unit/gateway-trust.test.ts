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
import { makeCertificate } from '../support/certificate.ts'

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
