// Run by test/gateway/system-store.test.ts in a process whose system store is the test's own.
import { probeCertificate } from '../../src/main/gateway/certificate-probe.ts'
import { createGatewayClient } from '../../src/main/gateway/client.ts'
import { createCredentials } from '../../src/main/gateway/credentials.ts'
import { sayFree } from '../../src/main/gateway/endpoints/index.ts'
import { directLine } from '../../src/main/gateway/line-options.ts'
import { trustedAuthorities, voucherFor } from '../../src/main/gateway/trust.ts'
import { AppError } from '../../src/shared/errors.ts'

const [, , origin = ''] = process.argv
const line = directLine(trustedAuthorities())
const client = createGatewayClient({
  ...{ origin, line: () => line, observe: () => undefined, now: () => 0 },
  credentials: createCredentials({
    guid: '11111111-2222-3333-4444-555555555555.AgentGateway0',
    cookie: null
  })
})

async function ask(): Promise<string> {
  try {
    await client.call(sayFree, { agentId: '103' })
    const { chain } = await probeCertificate(origin, line, AbortSignal.timeout(5_000))
    const voucher = voucherFor(chain.map(({ pem }) => pem))
    return `done, ${voucher?.authority ?? 'nobody'}, ${voucher?.store ?? 'nowhere'}`
  } catch (thrown) {
    return AppError.from(thrown).code
  }
}

process.stdout.write(`${await ask()}\n`)
client.close()
