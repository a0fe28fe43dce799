import { tmpdir } from 'node:os'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { systemClock } from '../../src/main/clock.ts'
import { checkUp, type CheckupDeps, type Wanted } from '../../src/main/doctor/checkup.ts'
import { probeCertificate } from '../../src/main/gateway/certificate-probe.ts'
import type { ProxyWay } from '../../src/main/gateway/line-options.ts'
import { freeOnDisk } from '../../src/main/library/files/disk-space.ts'
import { Routes } from '../../src/main/network/routes.ts'
import type { CheckName, CheckResult, DoctorReport } from '../../src/shared/model/doctor.ts'
import type { Profile } from '../../src/main/settings/profiles.ts'

export interface DoctorBench {
  readonly origin: string
  /** PEM of the authorities that are trusted. */
  readonly ca?: readonly string[]
  readonly pin?: Profile['pin']
  readonly proxy?: ProxyWay
  readonly pc?: Partial<CheckupDeps['pc']>
  readonly session?: Wanted['session']
  /** How far this PC's clock goes ahead of the real one. */
  readonly clockAheadMs?: number
}

/** Lets the doctor look at a real server, with everything else of this PC in order. */
export async function examine(bench: DoctorBench): Promise<DoctorReport> {
  const { origin, ca = [], pin = null, proxy = null, session = null, clockAheadMs = 0 } = bench
  const folder = mkdtempSync(join(tmpdir(), 'callside-doctor-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  const wayTo = (): Promise<ProxyWay | null> => Promise.resolve(proxy)
  const nothing = { challenged: () => undefined, onChange: () => () => undefined }
  const proxies = { wayTo, ...nothing }
  const routes = new Routes({ proxies, probe: probeCertificate, authorities: () => ca })
  const clock = { ...systemClock, now: () => Date.now() + clockAheadMs }
  const profile: Profile = {
    ...{ profileId: 'f3b5fd3e-8e2c-4a5f-9d43-0a2a8a2b7a11', name: 'Test', origin, caFile: null },
    ...{ managed: false, pin }
  }
  const deps: CheckupDeps = {
    ...{ clock, routes, proxies, appVersion: '0.0.0', platform: 'linux', authorityFiles: [] },
    pc: {
      systemStore: () => ({ readable: true, authorities: [] }),
      folder: () => folder,
      folderPlace: () => ({ kind: 'local', managed: false }),
      freeBytes: freeOnDisk,
      reserveBytes: 1,
      desktop: { notificationsOffered: () => true, keysFree: () => true },
      ...bench.pc
    }
  }
  const watch = { onLook: () => undefined, onReport: () => undefined }
  const { signal } = new AbortController()
  return checkUp(deps, { profile, session, trial: null }, { ...watch, signal })
}

export function resultOf({ checks }: DoctorReport, name: CheckName): CheckResult {
  const found = checks.find(({ check }) => check === name)
  if (found === undefined) throw new Error(`There is no ${name} in the report`)
  return found
}
