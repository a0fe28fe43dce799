import { AppError } from '../../shared/errors.ts'
import type { Clock } from '../clock.ts'
import type { CertificateSight } from '../gateway/certificate-probe.ts'
import { createGatewayClient } from '../gateway/client.ts'
import { createCredentials } from '../gateway/credentials.ts'
import type { LineOptions } from '../gateway/line-options.ts'
import type { Voucher } from '../gateway/trust.ts'
import { greeting } from './greeting.ts'
import { failed, good, skipped, warning, type Check, type Finding } from './checks.ts'

export interface GatewayCheckDeps {
  readonly origin: string
  /** As a sign-in would reach it. @throws `ca-file-unreadable`, `could-not-ask:*` */
  readonly line: (signal: AbortSignal) => Promise<LineOptions>
  readonly probe: (
    origin: string,
    line: LineOptions,
    signal: AbortSignal
  ) => Promise<CertificateSight>
  readonly voucher: (chain: readonly string[]) => Voucher | null
  readonly clock: Clock
}

const day = 24 * 60 * 60_000
/** A certificate that ends sooner is worth a word to IT. */
const endsSoonMs = 30 * day
/** Certificates and the expiry of rejoin information tolerate this much. */
const skewToldMs = 60_000
const skewTooMuchMs = 5 * 60_000

/** Any agent's number: nothing is asked about that agent, and nothing is answered without a Guid. */
const anyAgent = '101'

/** The gateway itself: its certificate, its clock, and that it is one. */
export function gatewayChecks(deps: GatewayCheckDeps): readonly Check[] {
  let skewMs: number | null = null
  let greeted: Promise<void> | null = null
  const greetOnce = (signal: AbortSignal): Promise<void> =>
    (greeted ??= greet(deps, signal, (found) => (skewMs = found)))
  return [
    {
      check: 'certificate',
      needs: ['proxy'],
      look: async (signal) => certificateFinding(await see(deps, signal), deps)
    },
    {
      check: 'clock',
      needs: ['certificate'],
      look: async (signal) => {
        // Whatever else answers there has a clock too; what is wrong with it comes next.
        await greetOnce(signal).catch(() => undefined)
        return clockFinding(skewMs)
      }
    },
    {
      check: 'gateway',
      needs: ['certificate'],
      look: async (signal) => {
        await greetOnce(signal)
        return good('gateway-answers', { host: new URL(deps.origin).host })
      }
    }
  ]
}

interface Seen {
  readonly sight: CertificateSight
  readonly line: LineOptions
}

async function see({ origin, line, probe }: GatewayCheckDeps, signal: AbortSignal): Promise<Seen> {
  const reached = await line(signal)
  return { line: reached, sight: await probe(origin, reached, signal) }
}

function certificateFinding({ sight, line }: Seen, deps: GatewayCheckDeps): Finding {
  const { certificate, refusal, protocol, chain } = sight
  const facts = { subject: certificate.subject, issuer: certificate.issuer, protocol }
  const ends = Date.parse(certificate.validTo)
  const until = { ...facts, validTo: new Date(ends).toISOString().slice(0, 10) }
  if (line.pin !== null) {
    if (certificate.fingerprint256 === line.pin.sha256) return good('certificate-pinned', until)
    throw refused('could-not-ask:certificate-changed', sight)
  }
  if (refusal !== null) throw refused(refusal, sight)
  if (ends - deps.clock.now() < endsSoonMs) return warning('certificate-ends-soon', until)
  const voucher = deps.voucher(chain.map(({ pem }) => pem))
  const { authority = certificate.issuer, store = 'unknown' } = voucher ?? {}
  return good('certificate-trusted', { ...until, authority, store })
}

const refused = (code: AppError['code'], { certificate }: CertificateSight): AppError =>
  new AppError(code, 'The certificate is not trusted', { certificate })

/** A gateway refuses whoever has no Guid; that is the answer which is wanted. */
async function greet(
  { origin, line, clock }: GatewayCheckDeps,
  signal: AbortSignal,
  onSkew: (skewMs: number) => void
): Promise<void> {
  const reached = await line(signal)
  const client = createGatewayClient({
    ...{ origin, line: () => reached, now: clock.now, credentials: createCredentials() },
    observe: ({ clockSkewMs }) => {
      if (clockSkewMs !== undefined) onSkew(clockSkewMs)
    }
  })
  try {
    await client.call(greeting, { agentId: anyAgent }, { signal })
  } catch (thrown) {
    if (AppError.from(thrown).code !== 'gateway-refused') throw thrown
  } finally {
    client.close()
  }
}

/** `skewMs` is how far the gateway is ahead of this PC. */
function clockFinding(skewMs: number | null): Finding {
  if (skewMs === null) return skipped('clock-unknown')
  const seconds = Math.round(Math.abs(skewMs) / 1_000)
  const facts = { seconds: String(seconds), direction: skewMs < 0 ? 'ahead' : 'behind' }
  if (Math.abs(skewMs) > skewTooMuchMs) return failed('clock-off', facts)
  return Math.abs(skewMs) > skewToldMs ? warning('clock-off', facts) : good('clock-right', facts)
}
