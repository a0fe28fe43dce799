import { expect, type ElectronApplication, type Page } from '@playwright/test'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fixtureTest as test, readSeen } from '../electron-host/fixture-app/launch.ts'
import type { FixtureWindow } from '../electron-host/fixture-app/page-api.ts'

interface Audio {
  duration: number
  currentTime: number
  readyState: number
  addEventListener: (type: string, listener: () => void) => void
}
declare const window: FixtureWindow
declare const document: { querySelector: (selector: string) => Audio }
declare const matchMedia: (query: string) => { matches: boolean }
declare const navigator: {
  permissions: { query: (what: { name: string }) => Promise<{ state: string }> }
}

interface FixtureMain {
  seen: Record<string, string[]>
  openWindow: (options: object) => unknown
}

/** Opens one more window of the fixture and waits for its page. */
async function openWindow(app: ElectronApplication, options: object): Promise<Page> {
  const opened = app.waitForEvent('window')
  await app.evaluate((_electron, given) => {
    const fixture: unknown = Reflect.get(globalThis, 'fixture')
    ;(fixture as FixtureMain).openWindow(given)
  }, options)
  const page = await opened
  await expect(page.locator('body')).toHaveAttribute('data-ready', 'yes')
  return page
}

/** An HTTP server that counts who reaches it. */
async function startServer(): Promise<{ address: string; paths: string[]; stop: () => void }> {
  const paths: string[] = []
  const server = createServer((request, response) => {
    paths.push(request.url ?? '')
    response.writeHead(200, { 'content-type': 'image/svg+xml' })
    response.end('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')
  })
  server.on('upgrade', (request, socket) => {
    paths.push(request.url ?? '')
    socket.destroy()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { address: `127.0.0.1:${port}`, paths, stop: () => server.close() }
}

test('no way out of a page reaches a network that webRequest refuses', async ({ fixture }) => {
  const { address, paths, stop } = await startServer()
  const page = await openWindow(fixture.app, { page: 'open.html' })
  expect(await page.evaluate((where) => window.tryNetwork(where), address)).toEqual({
    fetch: 'refused',
    image: 'refused',
    socket: 'refused',
    worker: 'refused, own served'
  })
  expect(paths).toEqual([])
  stop()
})

test('a session that refuses nothing reaches it', async ({ fixture }) => {
  const { address, paths, stop } = await startServer()
  await fixture.app.evaluate(({ session }) => {
    session.defaultSession.webRequest.onBeforeRequest(null)
  })
  const page = await openWindow(fixture.app, { page: 'open.html' })
  // Chromium itself keeps workers of an https page from http, loopback or not.
  await page.evaluate((where) => window.tryNetwork(where), address)
  await expect.poll(() => [...paths].sort()).toEqual(['/beacon', '/fetch', '/image', '/socket'])
  stop()
})

test('a protocol handler answers ranges, so a sound far into a long file can be sought', async ({
  fixture
}) => {
  const range = await fixture.window.evaluate(async () => {
    const part = await fetch('/tone.wav', { headers: { range: 'bytes=10-19' } })
    const { length } = new Uint8Array(await part.arrayBuffer())
    return { status: part.status, range: part.headers.get('content-range'), length }
  })
  expect(range).toEqual({ status: 206, range: 'bytes 10-19/9600044', length: 10 })
  const media = await fixture.window.evaluate(async () => {
    const audio = document.querySelector('audio')
    if (audio.readyState === 0) {
      await new Promise<void>((resolve) => {
        audio.addEventListener('loadedmetadata', resolve)
      })
    }
    const sought = new Promise<void>((resolve) => {
      audio.addEventListener('seeked', resolve)
    })
    // Behind the first piece that the stand-in hands over at once.
    audio.currentTime = 1150
    await sought
    return { duration: audio.duration, at: audio.currentTime }
  })
  expect(media).toEqual({ duration: 1200, at: 1150 })
})

test('two partitions are two sessions with handlers of their own', async ({ fixture }) => {
  const other = await openWindow(fixture.app, { partition: 'other' })
  const where = (page: Page): Promise<unknown> =>
    page.evaluate(() => fetch('/where').then((answer): Promise<unknown> => answer.json()))
  expect(await where(fixture.window)).toEqual({ url: 'app://fixture/where', by: 'default' })
  expect(await where(other)).toEqual({ url: 'app://fixture/where', by: 'other' })
  const differ = await fixture.app.evaluate(({ BrowserWindow, session }) => {
    const sessions = BrowserWindow.getAllWindows().map(({ webContents }) => webContents.session)
    return [
      // The newest window is the first.
      sessions[0] === session.fromPartition('other'),
      sessions[1] === session.defaultSession,
      session.fromPartition('third').protocol.isProtocolHandled('app')
    ]
  })
  expect(differ).toEqual([true, true, false])
})

test('the death of a page is told, and a reload brings it back', async ({ fixture }) => {
  const { app, window: page } = fixture
  const session = await app.context().newCDPSession(page)
  session.send('Page.crash').catch(() => undefined)
  const deaths = async (): Promise<unknown> => (await readSeen(app))['crashed']
  await expect.poll(deaths).toEqual([{ reason: 'crashed', exitCode: 5 }])
  const isCrashed = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.isCrashed()
  )
  expect(isCrashed).toBe(true)
  const title = await app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const loaded = new Promise<void>((resolve) => contents?.once('did-finish-load', resolve))
    contents?.reload()
    await loaded
    return contents?.executeJavaScript('api.echo(document.title)') as Promise<unknown>
  })
  expect(title).toBe('Fixture window')
})

