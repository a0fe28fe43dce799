import { Ajv } from 'ajv'
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import type { CheckName, CheckResult, DoctorReport } from '../../src/shared/model/doctor.ts'
import { makeCertificate, type TestCertificateOptions } from '../support/certificate.ts'
import { no } from '../support/raw-answers.ts'
import { startRawServer, type RawServer } from '../support/raw-server.ts'
import { newHome } from './support/app.ts'
import { electronProgram } from '../electron-host/which.ts'
import { expect, test } from './support/test.ts'

const root = resolve(import.meta.dirname, '../..')
const schema = readFileSync(join(root, 'docs/doctor.schema.json'), 'utf8')
// Our own file: ajv itself refuses what is no schema.
const isReport = new Ajv({ allErrors: true }).compile<DoctorReport>(JSON.parse(schema) as object)

interface Told {
  readonly exitCode: number | null
  readonly report: DoctorReport
}

/** Runs the built app as IT would, and takes what it prints. */
async function doctor(policy: object, folder = 'saved', ...more: string[]): Promise<Told> {
  const home = newHome()
  const policyFile = join(home, 'policy.json')
  writeFileSync(policyFile, JSON.stringify({ saveFolder: join(home, folder), ...policy }))
  const userData = `--user-data-dir=${join(home, 'user-data')}`
  const child = spawn(electronProgram(), ['.', userData, '--doctor', '--json', ...more], {
    cwd: root,
    env: { ...process.env, LANG: 'en_US.UTF-8', CALLSIDE_POLICY_FILE: policyFile },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  const [printed, complaint] = await Promise.all([text(child.stdout), text(child.stderr)])
  const exitCode = await ended
  expect(printed, complaint).toMatch(/^\{/)
  const report: unknown = JSON.parse(printed)
  expect(isReport(report), JSON.stringify(isReport.errors)).toBe(true)
  return { exitCode, report: report as DoctorReport } // just validated
}

interface Serving {
  readonly made?: TestCertificateOptions
  readonly clockOffMs?: number
}

/** A gateway that refuses whoever has no Guid, and a policy that names it with its authority. */
async function serving({ made = {}, clockOffMs = 0 }: Serving = {}): Promise<{
  server: RawServer
  policy: { gateways: { name: string; url: string; caFile: string }[]; proxy: string }
}> {
  const certificate = await makeCertificate(made)
  const server = await startRawServer(
    (_request, socket) => {
      const date = new Date(Date.now() + clockOffMs).toUTCString()
      socket.write(no('100-006', 'agent not login', { date }))
    },
    { certificate }
  )
  const caFile = join(newHome(), 'authority.pem')
  writeFileSync(caFile, certificate.cert)
  const gateways = [{ name: 'Test gateway', url: server.origin, caFile }]
  return { server, policy: { gateways, proxy: 'none' } }
}

function resultOf({ checks }: DoctorReport, name: CheckName): CheckResult | undefined {
  return checks.find(({ check }) => check === name)
}

test('healthy: everything in order, and the exit code says so', async () => {
  const { server, policy } = await serving()
  const { exitCode, report } = await doctor(policy)
  await server.close()
  const failed = report.checks.filter(({ outcome }) => outcome === 'failed')
  expect(failed).toEqual([])
  expect(resultOf(report, 'certificate')).toMatchObject({ outcome: 'ok', facts: { store: 'site' } })
  expect(resultOf(report, 'gateway')?.outcome).toBe('ok')
  expect([0, 1]).toContain(exitCode)
})

const faults: [string, CheckName, string, () => Promise<Serving>][] = [
  ['an expired certificate', 'certificate', 'could-not-ask:certificate-expired', expired],
  ['a clock one hour off', 'clock', 'clock-off', () => Promise.resolve({ clockOffMs: 3_600_000 })]
]
for (const [name, check, said, options] of faults) {
  test(`${name}: failed, with its words and exit code 2`, async () => {
    const { server, policy } = await serving(await options())
    const { exitCode, report } = await doctor(policy)
    await server.close()
    const found = resultOf(report, check)
    expect(found?.outcome).toBe('failed')
    expect([found?.finding, found?.problem?.code]).toContain(said)
    expect(exitCode).toBe(2)
  })
}

const dayMs = 86_400_000
function expired(): Promise<Serving> {
  const [from, until] = [new Date(Date.now() - 9 * dayMs), new Date(Date.now() - dayMs)]
  return Promise.resolve({ made: { from, until } })
}

test('no DNS, a closed port, a wrong authority: each fails where it is', async () => {
  const nobody = [{ name: 'Test gateway', url: 'https://gateway.callside.invalid:8043' }]
  const unknown = await doctor({ gateways: nobody, proxy: 'none' })
  expect(resultOf(unknown.report, 'name')?.problem?.code).toBe('could-not-ask:name-unknown')

  const { server, policy } = await serving()
  const [gateway] = policy.gateways
  const stranger = { ...policy, gateways: [{ name: 'Test gateway', url: gateway?.url }] }
  const wrong = await doctor(stranger)
  const refused = resultOf(wrong.report, 'certificate')
  expect(refused?.problem?.code).toBe('could-not-ask:certificate-unknown-issuer')
  expect(server.receivedBytes()).toBe(0)

  await server.close()
  const closed = await doctor(policy)
  expect(resultOf(closed.report, 'connection')?.problem?.code).toBe('could-not-ask:unreachable')
  expect([unknown, wrong, closed].map(({ exitCode }) => exitCode)).toEqual([2, 2, 2])
})

test('a proxy that wants a user name: 407 is told as that', async () => {
  const proxy = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => {
      socket.end(
        'HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm="Office"\r\nContent-Length: 0\r\n\r\n'
      )
    })
  })
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening))
  // A server that listens on TCP has an address of this form.
  const { port } = proxy.address() as AddressInfo
  const { server, policy } = await serving()
  const url = `http://127.0.0.1:${String(port)}`
  const { exitCode, report } = await doctor({ ...policy, proxy: url })
  proxy.close()
  await server.close()
  const problem = resultOf(report, 'proxy')?.problem
  expect(problem).toMatchObject({ code: 'could-not-ask:proxy-credentials' })
  expect(problem?.proxy).toMatchObject({ realm: 'Office' })
  expect(exitCode).toBe(2)
})

test('a save folder that cannot be written to', async () => {
  const { server, policy } = await serving()
  // It is there, and not even root writes to it.
  const { exitCode, report } = await doctor({ ...policy, saveFolder: '/sys/kernel' })
  await server.close()
  expect(resultOf(report, 'folder')).toMatchObject({ outcome: 'failed' })
  expect(resultOf(report, 'folder')?.problem?.code).toMatch(/^file:/)
  expect(resultOf(report, 'gateway')?.outcome).toBe('ok')
  expect(exitCode).toBe(2)
})

test('a command line that is not understood says how it is used', async () => {
  const home = newHome()
  mkdirSync(home, { recursive: true })
  const userData = `--user-data-dir=${join(home, 'user-data')}`
  const child = spawn(electronProgram(), ['.', userData, '--doctor', '--jsno'], {
    ...{ cwd: root, stdio: ['ignore', 'pipe', 'pipe'] }
  })
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  const [printed, complaint] = await Promise.all([text(child.stdout), text(child.stderr)])
  expect(printed).toBe('')
  expect(complaint).toContain('--jsno')
  expect(complaint).toContain('--gateway')
  expect(await ended).toBe(64)
})
