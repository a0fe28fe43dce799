import type { ErrorCode } from '../../shared/errors.ts'
import type { EventName } from '../../shared/ipc/names.ts'

/** Everything that a log line may hold. There is no field that a secret could be put into. */
export interface LogLine {
  level: 'info' | 'warn' | 'error'
  /** What happened, one of our own fixed phrases. */
  what: string
  logName?: string | undefined
  command?: string | undefined
  event?: EventName | undefined
  outcome?: string | undefined
  retcode?: string | undefined
  code?: ErrorCode | undefined
  callId?: string | undefined
  durationMs?: number | undefined
  bytes?: number | undefined
  calldataLength?: number | undefined
  ref?: string | undefined
  /** How many of the kind the line stands for. */
  times?: number | undefined
  /** Function names and places of our own code; no messages, which may hold anything. */
  frames?: string | undefined
}

export type Log = (line: LogLine) => void

/** The fields in the order in which they are written; anything else never is. */
const fields = [
  'what',
  'logName',
  'command',
  'event',
  'outcome',
  'retcode',
  'code',
  'callId',
  'durationMs',
  'bytes',
  'calldataLength',
  'ref',
  'times',
  'frames'
] as const

/** Longest value, in UTF-16 units. */
const valueLimit = 2_000

/** One line of text: `what="…" logName="…"`. Control characters cannot forge a second line. */
export function logText(line: LogLine): string {
  return fields
    .flatMap((field) => {
      const value = line[field]
      if (value === undefined) return []
      return [`${field}=${JSON.stringify(clean(String(value)))}`]
    })
    .join(' ')
}

const clean = (value: string): string =>
  value
    .slice(0, valueLimit)
    // eslint-disable-next-line no-control-regex -- control characters are what is removed here
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ')

/** The places in a thrown value's stack, without its message. */
export function framesOf(thrown: unknown): string {
  if (!(thrown instanceof Error) || thrown.stack === undefined) return typeof thrown
  const places = thrown.stack.split('\n').filter((row) => /^\s+at /.test(row))
  return [thrown.name, ...places.slice(0, 12).map((row) => row.trim())].join(' | ')
}
