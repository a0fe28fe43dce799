import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { makeCertificate } from '../support/certificate.ts'
import { temporaryFolder } from '../support/folders.ts'
import { yes } from '../support/raw-answers.ts'
import { startRawServer } from '../support/raw-server.ts'

const run = promisify(execFile)
const asker = resolve(import.meta.dirname, '../support/ask-with-system-store.ts')

/** On Linux Node reads the system's store from where OpenSSL looks: these two variables move it. */
async function askWith(origin: string, store: string): Promise<string> {
  const env = { PATH: process.env['PATH'], SSL_CERT_FILE: store, SSL_CERT_DIR: '/nonexistent' }
  const { stdout } = await run(process.execPath, [asker, origin], { env })
  return stdout.trim()
}

test.runIf(process.platform === 'linux')(
  'T3: an authority in the system’s store is trusted, and only while it is there',
  async () => {
    const authority = await makeCertificate({ commonName: 'Authority of the site' })
    const certificate = await makeCertificate({ issuer: authority })
    const server = await startRawServer((_request, socket) => socket.end(yes()), { certificate })
    onTestFinished(() => server.close())
    const [store, other] = [
      join(await temporaryFolder(), 'a.pem'),
      join(await temporaryFolder(), 'b.pem')
    ]
    await writeFile(store, authority.cert)
    await writeFile(other, (await makeCertificate({ commonName: 'Another' })).cert)
    expect(await askWith(server.origin, store)).toBe('done, Authority of the site, system')
    const bytes = server.receivedBytes()
    expect(await askWith(server.origin, other)).toBe('could-not-ask:certificate-unknown-issuer')
    expect(server.receivedBytes()).toBe(bytes)
  }
)
