import { writeFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { m } from '../shared/i18n/index.ts'
import type { CheckOutcome, DoctorReport } from '../shared/model/doctor.ts'
import { reportLines } from '../shared/words/doctor-words.ts'
import { openHostSettings } from './app-settings.ts'
import { systemClock as clock } from './clock.ts'
import { checkUp, type CheckupDeps } from './doctor/checkup.ts'
import { checkupDeps } from './doctor/doctor-parts.ts'
import { doctorArguments, type DoctorArguments } from './doctor/doctor-arguments.ts'
import { createTrial } from './doctor/trial-sign-in.ts'
import { readSystemStore } from './gateway/trust.ts'
import { buildNetwork } from './network/network-parts.ts'
import type { Routes } from './network/routes.ts'
import { desktopFacts } from './platform/desktop-facts.ts'
import type { Host } from './platform/host.ts'
import { networkPorts } from './platform/network-ports.ts'
import { Profiles, type Profile } from './settings/profiles.ts'

/** By the worst result: scripts of IT read it (docs/doctor.md). 64 is a wrong command line. */
const exitCodes: Readonly<Record<CheckOutcome, number>> = {
  ok: 0,
  skipped: 0,
  warning: 1,
  failed: 2
}
const wrongUse = 64

/**
 * `--doctor` on the command line: looks at everything without a window, beside a running app as
 * well, and prints what it found. Gives the exit code.
 */
export async function runDoctor(host: Host, argv: readonly string[]): Promise<number> {
  const { settings, policy } = openHostSettings(host)
  const wanted = doctorArguments(argv)
  if (typeof wanted === 'string') return complain(wanted)
  const profiles = new Profiles({ settings, policy, newId: () => '' })
  const profile = chosen(profiles, wanted.gateway)
  if (profile === undefined)
    return complain(m.doctor_cli_no_gateway({ name: wanted.gateway ?? '' }))
  const base = { ports: networkPorts, settings, profiles, policy, now: clock.now }
  const { routes, proxies } = buildNetwork({
    ...base,
    systemStore: readSystemStore,
    // What there is to tell, a check of its own says.
    tell: () => undefined
  })
  const deps = checkupDeps({ clock, settings, policy, routes, proxies, desktopFacts })
  const report = await examine(deps, { profile, routes, wanted })
  return tell(report, wanted)
}

/** Undefined where no gateway is called so; null where none is known at all. */
function chosen(profiles: Profiles, wanted: string | null): Profile | null | undefined {
  const known = profiles.list()
  if (wanted === null) return known[0] === undefined ? null : profiles.find(known[0].profileId)
  const found = known.find(({ name, origin }) => name === wanted || origin === wanted)
  return found && profiles.find(found.profileId)
}

interface Examination {
  readonly profile: Profile | null
  readonly routes: Routes
  readonly wanted: DoctorArguments
}

async function examine(
  deps: CheckupDeps,
  { profile, routes, wanted: { signIn } }: Examination
): Promise<DoctorReport> {
  const open = routes.open.bind(routes)
  const password = signIn === null ? '' : firstLine(await text(process.stdin))
  const trial =
    signIn === null || profile === null
      ? null
      : createTrial({ profile, open, now: clock.now }, { ...signIn, password })
  const watch = { onLook: () => undefined, onReport: () => undefined }
  const { signal } = new AbortController()
  try {
    return await checkUp(deps, { profile, session: null, trial }, { ...watch, signal })
  } finally {
    await trial?.end()
  }
}

const firstLine = (given: string): string => given.split(/\r?\n/, 1)[0] ?? ''

function tell(report: DoctorReport, { json, output }: DoctorArguments): number {
  const written = json ? JSON.stringify(report, null, 2) : reportLines(report).join('\n')
  process.stdout.write(`${written}\n`)
  if (output !== null) {
    try {
      writeFileSync(output, `${written}\n`, { mode: 0o600 })
    } catch {
      return complain(m.doctor_cli_not_written({ file: output }))
    }
  }
  return exitCodes[report.worst]
}

function complain(sentence: string): number {
  process.stderr.write(`${sentence}\n`)
  return wrongUse
}
