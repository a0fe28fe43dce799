import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { skewOf, GatewayClock } from '../../src/main/gateway/gateway-clock.ts'
import { Secret } from '../../src/main/gateway/secret.ts'
import { handOffFrom, handOffUrl } from '../../src/main/rejoin/hand-off.ts'
import { readPolicy } from '../../src/main/settings/policy.ts'

const info = {
  ...{ userId: '1001', ctime: '1760000600', channelId: '15945185-345', role: '0' },
  ...{ ip: '192.0.2.7', port: '6500', locationId: '65535', appId: null },
  ...{ signalingDomainIn: 'https://in.example', signalingDomainOut: null },
  signature: new Secret('a b&c#d/?=%', 'signature')
}

describe('the address of the site’s H5 client', () => {
  test('carries the values percent-encoded, the signature behind the #', () => {
    const client = handOffFrom(
      'https://video.example/r/{channelId}?u={userId}&d={signalingDomainIn}#s={signature}'
    )
    expect(client?.origin).toBe('https://video.example')
    expect(client && handOffUrl(client, 'a-1', info)).toBe(
      'https://video.example/r/15945185-345?u=1001&d=https%3A%2F%2Fin.example#s=a%20b%26c%23d%2F%3F%3D%25'
    )
  })

  test.each([
    'http://video.example/#{signature}',
    'https://{ip}/join',
    'https://video.example:{port}/join',
    'https://video.example{channelId}/join',
    'https://user:word@video.example/join',
    'https://video.example/join?s={signature}',
    'https://video.example/{signature}#x',
    'https://video.example/{password}',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'video.example/join',
    ''
  ])('is not taken from "%s"', (template) => {
    expect(handOffFrom(template)).toBeNull()
    expect(readPolicy(JSON.stringify({ h5Client: template }))).toMatchObject({
      ...{ policy: { h5Client: null }, ignored: ['h5Client'] }
    })
  })

  test('never leaves its origin, whatever the gateway gives', () => {
    const client = handOffFrom('https://video.example/{channelId}/{ip}?u={userId}#{signature}')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.webUrl(), (text, url) => {
        if (client === null || !text.isWellFormed()) return
        const given = { ...info, channelId: text, ip: url, userId: `//${text}` }
        const made = new URL(handOffUrl(client, 'a-1', given))
        expect(made.origin).toBe('https://video.example')
        expect(made.search).not.toContain('#')
      })
    )
  })

  test('is not made where a value that it needs was not given', () => {
    const client = handOffFrom('https://video.example/?d={signalingDomainOut}')
    expect(() => client && handOffUrl(client, 'a-1', info)).toThrow(/no signalingDomainOut/)
  })
})

describe('the gateway’s clock', () => {
  test('is read from Date, to half a second', () => {
    const now = Date.UTC(2026, 10, 21, 10, 0, 0)
    expect(skewOf('Sat, 21 Nov 2026 10:10:00 GMT', now)).toBe(600_500)
    expect(skewOf(undefined, now)).toBeUndefined()
    expect(skewOf('yesterday', now)).toBeUndefined()
  })

  test('leaves this PC’s time as it is until it is known', () => {
    const clock = new GatewayClock()
    expect([clock.skewMs, clock.toLocal(1_000)]).toEqual([null, 1_000])
    clock.observe({ clockSkewMs: 600 })
    clock.observe({})
    expect(clock.toLocal(1_000)).toBe(400)
  })
})
