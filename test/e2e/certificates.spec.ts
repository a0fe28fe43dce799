import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeCertificate, type TestCertificate } from '../support/certificate.ts'
import { no } from '../support/raw-answers.ts'
import { startRawServer, type RawServer, type RawServerOptions } from '../support/raw-server.ts'
import { launchCallside, type Callside } from './support/app.ts'
import { expect, signIn, test } from './support/test.ts'

/** One gateway of the policy, and what an agent is told who signs in to it. */
interface Case {
  readonly name: string
  readonly origin: string
  readonly given: readonly TestCertificate[]
  readonly said: RegExp
  /** Bytes that it was sent after a handshake. */
  readonly received: () => number
}

const unknown = /issuer that this PC does not know/
/** The certificate was found good: a gateway answered, and refused. */
const answered = (name: string): RegExp => new RegExp(`said by ${name}`)

const dayMs = 86_400_000
const at = (days: number): Date => new Date(Date.now() + days * dayMs)

/** As self-signed servers and the practice gateway have it: neither an authority nor for signing. */
const own = (commonName: string): Promise<TestCertificate> =>
  makeCertificate({ commonName, authority: false, keyUsage: 'digitalSignature' })

const ending: (() => Promise<void>)[] = []
test.afterAll(async () => {
  await Promise.all(ending.map((end) => end()))
})

async function secure(
  name: string,
  options: RawServerOptions,
  expected: Pick<Case, 'given' | 'said'>
): Promise<Case> {
  const server: RawServer = await startRawServer((_request, socket) => {
    socket.end(no('100-003', `said by ${name}`))
  }, options)
  ending.push(() => server.close())
  return { name, origin: server.origin, received: server.receivedBytes, ...expected }
}

async function plain(name: string, serve: (socket: Socket) => void, said: RegExp): Promise<Case> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => {
      serve(socket)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ending.push(async () => {
    server.close()
    await once(server, 'close')
  })
  const { port } = server.address() as AddressInfo // a TCP server has no other kind
  return { name, origin: `https://127.0.0.1:${String(port)}`, given: [], said, received: () => 0 }
}

async function trusted(): Promise<Case[]> {
  const [self, stranger] = [await own('A'), await makeCertificate({ commonName: 'Nobody' })]
  const between = await makeCertificate({ commonName: 'Mid', issuer: stranger, authority: true })
  const ofBetween = await makeCertificate({ issuer: between })
  const ofStranger = await makeCertificate({ issuer: stranger })
  return [
    await secure('self-signed', { certificate: self }, { given: [self], said: answered('self') }),
    await secure(
      'intermediate',
      { certificate: ofBetween },
      { given: [between], said: answered('intermediate') }
    ),
    await secure(
      'itself',
      { certificate: ofStranger },
      { given: [ofStranger], said: answered('itself') }
    )
  ]
}

async function notGiven(): Promise<Case[]> {
  const given = [await own('Twin')]
  const issuer = await makeCertificate({ commonName: 'Other authority' })
  const site = await makeCertificate({ commonName: 'Authority of the site' })
  const [twin = issuer] = given
  const by = (commonName: string, signer: TestCertificate) =>
    makeCertificate({ commonName, issuer: signer })
  const refused = (name: string, certificate: TestCertificate, trust: TestCertificate[]) =>
    secure(name, { certificate }, { given: trust, said: unknown })
  return [
    await refused('Another', await own('Another'), given),
    await refused('Twin', await own('Twin'), given),
    await refused('Of another', await by('Of another', issuer), [site]),
    await refused('Of a server', await by('Of a server', twin), given)
  ]
}

/** In an order in which no two that follow each other are told in the same words. */
async function unfit(): Promise<Case[]> {
  const late = await makeCertificate({ commonName: 'Late', from: at(-30), until: at(-1) })
  const other = await makeCertificate({ dnsName: 'other.example', authority: false })
  const certificate = await own('Old')
  const elsewhere = /belongs to another address/
  const outdated = { given: [certificate], said: /outdated kind of encryption/ }
  const camellia = { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-CAMELLIA128-SHA256' } as const
  const http = 'HTTP/1.1 400 Bad Request\r\n\r\n'
  return [
    await secure('late', { certificate: late }, { given: [late], said: /not valid today/ }),
    await secure('tls-1.0', { certificate, maxVersion: 'TLSv1' }, outdated),
    await secure('elsewhere', { certificate: other }, { given: [other], said: elsewhere }),
    await secure('tls-1.1', { certificate, maxVersion: 'TLSv1.1' }, outdated),
    await plain('plain http', (socket) => socket.end(http), /not an answer that a gateway gives/),
    await secure('no cipher', { certificate, ...camellia }, outdated),
    await plain('hangs up', (socket) => socket.end(), /could not be reached/)
  ]
}

/** A policy that gives each gateway its certificates in a file. */
function policyFor(cases: readonly Case[]) {
  const folder = mkdtempSync(join(tmpdir(), 'callside-ca-'))
  const gateways = cases.map(({ name, origin, given }, index) => {
    const caFile = join(folder, `${String(index)}.pem`)
    if (given.length > 0) writeFileSync(caFile, given.map(({ cert }) => cert).join('\n'))
    return { name, url: origin, ...(given.length > 0 ? { caFile } : {}) }
  })
  return { gateways }
}

/** Signs in to each in turn; the words, and for a certificate its name, tell one from the other. */
async function signInToEach({ page }: Callside, cases: readonly Case[]): Promise<void> {
  for (const { name, said, received } of cases) {
    await test.step(name, async () => {
      await page.getByLabel('Gateway', { exact: true }).selectOption({ label: name })
      await expect(async () => {
        // Again where main finds that a person would not sign in this often (rate-limited).
        await signIn(page)
        const alert = page.getByRole('alert').first()
        await expect(alert).toContainText(said, { timeout: 2_000 })
        if (said === unknown) await expect(alert).toContainText(name, { timeout: 500 })
      }).toPass({ timeout: 20_000 })
      expect(received() > 0).toBe(said.source.startsWith('said by'))
    })
  }
}

const tables = [
  ['a certificate that was given is trusted as it is', trusted],
  ['a certificate that nobody gave stays refused, whatever was given', notGiven],
  ['what is wrong with certificate, encryption or server is said', unfit]
] as const

for (const [title, make] of tables) {
  test(title, async () => {
    const cases = await make()
    const callside = await launchCallside({ policy: policyFor(cases) })
    try {
      await signInToEach(callside, cases)
    } finally {
      await callside.close()
    }
  })
}
