import fc from 'fast-check'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { needlesOf } from '../support/canary-forms.ts'
import { scanFolder } from '../support/canary-scan.ts'
import { temporaryFolder } from '../support/folders.ts'

const secrets = { password: 'Canary-Pass/w0rd?' }
const { password } = secrets
const base64 = (text: string): string => Buffer.from(text).toString('base64')

async function scanned(content: string | Buffer): Promise<string[]> {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'user-data', 'logs'), { recursive: true })
  await writeFile(join(folder, 'user-data', 'logs', 'callside.log'), content)
  return scanFolder(folder, secrets)
}

test('a folder without a secret gives no finding', async () => {
  expect(await scanned('{"password":"[hidden]"} Canary-Pass')).toEqual([])
})

test.each([
  ['in plain text', `{"password":"${password}"}`],
  ['percent-encoded', `?p=${encodeURIComponent(password)}&q=1`],
  ['percent-encoded', `?p=${Buffer.from(password).toString('hex').replaceAll(/../g, '%$&')}`],
  ['as Base64', base64(`${password} and more`)],
  ['as Base64', base64(`x${password}`)],
  ['as Base64', base64(`{"${password}"}`)],
  ['as hexadecimal', `0a${Buffer.from(password).toString('hex')}0a`],
  ['as UTF-16', Buffer.from(`x${password}x`, 'utf16le')]
])('a secret %s is found, with the file that holds it', async (form, content) => {
  const findings = await scanned(content)
  expect(findings).toHaveLength(1)
  expect(findings[0]).toMatch(new RegExp(`^password ${form} in .*user-data/logs/callside\\.log$`))
})

test('a secret across the border of two pieces of a large file is found', async () => {
  const piece = 4 * 1024 * 1024
  const content = Buffer.alloc(2 * piece)
  content.write(password, piece - 5)
  expect(await scanned(content)).toHaveLength(1)
})

test('a secret in the name of a file, or where a link leads, is found', async () => {
  const folder = await temporaryFolder()
  const name = encodeURIComponent(password)
  await writeFile(join(folder, name), '')
  await symlink(`/nowhere/${password}`, join(folder, 'link'))
  const findings = await scanFolder(folder, secrets)
  expect(findings.map((finding) => finding.replace(/ in \S+$/, '')).sort()).toEqual([
    'password in plain text',
    'password percent-encoded'
  ])
})

test('Base64 is found wherever the secret stands in what was encoded', () => {
  const text = fc.string({ unit: 'binary', maxLength: 12 })
  fc.assert(
    fc.property(text, text, (before, after) => {
      const encoded = Buffer.from(base64(before + password + after))
      expect(needlesOf(secrets).some(({ bytes }) => encoded.includes(bytes))).toBe(true)
    })
  )
})
