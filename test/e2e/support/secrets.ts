/**
 * Values that are secret in every end-to-end test. After the run `test/support/canary-scan.ts` looks
 * for them wherever they must not be.
 */
export const planted = {
  password: 'Canary-Passw0rd-7c1e',
  guidPrefix: 'c0ffee42',
  cookie: 'canarycookie93b1',
  signature: 'canarysignature5d20',
  callData: 'canary-call-data-e81f',
  proxy: 'canary-proxy-password-41fa'
} as const
