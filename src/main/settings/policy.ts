import * as v from 'valibot'
import { gatewayOrigin } from './gateway-origin.ts'

/** What an organisation may fix for its PCs. */
export interface Policy {
  gateways: readonly { name: string; origin: string; caFile: string | null }[]
  saveFolder: string | null
}

/** The policy that holds, and the name of each key that was not understood and so ignored. */
export interface PolicyReading {
  policy: Policy
  ignored: readonly string[]
}

export const noPolicy: Policy = { gateways: [], saveFolder: null }

const absolutePath = v.pipe(v.string(), v.regex(/^(\/|[A-Za-z]:[\\/]|\\\\)/))
const gateway = v.looseObject({
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)),
  url: v.string(),
  caFile: v.exactOptional(absolutePath)
})
const gatewayKeys = new Set(['name', 'url', 'caFile'])

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

  const { gateways, saveFolder, ...unknown } = root.output
  const ignored = Object.keys(unknown)
  return {
    policy: {
      gateways: readGateways(gateways, ignored),
      saveFolder: readFolder(saveFolder, ignored)
    },
    ignored
  }
}

function readFolder(value: unknown, ignored: string[]): string | null {
  if (value === undefined) return null
  const folder = v.safeParse(absolutePath, value)
  if (!folder.success) ignored.push('saveFolder')
  return folder.success ? folder.output : null
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
    return [{ name: read.output.name, origin, caFile: read.output.caFile ?? null }]
  })
}
