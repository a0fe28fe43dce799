import { expect, test } from 'vitest'
import type { ProxyWay } from '../../src/main/gateway/line-options.ts'
import { Routes } from '../../src/main/network/routes.ts'
import { createListeners } from '../../src/main/listeners.ts'
import type { Profile } from '../../src/main/settings/profiles.ts'
import { patiently } from '../support/patiently.ts'

const profile: Profile = {
  ...{ profileId: '00000000-0000-4000-8000-000000000001', name: 'Test', caFile: null },
  ...{ origin: 'https://gateway.example:8043', managed: false, pin: null }
}

test('a look at the way of a gateway takes nothing from the session that is open on it', async () => {
  const changes = createListeners<undefined>()
  const ways: (ProxyWay | null)[] = [null]
  const routes = new Routes({
    proxies: {
      wayTo: () => Promise.resolve(ways[0] ?? null),
      challenged: () => undefined,
      onChange: changes.add
    },
    probe: () => Promise.reject(new Error('nothing is pinned')),
    authorities: () => []
  })
  const { signal } = new AbortController()
  const route = await routes.open(profile, signal)
  await routes.line(profile, signal)
  const way = { host: 'proxy.example', port: 3128, secure: false, authorization: 'Basic x' }
  ways[0] = way
  changes.tell(undefined)
  await patiently(() => {
    expect(route.now().proxy).toEqual(way)
  })
})
