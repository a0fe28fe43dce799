import { parseArgs } from 'node:util'
import type {
  BodyFraming,
  CertificateKind,
  PlantedSecrets,
  PracticeGatewayOptions,
  Timings
} from '../options.ts'
import type { AgentSeed } from '../roster.ts'
import type { FaultFlag } from './fault-flag.ts'
import { readFaultFlag } from './fault-flag.ts'

/** What the command line asked for. */
export interface CommandLine {
  options: Omit<PracticeGatewayOptions, 'media' | 'clock'>
  faults: FaultFlag[]
  /** Null: no day of calls. */
  speed: number | null
  certificateFile: string | null
  json: boolean
  attached: boolean
  control: boolean
}

/** A flag that cannot be used. `message` is one sentence for whoever typed it. */
export class FlagError extends Error {}

const text = { type: 'string' } as const
const yes = { type: 'boolean' } as const
const on = { type: 'boolean', default: true } as const

const flags = {
  help: yes,
  port: text,
  'cert-out': text,
  certificate: text,
  json: yes,
  attached: yes,
  control: yes,
  agents: text,
  password: text,
  'guid-prefix': text,
  cookie: text,
  signature: text,
  pool: yes,
  pictures: on,
  'require-cookie': yes,
  mode: text,
  rotate: text,
  overlap: on,
  expired: text,
  'poll-hold': text,
  silence: text,
  capture: text,
  'auto-answer': text,
  speed: text,
  day: on,
  'video-bytes': text,
  framing: text,
  fail: { type: 'string', multiple: true }
} as const

const parse = (args: string[]) =>
  parseArgs({ args, options: flags, allowNegative: true, strict: true }).values

type Values = ReturnType<typeof parse>

function count(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  if (/^\d+$/.test(value) && Number.isSafeInteger(Number(value))) return Number(value)
  throw new FlagError(`--${name} takes a whole number, not "${value}".`)
}

function choice<T extends string>(
  name: string,
  value: string | undefined,
  allowed: readonly T[]
): T | undefined {
  const chosen = allowed.find((one) => one === value)
  if (value === undefined || chosen !== undefined) return chosen
  throw new FlagError(`--${name} takes ${allowed.join(' or ')}, not "${value}".`)
}

function readAgents(list: string): AgentSeed[] {
  return list.split(',').map((entry) => {
    const [agentId = '', role, ...rest] = entry.trim().split(':')
    const isRole = role === undefined || role === 'inspector'
    if (!/^[1-9]\d{2,5}$/.test(agentId) || Number(agentId) < 101 || !isRole || rest.length > 0) {
      throw new FlagError(`--agents cannot read "${entry}": write 1001 or 2001:inspector.`)
    }
    return { agentId, name: `Agent ${agentId}`, inspector: role === 'inspector' }
  })
}

function readFault(given: string): FaultFlag {
  const fault = readFaultFlag(given)
  if (fault !== null) return fault
  throw new FlagError(`--fail cannot read "${given}": see --help for calls and faults.`)
}

/** Leaves out what was not given, so that the gateway's own defaults hold. */
function given<T extends object>(fields: { [K in keyof T]?: T[K] | undefined }): Partial<T> {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined)
  return Object.fromEntries(kept) as Partial<T> // only undefined was taken out
}

function readTimings(values: Values): Partial<Timings> {
  const rotate = count('rotate', values.rotate)
  return given<Timings>({
    guidIntervalMs: rotate,
    // Renewal needs at least one poll; twice the interval is the documented proportion.
    guidTimeoutMs: rotate === undefined ? undefined : Math.max(120_000, rotate * 2),
    pollHoldMs: count('poll-hold', values['poll-hold']),
    silenceMs: count('silence', values.silence),
    captureMs: count('capture', values.capture),
    autoAnswerMs: count('auto-answer', values['auto-answer'])
  })
}

function readSecrets(values: Values): PlantedSecrets {
  const guidPrefix = values['guid-prefix']
  if (guidPrefix !== undefined && !/^[0-9a-f]{1,8}$/.test(guidPrefix)) {
    throw new FlagError(`--guid-prefix takes 1 to 8 digits of 0-9 and a-f, not "${guidPrefix}".`)
  }
  const { password, cookie, signature } = values
  return given<PlantedSecrets>({ password, guidPrefix, cookie, signature })
}

function readOptions(values: Values): CommandLine['options'] {
  const framings: BodyFraming[] = ['length', 'chunked', 'close']
  const kinds: CertificateKind[] = ['good', 'expired', 'wrong-name']
  return {
    timings: readTimings(values),
    ...given<CommandLine['options']>({
      port: count('port', values.port),
      agents: values.agents === undefined ? undefined : readAgents(values.agents),
      authMode: choice('mode', values.mode, ['static', 'dynamic']),
      expiredGuidRetcode: choice('expired', values.expired, ['100-006', '000-003']),
      guidOverlap: values.overlap,
      requireCookie: values['require-cookie'],
      poolMode: values.pool,
      picturesDownloadable: values.pictures,
      videoBytes: count('video-bytes', values['video-bytes']),
      bodyFraming: choice('framing', values.framing, framings),
      certificate: choice('certificate', values.certificate, kinds),
      secrets: readSecrets(values)
    })
  }
}

function readValues(args: string[]): Values {
  try {
    return parse(args)
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message.split('. ')[0] : 'unknown'
    throw new FlagError(`${reason ?? ''}; --help lists the flags.`)
  }
}

/**
 * @returns null when help was asked for.
 * @throws FlagError for a flag that is unknown or has a value it cannot take.
 */
export function readCommandLine(args: string[]): CommandLine | null {
  const values = readValues(args)
  if (values.help === true) return null
  const speed = count('speed', values.speed) ?? 1
  if (speed === 0) throw new FlagError('--speed takes 1 or more; --no-day plays no calls.')
  return {
    options: readOptions(values),
    faults: (values.fail ?? []).map(readFault),
    speed: values.day ? speed : null,
    certificateFile: values['cert-out'] ?? null,
    json: values.json ?? false,
    attached: values.attached ?? false,
    control: values.control ?? false
  }
}
