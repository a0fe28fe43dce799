import * as v from 'valibot'
import type { ProxyChoice } from '../../shared/model/network.ts'
import { handOffFrom } from '../rejoin/hand-off.ts'
import { gatewayOrigin } from './gateway-origin.ts'
import { policyFingerprint, policyProxy } from './policy-network.ts'
import { usableLibrarySettings } from './stored-settings.ts'

/** Who may add a recording by its path on the server. */
const adders = ['nobody', 'inspectors', 'everyone'] as const

const absolute = /^(\/|[A-Za-z]:[\\/]|\\\\)/

const reasonName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40))

/** Keys that hold one value each. What a key does is told in docs/policy.md. */
const singles = {
  saveFolder: v.pipe(v.string(), v.regex(absolute)),
  ...usableLibrarySettings,
  /** Saved files older than this are deleted unless held. */
  retentionDays: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3_650))),
  addByRecordId: v.picklist(adders),
  /** True: inspectors see the rows of all agents of their gateway. */
  inspectorsSeeAllRows: v.boolean(),
  proxy: policyProxy,
  /** PEM files of the organisation's own authorities, for every gateway. */
  authorityFiles: v.pipe(v.array(v.pipe(v.string(), v.regex(absolute))), v.maxLength(20)),
  /** Where the site's H5 client is; see `rejoin/hand-off.ts`. */
  h5Client: v.pipe(
    v.string(),
    v.maxLength(2_000),
    v.check((template) => handOffFrom(template) !== null)
  ),
  reasonCodes: v.pipe(
    v.record(v.pipe(v.string(), v.regex(/^2([0-4]\d|50)$/)), reasonName),
    v.transform((names) =>
      Object.entries(names).map(([code, name]) => ({ code: Number(code), name }))
    )
  ),
  /** False: no agent may confirm a certificate. */
  allowPins: v.boolean()
}

/** What an organisation may fix for its PCs; null where it leaves the choice to the agent. */
export interface Policy {
  readonly gateways: readonly PolicyGateway[]
  readonly saveFolder: string | null
  readonly nameTemplate: string | null
  readonly videosAtOnce: number | null
  readonly saveAfterCall: boolean | null
  readonly saveAfterCallWaitSeconds: number | null
  readonly verifyEveryDays: number | null
  /** Null keeps files for ever. */
  readonly retentionDays: number | null
  readonly addByRecordId: (typeof adders)[number]
  readonly inspectorsSeeAllRows: boolean
  readonly proxy: ProxyChoice | null
  readonly authorityFiles: readonly string[]
  readonly allowPins: boolean
  readonly h5Client: string | null
  /** Reasons for being not ready, by the gateway's numbers. */
  readonly reasonCodes: readonly { readonly code: number; readonly name: string }[]
}

export interface PolicyGateway {
  readonly name: string
  readonly origin: string
  readonly caFile: string | null
  /** SHA-256 of the only certificate that this gateway may show, as Node writes it; or null. */
  readonly pin: string | null
}

/** The policy that holds, and the name of each key that was not understood and so ignored. */
export interface PolicyReading {
  policy: Policy
  ignored: readonly string[]
}

export const noPolicy: Policy = {
  gateways: [],
  saveFolder: null,
  nameTemplate: null,
  videosAtOnce: null,
  saveAfterCall: null,
  saveAfterCallWaitSeconds: null,
  verifyEveryDays: null,
  retentionDays: null,
  addByRecordId: 'inspectors',
  inspectorsSeeAllRows: false,
  proxy: null,
  authorityFiles: [],
  allowPins: true,
  h5Client: null,
  reasonCodes: []
}

const gateway = v.looseObject({
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)),
  url: v.string(),
  caFile: v.exactOptional(singles.saveFolder),
  pin: v.exactOptional(policyFingerprint)
})
const gatewayKeys = new Set(['name', 'url', 'caFile', 'pin'])

/**
 * Where the policy file is. Unpackaged builds take it from `CALLSIDE_POLICY_FILE`, packaged ones on
 * Linux from `/etc/callside/policy.json`; Windows and macOS have none yet.
 */
export function policyPath(host: {
  packaged: boolean
  platform: NodeJS.Platform
  fromEnvironment: string | undefined
}): string | null {
  if (!host.packaged) return host.fromEnvironment ?? null
  return host.platform === 'linux' ? '/etc/callside/policy.json' : null
}

/** Reads the policy file's text; whatever is unknown or malformed is named and left out. */
export function readPolicy(text: string): PolicyReading {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return { policy: noPolicy, ignored: ['(the whole file: it is not JSON)'] }
  }
  const root = v.safeParse(v.record(v.string(), v.unknown()), parsed)
  if (!root.success) return { policy: noPolicy, ignored: ['(the whole file: it is not an object)'] }

  const { gateways, ...rest } = root.output
  const ignored = Object.keys(rest).filter((key) => !(key in singles))
  const read: Policy = { ...noPolicy, gateways: readGateways(gateways, ignored) }
  return { policy: { ...read, ...readSingles(rest, ignored) }, ignored }
}

function readSingles(
  values: Readonly<Record<string, unknown>>,
  ignored: string[]
): Partial<Policy> {
  const present = Object.entries(singles).filter(([key]) => key in values)
  return Object.fromEntries(
    present.flatMap(([key, schema]) => {
      const read = v.safeParse(schema, values[key])
      if (!read.success) ignored.push(key)
      return read.success ? [[key, read.output]] : []
    })
  )
}

function readGateways(value: unknown, ignored: string[]): Policy['gateways'] {
  if (value === undefined) return []
  if (!Array.isArray(value)) {
    ignored.push('gateways')
    return []
  }
  return value.flatMap((entry: unknown, index) => {
    const read = v.safeParse(gateway, entry)
    const origin = read.success ? gatewayOrigin(read.output.url) : null
    if (!read.success || origin === null) {
      ignored.push(`gateways[${index}]`)
      return []
    }
    const strangers = Object.keys(read.output).filter((key) => !gatewayKeys.has(key))
    ignored.push(...strangers.map((key) => `gateways[${index}].${key}`))
    const { name, caFile = null, pin = null } = read.output
    return [{ name, origin, caFile, pin }]
  })
}
