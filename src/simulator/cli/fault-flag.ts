import type { Fault, FaultScope } from '../wire/faults.ts'
import type { LogName } from '../wire/log-names.ts'
import { isLogName } from '../wire/log-names.ts'

export interface FaultFlag {
  name: LogName
  fault: Fault
  scope: FaultScope
}

type Reader = (value: string) => Fault | null

/** A whole number that may carry a sign; null for anything else. */
const whole = (text: string): number | null => (/^[+-]?\d+$/.test(text) ? Number(text) : null)

const counted =
  (make: (count: number) => Fault): Reader =>
  (value) => {
    const count = whole(value)
    return count === null ? null : make(count)
  }

const readers: Readonly<Record<string, Reader>> = {
  http: counted((status) => ({ kind: 'http', status })),
  html: () => ({ kind: 'http', status: 200 }),
  redirect: (to) => ({ kind: 'redirect', to: to === '' ? 'https://elsewhere.example/' : to }),
  stall: () => ({ kind: 'stall' }),
  lost: () => ({ kind: 'lost' }),
  delay: counted((delayMs) => ({ kind: 'delay', delayMs })),
  cut: counted((atByte) => ({ kind: 'cut', atByte })),
  length: counted((offBy) => ({ kind: 'length', offBy })),
  slow: counted((bytesPerSecond) => ({ kind: 'slow', bytesPerSecond })),
  oversized: counted((bytes) => ({ kind: 'oversized', bytes })),
  octet: (retcode) => ({ kind: 'retcode', retcode, label: 'octet-stream' })
}

function readFault(text: string): Fault | null {
  if (/^\d{3}-\d{3}$/.test(text)) return { kind: 'retcode', retcode: text }
  const [word = '', ...rest] = text.split(':')
  return readers[word]?.(rest.join(':')) ?? null
}

/** Reads `imageCapture=106-011`, `login=delay:500*3` or `getAgentEvent=http:503*always`. */
export function readFaultFlag(text: string): FaultFlag | null {
  const match = /^(\w+)=(.+?)(?:\*(\d+|always))?$/.exec(text)
  const [, name = '', what = '', times] = match ?? []
  const fault = readFault(what)
  if (!isLogName(name) || fault === null) return null
  if (times === undefined) return { name, fault, scope: {} }
  return { name, fault, scope: { times: times === 'always' ? 'always' : Number(times) } }
}
