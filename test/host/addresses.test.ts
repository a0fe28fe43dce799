import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseArguments } from '../electron-host/boot/arguments.ts'
import { preferredLanguages } from '../electron-host/app/locale.ts'
import { createCustomSchemes } from '../electron-host/session/custom-schemes.ts'
import { originOf } from '../electron-host/window/frame.ts'
import { readServedBody } from '../electron-host/window/request-body.ts'

const schemes = createCustomSchemes()
schemes.register(['app'])

test('addresses of a custom scheme come back as they went', () => {
  const path = fc.webPath().map((text) => (text.startsWith('/') ? text : `/${text}`))
  fc.assert(
    fc.property(fc.domain(), path, fc.webQueryParameters(), (host, rest, query) => {
      const url = `app://${host}${rest}?${query}`
      expect(schemes.outward(schemes.inward(url))).toBe(url)
    })
  )
  expect(schemes.inward('app://callside')).toBe('https://callside.app.invalid/')
  expect(schemes.outward('https://callside.app.invalid/a#b')).toBe('app://callside/a#b')
})

test('other addresses are left alone', () => {
  for (const url of ['https://example.org/app', 'file:///x', 'https://app.invalid.example/']) {
    expect(schemes.inward(url)).toBe(url)
    expect(schemes.outward(url)).toBe(url)
  }
})

test('a content security policy means the same after mapping', () => {
  expect(schemes.headerInward("media-src app:; img-src 'self' app://callside data:")).toBe(
    "media-src https://*.app.invalid; img-src 'self' https://callside.app.invalid data:"
  )
})

test('the origin of a custom scheme is its own, not "null"', () => {
  expect(originOf('app://callside/index.html')).toBe('app://callside')
  expect(originOf('https://example.org:444/x')).toBe('https://example.org:444')
  expect(originOf('about:blank')).toBe('null')
})

test('the command line of Playwright is understood', () => {
  const words = ['-r', 'loader.js', '--no-sandbox', '--inspect=0', '--remote-debugging-port=0']
  expect(parseArguments([...words, '.', '--user-data-dir=/tmp/a b'])).toMatchObject({
    entry: '.',
    requires: ['loader.js'],
    inspectPort: 0,
    debuggingPort: 0,
    asksVersion: false
  })
  expect(parseArguments(['--user-data-dir=/a=b']).switches.get('user-data-dir')).toBe('/a=b')
})

test('languages follow the account', () => {
  expect(preferredLanguages({ LANG: 'zh_CN.UTF-8' })).toEqual(['zh-CN'])
  expect(preferredLanguages({ LANGUAGE: 'de:en', LANG: 'C' })).toEqual(['de', 'en'])
  expect(preferredLanguages({})).toEqual(['en-US'])
})

test('a long range is answered in part, and its headers say which', async () => {
  const response = new Response(new Uint8Array(3_000_000), {
    status: 206,
    headers: { 'content-range': 'bytes 10-3000009/9000000' }
  })
  const { bytes, headers } = await readServedBody(response)
  expect(bytes.length).toBe(1024 * 1024)
  expect(headers.get('content-range')).toBe(`bytes 10-${10 + 1024 * 1024 - 1}/9000000`)
  expect(headers.get('content-length')).toBe(String(1024 * 1024))
})
