import { readAuthorities, voucherFor } from '../gateway/trust.ts'
import { probeCertificate } from '../gateway/certificate-probe.ts'
import {
  checkNames,
  type CheckName,
  type CheckResult,
  type DoctorReport
} from '../../shared/model/doctor.ts'
import type { SessionView } from '../../shared/model/session.ts'
import type { Clock } from '../clock.ts'
import type { Proxies } from '../network/proxies.ts'
import type { Routes } from '../network/routes.ts'
import type { Profile } from '../settings/profiles.ts'
import { skipped, type Check } from './checks.ts'
import { gatewayChecks } from './gateway-checks.ts'
import { networkChecks } from './network-checks.ts'
import { pcChecks, type PcCheckDeps } from './pc-checks.ts'
import { runChecks, worstOf } from './run-checks.ts'
import { sessionChecks, type TrialSignIn } from './session-checks.ts'

export interface CheckupDeps {
  readonly clock: Clock
  readonly appVersion: string
  readonly platform: string
  readonly routes: Pick<Routes, 'line'>
  readonly proxies: Pick<Proxies, 'wayTo'>
  /** Certificate files that the organisation added. */
  readonly authorityFiles: readonly string[]
  readonly pc: PcCheckDeps
}

export interface Wanted {
  /** Null looks at this PC alone. */
  readonly profile: Profile | null
  /** The session of the running app; null where there is none. */
  readonly session: (() => SessionView) | null
  readonly trial: TrialSignIn | null
}

export interface CheckupWatch {
  readonly onLook: (check: CheckName) => void
  readonly onReport: (soFar: DoctorReport) => void
}

/** Looks at everything, in order. Gives what there is where `signal` is aborted. */
export async function checkUp(
  deps: CheckupDeps,
  wanted: Wanted,
  { onLook, onReport, signal }: CheckupWatch & { readonly signal: AbortSignal }
): Promise<DoctorReport> {
  const { clock } = deps
  const startedAt = clock.now()
  const soFar: CheckResult[] = []
  const report = (): DoctorReport => reportOf(deps, wanted, { startedAt, checks: [...soFar] })
  const onResult = (result: CheckResult): void => {
    soFar.push(result)
    onReport(report())
  }
  await runChecks(allChecks(deps, wanted), { clock, onLook, onResult }, signal)
  return report()
}

function allChecks(deps: CheckupDeps, { profile, ...ofSession }: Wanted): readonly Check[] {
  const pc = pcChecks(deps.pc)
  if (profile === null) return [...withoutGateway(pc), ...pc]
  const { origin } = profile
  const { routes, proxies, clock, authorityFiles } = deps
  const authorities = (): readonly string[] => siteAuthorities(profile, authorityFiles)
  const wayTo = (to: string) => proxies.wayTo(to)
  const line = (signal: AbortSignal) => routes.line(profile, signal)
  const voucher = (chain: readonly string[]) => voucherFor(chain, authorities())
  return [
    ...networkChecks({ origin, wayTo, authorities }),
    ...gatewayChecks({ origin, line, probe: probeCertificate, voucher, clock }),
    ...sessionChecks(ofSession),
    ...pc
  ]
}

/** What has to do with the gateway, when none is known. */
function withoutGateway(pc: readonly Check[]): readonly Check[] {
  const local = new Set(pc.map(({ check }) => check))
  const look = () => Promise.resolve(skipped('no-gateway'))
  return checkNames
    .filter((check) => !local.has(check))
    .map((check) => ({ check, needs: [], look }))
}

/** The certificates that were added by hand or by policy; a file that is gone adds none. */
const siteAuthorities = ({ caFile }: Profile, ofPolicy: readonly string[]): readonly string[] =>
  [...ofPolicy, ...(caFile === null ? [] : [caFile])].flatMap((file) => {
    try {
      return readAuthorities(file)
    } catch {
      return []
    }
  })

const reportOf = (
  { appVersion, platform }: CheckupDeps,
  { profile }: Wanted,
  { startedAt, checks }: Pick<DoctorReport, 'startedAt' | 'checks'>
): DoctorReport => ({
  ...{ version: 1, appVersion, platform, startedAt, checks },
  gateway: profile === null ? null : { name: profile.name, origin: profile.origin },
  worst: worstOf(checks)
})
