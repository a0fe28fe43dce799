import { m } from '../i18n/index.ts'
import { cloudName } from './folder-words.ts'
import type {
  CheckFacts,
  CheckName,
  CheckOutcome,
  CheckResult,
  DoctorReport,
  FindingName
} from '../model/doctor.ts'
import { problemSentence } from './problem-words.ts'

export const checkWords: Readonly<Record<CheckName, () => string>> = {
  name: m.doctor_check_name,
  connection: m.doctor_check_connection,
  proxy: m.doctor_check_proxy,
  certificate: m.doctor_check_certificate,
  clock: m.doctor_check_clock,
  gateway: m.doctor_check_gateway,
  'sign-in': m.doctor_check_sign_in,
  poll: m.doctor_check_poll,
  store: m.doctor_check_store,
  folder: m.doctor_check_folder,
  space: m.doctor_check_space,
  notifications: m.doctor_check_notifications,
  shortcuts: m.doctor_check_shortcuts
}

export const outcomeWords: Readonly<Record<CheckOutcome, () => string>> = {
  ok: m.doctor_outcome_ok,
  skipped: m.doctor_outcome_skipped,
  warning: m.doctor_outcome_warning,
  failed: m.doctor_outcome_failed
}

const storeWords: Readonly<Record<string, () => string>> = {
  system: m.doctor_store_system,
  bundled: m.doctor_store_bundled,
  site: m.doctor_store_site
}

/** A fact of a finding; empty where a report of another version lacks it. */
type Fact = (name: keyof CheckFacts) => string

const sentences: Readonly<Record<Exclude<FindingName, 'problem'>, (fact: Fact) => string>> = {
  'name-found': (of) => m.doctor_find_name_found({ name: of('name'), address: of('address') }),
  'name-is-address': (of) => m.doctor_find_name_is_address({ address: of('address') }),
  'name-left-to-proxy': (of) => m.doctor_find_name_left_to_proxy({ name: of('name') }),
  connected: (of) => m.doctor_find_connected({ address: of('address') }),
  'proxy-none': m.doctor_find_proxy_none,
  'proxy-opens': (of) => m.doctor_find_proxy_opens({ address: of('address') }),
  'certificate-trusted': (of) =>
    m.doctor_find_certificate_trusted({
      authority: of('authority'),
      store: (storeWords[of('store')] ?? m.doctor_store_unknown)(),
      validTo: of('validTo'),
      protocol: of('protocol')
    }),
  'certificate-pinned': (of) =>
    m.doctor_find_certificate_pinned({ validTo: of('validTo'), protocol: of('protocol') }),
  'certificate-ends-soon': (of) => m.doctor_find_certificate_ends_soon({ validTo: of('validTo') }),
  'clock-right': m.doctor_find_clock_right,
  'clock-off': (of) =>
    of('direction') === 'behind'
      ? m.doctor_find_clock_off_behind({ seconds: of('seconds') })
      : m.doctor_find_clock_off_ahead({ seconds: of('seconds') }),
  'clock-unknown': m.doctor_find_clock_unknown,
  'gateway-answers': (of) => m.doctor_find_gateway_answers({ host: of('host') }),
  'signed-in': (of) => m.doctor_find_signed_in({ agent: of('agent') }),
  'sign-in-not-asked': m.doctor_find_sign_in_not_asked,
  'poll-answered': m.doctor_find_poll_answered,
  'poll-not-tried': m.doctor_find_poll_not_tried,
  'store-read': (of) => m.doctor_find_store_read({ count: of('count') }),
  'store-unread': m.doctor_find_store_unread,
  'folder-writable': (of) => m.doctor_find_folder_writable({ folder: of('folder') }),
  'folder-cloud': (of) =>
    m.doctor_find_folder_cloud({ folder: of('folder'), service: cloudName(of('service')) }),
  'folder-network': (of) => m.doctor_find_folder_network({ folder: of('folder') }),
  'space-enough': (of) => m.doctor_find_space_enough({ free: gigabytes(of('freeBytes')) }),
  'space-low': (of) => m.doctor_find_space_low({ free: gigabytes(of('freeBytes')) }),
  'space-none': (of) => m.doctor_find_space_none({ free: gigabytes(of('freeBytes')) }),
  'space-unknown': m.doctor_find_space_unknown,
  'notifications-offered': m.doctor_find_notifications_offered,
  'notifications-missing': m.doctor_find_notifications_missing,
  'shortcuts-free': (of) => m.doctor_find_shortcuts_free({ keys: of('keys') }),
  'shortcuts-taken': (of) => m.doctor_find_shortcuts_taken({ keys: of('keys') }),
  'no-gateway': m.doctor_find_no_gateway,
  'rests-on-earlier': m.doctor_find_rests_on_earlier
}

const fixes: Partial<Record<FindingName, () => string>> = {
  'certificate-ends-soon': m.doctor_fix_certificate_ends_soon,
  'clock-off': m.doctor_fix_clock_off,
  'store-unread': m.doctor_fix_store_unread,
  'folder-cloud': m.doctor_fix_folder_elsewhere,
  'folder-network': m.doctor_fix_folder_elsewhere,
  'space-low': m.doctor_fix_space_low,
  'space-none': m.doctor_fix_space_none,
  'notifications-missing': m.doctor_fix_notifications_missing,
  'shortcuts-taken': m.doctor_fix_shortcuts_taken
}

/** 1 GB is 1000 MB, as elsewhere. */
const gigabytes = (bytes: string): string => `${(Number(bytes) / 1e9).toFixed(1)} GB`

/** What was found. A problem's own sentence says what to do as well. */
export function findingSentence({ finding, facts, problem }: CheckResult): string {
  if (finding !== 'problem') return sentences[finding]((name) => facts[name] ?? '')
  return problem === null ? '' : problemSentence(problem)
}

/** What can be done about it; null where nothing has to be, or the sentence says it already. */
export const fixSentence = ({ finding }: CheckResult): string | null => fixes[finding]?.() ?? null

/** The whole report as lines to read, or to send to IT. */
export function reportLines({ gateway, checks, appVersion, startedAt }: DoctorReport): string[] {
  const head = [`Callside ${appVersion}, ${new Date(startedAt).toISOString()}`]
  if (gateway !== null) head.push(`${gateway.name}: ${gateway.origin}`)
  const lines = checks.map((result) => {
    const { check, outcome, problem } = result
    const { retcode, code } = problem ?? {}
    const ref = code === undefined ? '' : ` [${[code, retcode].filter(Boolean).join(', ')}]`
    const said = [findingSentence(result), fixSentence(result)].filter((part) => part !== null)
    return `${outcomeWords[outcome]()} · ${checkWords[check]()}: ${said.join(' ')}${ref}`
  })
  return [...head, '', ...lines]
}
