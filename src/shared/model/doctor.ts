import * as v from 'valibot'
import { instant, rowId } from './ids.ts'
import { problem } from './problem.ts'

/** What the doctor looks at, in the order in which one thing rests on another. */
export const checkNames = [
  'name',
  'connection',
  'proxy',
  'certificate',
  'clock',
  'gateway',
  'sign-in',
  'poll',
  'store',
  'folder',
  'space',
  'notifications',
  'shortcuts'
] as const
export type CheckName = (typeof checkNames)[number]

/** From best to worst; `skipped` is neither. */
export const checkOutcomes = ['ok', 'skipped', 'warning', 'failed'] as const
export type CheckOutcome = (typeof checkOutcomes)[number]

/** What was found: each has its sentence, and where something can be done about it a second one. */
export const findingNames = [
  'name-found',
  'name-is-address',
  'name-left-to-proxy',
  'connected',
  'proxy-none',
  'proxy-opens',
  'certificate-trusted',
  'certificate-pinned',
  'certificate-ends-soon',
  'clock-right',
  'clock-off',
  'clock-unknown',
  'gateway-answers',
  'signed-in',
  'sign-in-not-asked',
  'poll-answered',
  'poll-not-tried',
  'store-read',
  'store-unread',
  'folder-writable',
  'folder-cloud',
  'folder-network',
  'space-enough',
  'space-low',
  'space-none',
  'space-unknown',
  'notifications-offered',
  'notifications-missing',
  'shortcuts-free',
  'shortcuts-taken',
  'no-gateway',
  'rests-on-earlier',
  /** The problem says it all. */
  'problem'
] as const
export type FindingName = (typeof findingNames)[number]

const fact = v.exactOptional(v.pipe(v.string(), v.maxLength(300)))

/** What sentences are made of; each finding has its own few. */
const facts = v.object({
  ...{ name: fact, address: fact, host: fact },
  ...{ subject: fact, issuer: fact, authority: fact, store: fact, protocol: fact },
  /** A day: `2027-01-31`. */
  validTo: fact,
  ...{ seconds: fact, direction: fact },
  ...{ agent: fact, folder: fact, service: fact, freeBytes: fact, keys: fact, count: fact }
})
export type CheckFacts = v.InferOutput<typeof facts>

/** One thing that was looked at. */
export const checkResult = v.object({
  check: v.picklist(checkNames),
  outcome: v.picklist(checkOutcomes),
  finding: v.picklist(findingNames),
  facts,
  problem: v.nullable(problem),
  /** In milliseconds. */
  tookMs: v.number()
})
export type CheckResult = v.InferOutput<typeof checkResult>

/** A run of the doctor, as far as it is. docs/doctor.schema.json describes it for others. */
export const doctorReport = v.object({
  version: v.literal(1),
  appVersion: v.string(),
  /** `win32`, `darwin` or `linux`, as Node names them. */
  platform: v.string(),
  startedAt: instant,
  /** Null where none is known: then only this PC is looked at. */
  gateway: v.nullable(v.object({ name: v.string(), origin: v.string() })),
  /** In the order of {@link checkNames}. */
  checks: v.pipe(v.array(checkResult), v.readonly()),
  worst: v.picklist(checkOutcomes)
})
export type DoctorReport = v.InferOutput<typeof doctorReport>

/** The doctor on screen. */
export const doctorView = v.object({
  /** The check that is under way; null where none is. */
  running: v.nullable(v.picklist(checkNames)),
  /** The last run; null where there was none. */
  report: v.nullable(doctorReport)
})
export type DoctorView = v.InferOutput<typeof doctorView>

/** Null lets the doctor look at the PC alone. */
export const doctorWish = v.strictObject({ profileId: v.nullable(rowId) })
