import { expect, onTestFinished, test, vi } from 'vitest'
import { Proxies } from '../../src/main/network/proxies.ts'
import type { SecretBox } from '../../src/main/network/secret-box.ts'
import { createSettings } from '../../src/main/settings/settings.ts'
import { noPolicy } from '../../src/main/settings/policy.ts'
import { defaultSettings, type StoredSettings } from '../../src/main/settings/stored-settings.ts'
import { AppError } from '../../src/shared/errors.ts'
import type { ProxyChoice } from '../../src/shared/model/network.ts'

const gateway = 'https://gateway.example:8043'
const address = 'proxy.example:3128'
const basic = `Basic ${Buffer.from('anna:pr0xy').toString('base64')}`

/** Turns a text round: enough to see that the text itself is not kept. */
const turned = (text: string): string => Buffer.from(text).reverse().toString()

function setUp(
  options: { answer?: string; keeps?: boolean; stored?: Partial<StoredSettings> } = {}
) {
  const files: StoredSettings[] = []
  const settings = createSettings({
    ...{ policy: noPolicy, systemLanguage: 'en', defaultSaveFolder: '/saved', appVersion: '0' },
    ...{
      mayHoldVideos: () => true,
      kindOf: () => 'local',
      now: () => 0,
      write: (file) => files.push(file)
    },
    stored: { ...defaultSettings, ...options.stored }
  })
  const box: SecretBox = {
    available: () => Promise.resolve(options.keeps ?? true),
    seal: (text) => Promise.resolve(turned(text)),
    open: (sealed) =>
      sealed === 'foreign' ? Promise.reject(new Error('key')) : Promise.resolve(turned(sealed))
  }
  const resolveProxy = vi.fn(() => Promise.resolve(options.answer ?? `PROXY ${address}`))
  const proxies = new Proxies({ settings, box, resolveProxy })
  const challenge = (code: AppError['code'] = 'could-not-ask:proxy-credentials'): void => {
    const proxy = { address, realm: 'Office', schemes: ['Basic'], status: 407 }
    proxies.challenged(new AppError(code, 'no', { proxy }))
  }
  return { proxies, settings, files, resolveProxy, challenge }
}

const credentials = { address, user: 'anna', password: 'pr0xy', remember: true }

test('the system is asked each time, for the gateway’s own address', async () => {
  const { proxies, resolveProxy } = setUp()
  await proxies.wayTo(gateway)
  resolveProxy.mockResolvedValueOnce('DIRECT')
  expect(await proxies.wayTo(gateway)).toBeNull()
  expect(resolveProxy.mock.calls).toEqual([[gateway], [gateway]])
})

test('a system that does not answer is not waited for without end', async () => {
  vi.useFakeTimers()
  onTestFinished(() => {
    vi.useRealTimers()
  })
  const { proxies, resolveProxy } = setUp()
  resolveProxy.mockReturnValueOnce(new Promise(() => undefined))
  const asked = expect(proxies.wayTo(gateway)).rejects.toMatchObject({
    code: 'could-not-ask:timeout'
  })
  await vi.advanceTimersByTimeAsync(15_000)
  await asked
})

test.each<[ProxyChoice, unknown]>([
  [{ mode: 'none' }, null],
  [
    { mode: 'manual', url: 'https://p.example:8' },
    { host: 'p.example', port: 8, secure: true }
  ]
])('the choice %j is followed and the system not asked', async (proxy, way) => {
  const { proxies, resolveProxy } = setUp({ stored: { proxy } })
  const found = await proxies.wayTo(gateway)
  if (way === null) expect(found).toBeNull()
  else expect(found).toMatchObject(way as object)
  expect(resolveProxy).not.toHaveBeenCalled()
})

test('SOCKS alone is an error of its own', async () => {
  const { proxies } = setUp({ answer: 'SOCKS5 p.example:1080' })
  await expect(proxies.wayTo(gateway)).rejects.toMatchObject({ code: 'could-not-ask:proxy-socks' })
})

test('credentials go to the proxy that asked, and to no other', async () => {
  const { proxies, resolveProxy, challenge } = setUp()
  await expect(proxies.give(credentials)).rejects.toMatchObject({ code: 'not-found' })
  challenge()
  await proxies.give({ ...credentials, remember: false })
  expect(await proxies.wayTo(gateway)).toMatchObject({ authorization: basic })
  resolveProxy.mockResolvedValueOnce('PROXY other.example:3128')
  expect(await proxies.wayTo(gateway)).toMatchObject({ authorization: null })
})

test('a proxy that does not ask for Basic is offered nothing', async () => {
  const { proxies, challenge } = setUp()
  challenge('could-not-ask:proxy-unsupported')
  expect((await proxies.view()).challenge).toBeNull()
  await expect(proxies.give(credentials)).rejects.toMatchObject({ code: 'not-found' })
})

test('what is remembered is sealed, comes back after a start, and never shows itself', async () => {
  const first = setUp()
  first.challenge()
  await first.proxies.give(credentials)
  const kept = first.files.at(-1)
  expect(JSON.stringify(first.files)).not.toContain(basic.slice(6))
  expect(await first.proxies.view()).toEqual({
    ...{ challenge: null, mayRemember: true, remembered: [address] }
  })
  const second = setUp({ ...(kept === undefined ? {} : { stored: kept }) })
  expect(await second.proxies.wayTo(gateway)).toMatchObject({ authorization: basic })
  second.proxies.forget()
  expect(await second.proxies.wayTo(gateway)).toMatchObject({ authorization: null })
  expect(second.files.at(-1)?.proxySecrets).toEqual([])
})

test('where nothing can be kept the credentials hold for now, and that is said', async () => {
  const { proxies, files, challenge } = setUp({ keeps: false })
  challenge()
  await expect(proxies.give(credentials)).rejects.toMatchObject({ code: 'not-remembered' })
  expect(await proxies.wayTo(gateway)).toMatchObject({ authorization: basic })
  expect(files).toEqual([])
})

test('what another PC sealed is not used: the proxy will ask', async () => {
  const stored = { proxySecrets: [{ address, sealed: 'foreign' }] }
  expect(await setUp({ stored }).proxies.wayTo(gateway)).toMatchObject({ authorization: null })
})

test('not remembering takes back what was remembered before', async () => {
  const { proxies, challenge, settings } = setUp()
  for (const remember of [true, false]) {
    challenge()
    await proxies.give({ ...credentials, remember })
    expect(settings.stored().proxySecrets).toHaveLength(remember ? 1 : 0)
  }
})
