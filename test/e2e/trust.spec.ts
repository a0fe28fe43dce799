import { readFileSync } from 'node:fs'
import { createServer, connect, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { launchCallside, type Callside } from './support/app.ts'
import { planted } from './support/secrets.ts'
import { expect, policyEntry, signIn, test } from './support/test.ts'

/** The gateway in the policy without its certificate file: nobody vouches for it. */
const stranger = (url: string) => ({ gateways: [{ name: 'Test gateway', url }] })

async function withStranger(
  url: string,
  work: (callside: Callside) => Promise<void>
): Promise<void> {
  const callside = await launchCallside({ policy: stranger(url) })
  try {
    await work(callside)
  } finally {
    await callside.close()
  }
}

test('first contact with a self-signed gateway: look, compare, confirm, signed in', async ({
  gateway
}) => {
  await withStranger(gateway.url, async ({ page, home }) => {
    await signIn(page)
    await expect(page.getByRole('alert')).toContainText('localhost')
    expect(gateway.control.counts('login').received).toBe(0)

    await page.getByRole('button', { name: 'Look at the certificate' }).click()
    const dialog = page.getByRole('dialog')
    const shown = (await dialog.locator('code').innerText()).replaceAll(/\s/g, '')
    expect(shown).toBe(gateway.fingerprint256.replaceAll(':', ''))
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
    expect(gateway.control.requests()).toEqual([])

    await dialog.getByRole('button', { name: 'Trust this certificate' }).click()
    await expect(page.getByRole('banner').getByText('Connected')).toBeVisible()
    expect(gateway.control.counts('login')).toEqual({ received: 1, accepted: 1 })
    const settings = readFileSync(join(home, 'user-data', 'settings.json'), 'utf8')
    expect(settings).toContain(gateway.fingerprint256)
  })
})

test('a certificate that changes while an agent is signed in stops everything at once (P17)', async ({
  gateway
}) => {
  await withStranger(gateway.url, async ({ page }) => {
    await signIn(page)
    await page.getByRole('button', { name: 'Look at the certificate' }).click()
    await page.getByRole('button', { name: 'Trust this certificate' }).click()
    await expect(page.getByRole('banner').getByText('Connected')).toBeVisible()

    await gateway.control.changeCertificate()
    await page.getByRole('button', { name: 'Not ready' }).click()
    // The certificate is seen with the next connection, which that click makes.
    await expect(page.getByRole('banner').getByText('Signed out')).toBeVisible({ timeout: 1_000 })
    await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
    await expect(page.getByRole('alert').first()).toContainText('another certificate')
    const last = gateway.control.requests().length
    expect(gateway.control.counts('sayBusy').received).toBe(0)

    await page.getByRole('button', { name: 'Look at the certificate' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('heading', { name: 'Confirmed before' })).toBeVisible()
    await expect(dialog.getByRole('heading', { name: 'Shown now' })).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    expect(gateway.control.requests()).toHaveLength(last)

    // Confirmed after all; then the gateway comes back from a restart with yet another one.
    await page.getByRole('button', { name: 'Look at the certificate' }).click()
    await dialog.getByRole('button', { name: 'Trust this certificate' }).click()
    await expect(dialog).toBeHidden()
    await signIn(page)
    await page.getByRole('button', { name: 'Sign the other client out' }).click()
    await expect(page.getByRole('banner').getByText('Connected')).toBeVisible()
    await gateway.control.goAway()
    await gateway.control.changeCertificate()
    const asked = gateway.control.requests().length
    await gateway.control.comeBack()
    await expect(page.getByRole('banner').getByText('Signed out')).toBeVisible({ timeout: 1_000 })
    await expect(page.getByRole('button', { name: 'Look at the certificate' })).toBeVisible()
    expect(gateway.control.requests()).toHaveLength(asked)
  })
})

test('a system proxy that asks for a user name is signed in to, and never sees the Guid', async ({
  gateway,
  callside: { app, page }
}) => {
  const proxy = await startProxy('anna', planted.proxy)
  // The same on the real Electron: what the system's settings would say.
  await app.evaluate(
    ({ session }, proxyRules) =>
      session.defaultSession.setProxy({ proxyRules, proxyBypassRules: '<-loopback>' }),
    `127.0.0.1:${String(proxy.port)}`
  )
  await signIn(page)
  await page.getByRole('button', { name: 'Enter user name and password…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Test network')
  await dialog.getByLabel('User name', { exact: true }).fill('anna')
  await dialog.getByLabel('Proxy password', { exact: true }).fill(planted.proxy)
  await dialog.getByRole('button', { name: 'Use them' }).click()
  await expect(page.getByRole('banner').getByText('Connected')).toBeVisible()
  expect(gateway.control.counts('login').accepted).toBe(1)
  expect(proxy.seen()).toContain('CONNECT 127.0.0.1:')
  for (const secret of [planted.password, planted.guidPrefix]) {
    expect(proxy.seen()).not.toContain(secret)
  }
  proxy.close()
})

test('a remembered proxy password is sealed, and asked for no more after a start', async ({
  gateway
}) => {
  const proxy = await startProxy('anna', planted.proxy)
  const policy = {
    gateways: [policyEntry(gateway)],
    proxy: `http://127.0.0.1:${String(proxy.port)}`
  }
  const env = { ELECTRON_STAND_IN_PASSWORD_STORE: 'gnome_libsecret' }
  const first = await launchCallside({ policy, env })
  await signIn(first.page)
  await first.page.getByRole('button', { name: 'Enter user name and password…' }).click()
  const dialog = first.page.getByRole('dialog')
  await dialog.getByLabel('User name', { exact: true }).fill('anna')
  await dialog.getByLabel('Proxy password', { exact: true }).fill(planted.proxy)
  await dialog.getByRole('checkbox', { name: 'Remember on this PC' }).check()
  await dialog.getByRole('button', { name: 'Use them' }).click()
  await expect(first.page.getByRole('banner').getByText('Connected')).toBeVisible()
  await first.close()
  const settings = readFileSync(join(first.home, 'user-data', 'settings.json'), 'utf8')
  expect(settings).toContain('"sealed"')
  expect(settings).not.toContain(Buffer.from(`anna:${planted.proxy}`).toString('base64'))

  const second = await launchCallside({ policy, env, home: first.home })
  await signIn(second.page)
  await expect(second.page.getByRole('banner').getByText('Connected')).toBeVisible()
  await second.page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await second.page.getByRole('link', { name: 'Settings' }).click()
  await second.page.getByRole('button', { name: 'Forget them' }).click()
  await expect(second.page.getByText('None.')).toBeVisible()
  await second.close()
  proxy.close()
})

/** A proxy with one user, which keeps every byte that it sees. */
async function startProxy(user: string, password: string) {
  const chunks: Buffer[] = []
  const wanted = Buffer.from(`${user}:${password}`).toString('base64')
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.once('data', (chunk: Buffer) => {
      const head = chunk.toString('latin1')
      const port = Number(/^CONNECT [^:]+:(\d+)/.exec(head)?.[1])
      if (!head.includes(`Proxy-Authorization: Basic ${wanted}`)) {
        socket.end(
          'HTTP/1.1 407 x\r\nProxy-Authenticate: Basic realm="Test network"\r\nContent-Length: 0\r\n\r\n'
        )
        return
      }
      const onward = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        socket.pipe(onward).pipe(socket)
      })
      onward.on('error', () => socket.destroy())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a TCP server has no other kind
  return { port, seen: () => Buffer.concat(chunks).toString('latin1'), close: () => server.close() }
}
