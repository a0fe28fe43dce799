import { expect, test } from 'vitest'
import { noPolicy, readPolicy } from '../../src/main/settings/policy.ts'

const pin =
  '3F:5A:0C:91:7E:22:D4:68:B1:0F:9A:C3:57:E6:48:1D:A0:FB:36:72:8C:15:D9:4E:63:B7:2A:F0:85:1B:CE:94'
const policyOf = (values: object) => readPolicy(JSON.stringify(values))

test('a policy gives authorities, forbids pins and sets the proxy', () => {
  const { policy, ignored } = policyOf({
    ...{
      proxy: 'proxy.example:3128',
      authorityFiles: ['/etc/a.pem', 'C:\\b.pem'],
      allowPins: false
    }
  })
  expect(ignored).toEqual([])
  expect(policy).toEqual({
    ...noPolicy,
    proxy: { mode: 'manual', url: 'http://proxy.example:3128' },
    authorityFiles: ['/etc/a.pem', 'C:\\b.pem'],
    allowPins: false
  })
})

test.each([
  ['system', { mode: 'system' }],
  ['none', { mode: 'none' }],
  ['https://proxy.example', { mode: 'manual', url: 'https://proxy.example:443' }]
])('the proxy of a policy may be %s', (proxy, choice) => {
  expect(policyOf({ proxy }).policy.proxy).toEqual(choice)
})

test.each([
  ['proxy', ['socks5://a:1080', 'http://user:secret@a:1', '', 'http://a/path', null, {}]],
  ['authorityFiles', ['/etc/a.pem', ['relative.pem'], [7], null]],
  ['allowPins', ['no', 0, null]]
])('a malformed %s is named and ignored', (key, values) => {
  for (const value of values) {
    expect(policyOf({ [key]: value })).toEqual({ policy: noPolicy, ignored: [key] })
  }
})

test.each([pin, pin.toLowerCase(), pin.replaceAll(':', ''), ` ${pin} `])(
  'the SHA-256 of a certificate counts however a tool prints it: %s',
  (written) => {
    const gateways = [{ name: 'A', url: 'a.example', pin: written }]
    expect(policyOf({ gateways }).policy.gateways[0]?.pin).toBe(pin)
  }
)

test('a gateway whose pin is no SHA-256 is left out: without it, it would be trusted too easily', () => {
  const gateways = [{ name: 'A', url: 'a.example', pin: 'AB:CD' }]
  expect(policyOf({ gateways })).toEqual({ policy: noPolicy, ignored: ['gateways[0]'] })
})
