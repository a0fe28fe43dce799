import { expect, type Page } from '@playwright/test'
import { fixtureTest as test, readSeen } from '../electron-host/fixture-app/launch.ts'
import { hasRealElectron } from '../electron-host/which.ts'
import type { FixtureWindow } from '../electron-host/fixture-app/page-api.ts'

declare const window: FixtureWindow

test('a button of the page reaches main and its answer comes back', async ({ fixture }) => {
  await fixture.window.locator('#add').click()
  await expect(fixture.window.locator('#sum')).toHaveText('21')
  await expect(fixture.window).toHaveTitle('Fixture window')
})

test('main sees app:// as the address of the page', async ({ fixture }) => {
  expect(await fixture.window.evaluate(() => window.api.whoami())).toEqual({
    origin: 'app://fixture',
    url: 'app://fixture/index.html',
    isTop: true,
    sameSender: true
  })
  // Chromium cannot learn a scheme of the stand-in's: see its README.
  const address = hasRealElectron() ? 'app://fixture' : 'https://fixture.app.invalid'
  expect(fixture.window.url()).toBe(`${address}/index.html`)
})

test('invoke carries everything that structured clone carries', async ({ fixture }) => {
  const seen = await fixture.window.evaluate(async () => {
    const shared = { a: 1 }
    const cyclic: Record<string, unknown> = { shared, again: shared }
    cyclic['me'] = cyclic
    const value = {
      ...cyclic,
      date: new Date(5),
      map: new Map<unknown, unknown>([[1, { big: 12n }]]),
      set: new Set(['x']),
      bytes: new Uint8Array([1, 2, 250]).subarray(1),
      missing: undefined as unknown,
      numbers: [NaN, -0, Infinity],
      sparse: Object.assign(new Array<number>(3), { 0: 1, 2: 3 }),
      pattern: /x/gi,
      error: new TypeError('inside'),
      text: '\u0000 \u{1F600} 中'
    }
    const back = (await window.api.echo(value)) as typeof value & { me: { shared: unknown } }
    return {
      date: back.date instanceof Date && back.date.getTime(),
      map: back.map instanceof Map && String((back.map.get(1) as { big: bigint }).big),
      set: back.set instanceof Set && [...back.set],
      bytes: back.bytes instanceof Uint8Array && [...back.bytes],
      missing: 'missing' in back && back.missing === undefined,
      numbers: back.numbers.map((number) => (Object.is(number, -0) ? '-0' : String(number))),
      sparse: [back.sparse.length, 1 in back.sparse],
      pattern: back.pattern instanceof RegExp && String(back.pattern),
      error: back.error instanceof Error && back.error.message,
      text: back.text === value.text,
      prototype: Object.getPrototypeOf(back) === Object.prototype
    }
  })
  expect(seen).toEqual({
    date: 5,
    map: '12',
    set: ['x'],
    bytes: [2, 250],
    missing: true,
    numbers: ['NaN', '-0', 'Infinity'],
    // contextBridge, which is crossed first, fills holes.
    sparse: [3, true],
    pattern: '/x/gi',
    error: 'inside',
    text: true,
    prototype: true
  })
})

test('errors of handlers come with the sentence that Electron gives them', async ({ fixture }) => {
  const messages = await fixture.window.evaluate(async () => {
    const words = (error: unknown): string => String(error)
    return [
      await window.api.fail().catch(words),
      await window.api.missing().catch(words),
      await window.api.echo(() => 1).catch(words)
    ]
  })
  expect(messages).toEqual([
    "Error: Error invoking remote method 'fail': TypeError: no such thing",
    "Error: Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
    'Error: An object could not be cloned.'
  ])
})

test('messages go both ways, and a listener can be taken back', async ({ fixture }) => {
  const heard = await fixture.window.evaluate(async () => {
    const texts: string[] = []
    const stop = window.api.onNoted((text) => texts.push(text))
    const next = (text: string): Promise<void> =>
      new Promise((resolve) => {
        const stopWaiting = window.api.onNoted(() => {
          stopWaiting()
          resolve()
        })
        window.api.note(text)
      })
    await next('one')
    stop()
    await next('two')
    return texts
  })
  expect(heard).toEqual(['one'])
})