test('handlers of permissions decide what a page is told', async ({ fixture }) => {
  const states = (page: Page): Promise<string[]> =>
    page.evaluate(() =>
      Promise.all(
        ['camera', 'microphone', 'geolocation', 'notifications'].map(
          async (name) => (await navigator.permissions.query({ name })).state
        )
      )
    )
  expect(await states(fixture.window)).toEqual(['denied', 'denied', 'denied', 'denied'])
  await fixture.app.evaluate(({ session }) => {
    session.defaultSession.setPermissionCheckHandler(
      (_contents, permission) => permission === 'notifications'
    )
    session.defaultSession.setPermissionRequestHandler((_contents, _permission, callback) => {
      callback(true)
    })
  })
  await fixture.window.reload()
  expect(await states(fixture.window)).toEqual(['denied', 'denied', 'denied', 'granted'])
  // Without a check everything counts as granted, although requests are refused.
  await fixture.app.evaluate(({ session }) => {
    session.defaultSession.setPermissionCheckHandler(null)
    session.defaultSession.setPermissionRequestHandler((_contents, _permission, callback) => {
      callback(false)
    })
  })
  await fixture.window.reload()
  expect(await states(fixture.window)).toEqual(['granted', 'granted', 'granted', 'granted'])
})

test('pages see the theme', async ({ fixture }) => {
  const isDark = (): Promise<boolean> =>
    fixture.window.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  expect(await isDark()).toBe(false)
  await fixture.host.setSystemDark(true)
  await expect.poll(isDark).toBe(true)
  await fixture.app.evaluate(({ nativeTheme }) => {
    nativeTheme.themeSource = 'light'
  })
  await expect.poll(isDark).toBe(false)
})

test('a window has the state and tells the events that placement code needs', async ({
  fixture
}) => {
  const seen = await fixture.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    if (window === undefined) return null
    window.show()
    // The bar of Electron's own menu takes 27 pixels of the page.
    window.removeMenu()
    const events: string[] = []
    for (const name of ['hide', 'show', 'focus', 'blur', 'minimize', 'restore', 'move', 'resize']) {
      window.on(name as 'show', () => events.push(name))
    }
    window.hide()
    window.show()
    window.show()
    window.setBounds({ x: 10, y: 20, width: 700, height: 500 })
    window.minimize()
    window.restore()
    const isMinimized = window.isMinimized()
    let closes = 0
    window.once('close', (event) => {
      closes += 1
      event.preventDefault()
    })
    window.close()
    return {
      events,
      bounds: window.getBounds(),
      isMinimized,
      closes,
      isDestroyed: window.isDestroyed()
    }
  })
  expect(seen).toEqual({
    // No window manager: nothing is minimized, and the focus is told later than the calls.
    events: ['hide', 'show', 'show', 'move', 'resize'],
    bounds: { x: 10, y: 20, width: 700, height: 500 },
    isMinimized: false,
    closes: 1,
    isDestroyed: false
  })
  await expect.poll(() => fixture.window.evaluate('[innerWidth, innerHeight]')).toEqual([700, 500])
})