test('contextBridge copies, freezes and refuses as Electron does', async ({ fixture }) => {
  const seen = await fixture.window.evaluate(() => {
    const { api } = window
    const said = (work: () => unknown): string => {
      try {
        return String(work())
      } catch (error) {
        return String(error)
      }
    }
    return {
      cyclic: api.cyclic.self === api.cyclic,
      frozen: [api, api.nested, api.nested.list, api.nested.list[1], api.echo].every(
        Object.isFrozen
      ),
      symbol: api.isSameSymbol(api.symbol),
      thrown: said(api.throwError),
      thrownText: said(api.throwText),
      twice: said(api.exposeTwice),
      deep: said(() => {
        let deep: unknown = null
        for (let depth = 0; depth < 1500; depth++) deep = [deep]
        return api.takes(deep)
      }),
      sandbox: api.sandbox.join(' ')
    }
  })
  expect(seen).toEqual({
    cyclic: true,
    frozen: true,
    symbol: true,
    thrown: 'Error: too much',
    thrownText:
      'Error: An unknown exception occurred in the isolated context, an error occurred but a valid exception was not thrown.',
    twice: 'Error: Cannot bind an API on top of an existing property on the window object',
    deep: 'TypeError: Electron contextBridge recursion depth exceeded.  Nested objects deeper than 1000 are not supported.',
    sandbox: 'function object function object function function object object'
  })
})

test('the page sees its API before its own scripts, and nothing of Node or the host', async ({
  fixture
}) => {
  const seen = await fixture.window.evaluate(() => ({
    apiAtStart: window.apiAtStart,
    globals: ['require', 'process', '__hostSend', '__hostReceive', 'electron'].filter(
      (name) => name in window
    )
  }))
  expect(seen).toEqual({ apiAtStart: 'object', globals: [] })
})

test('the content security policy of the handler holds', async ({ fixture }) => {
  const seen = await fixture.window.evaluate(async () => ({
    inline: window.inlineRan ?? false,
    outside: await fetch('https://example.org/').catch((error: unknown) => String(error)),
    own: (await fetch('/where')).ok
  }))
  expect(seen).toEqual({ inline: false, outside: 'TypeError: Failed to fetch', own: true })
})

test('the app hears of popups and navigations and can prevent them', async ({ fixture }) => {
  const { app, window: page } = fixture
  let windows = 0
  app.on('window', () => windows++)
  await page.locator('#popup').click()
  await page.getByRole('button', { name: 'send' }).click()
  await page.evaluate(() => window.open('https://example.org/opened'))
  await clickOutside(page)
  await expect
    .poll(async () => (await readSeen(app))['navigations'])
    .toEqual(['https://example.org/outside'])
  expect((await readSeen(app))['opened']).toEqual([
    'https://example.org/popup',
    'https://example.org/form?',
    'https://example.org/opened'
  ])
  expect(windows).toBe(0)
  // Asked of the page itself, for the same reason as the click below.
  expect(await page.evaluate(`document.querySelector('h1').textContent`)).toBe('Fixture')
})

/** By the pointer alone: a click on a locator would wait for the navigation that is refused. */
async function clickOutside(page: Page): Promise<void> {
  const link = await page.locator('#outside').boundingBox()
  if (link === null) throw new Error('the link has no place')
  await page.mouse.click(link.x + 2, link.y + link.height / 2)
}

test('an allowed popup becomes a window of the app', async ({ fixture }) => {
  const { app, window: page } = fixture
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.webContents.setWindowOpenHandler(() => ({ action: 'allow' }))
  })
  const opened = app.waitForEvent('window')
  await page.evaluate(() => window.open('/index.html?second'))
  await expect((await opened).getByRole('heading')).toHaveText('Fixture')
  const urls = await app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => contents.getURL())
  )
  expect(urls.sort()).toEqual(['app://fixture/index.html', 'app://fixture/index.html?second'])
})

test('a reload gives the page a working bridge again', async ({ fixture }) => {
  await fixture.window.reload()
  await expect(fixture.window.locator('body')).toHaveAttribute('data-ready', 'yes')
  expect(await fixture.window.evaluate(() => window.api.echo('again'))).toBe('again')
})
