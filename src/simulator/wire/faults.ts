import type { LogName } from './log-names.ts'

/** A way in which a call goes wrong. */
export type Fault =
  /** Refused without doing the work. `label` sends the JSON as octet-stream. */
  | {
      kind: 'retcode'
      retcode: string
      message?: string
      result?: unknown
      status?: number
      label?: 'octet-stream'
    }
  /** Any HTTP status; the body defaults to an HTML page. */
  | { kind: 'http'; status: number; body?: string; contentType?: string }
  | { kind: 'redirect'; to: string; status?: number }
  /** JSON padded to at least this many bytes; the work is not done. */
  | { kind: 'oversized'; bytes: number }
  /** Never answered; the work is not done. */
  | { kind: 'stall' }
  /** Answered as usual, later. */
  | { kind: 'delay'; delayMs: number }
  /** The work is done, then the connection is cut before the first byte of the answer. */
  | { kind: 'lost' }
  /** The body ends after this many bytes, and the connection with it. */
  | { kind: 'cut'; atByte: number }
  /** Content-Length is wrong by this much: positive promises more than comes. */
  | { kind: 'length'; offBy: number }
  /** The body comes this slowly. */
  | { kind: 'slow'; bytesPerSecond: number }

export interface FaultScope {
  /** How often; default once. `always` until taken back. */
  times?: number | 'always'
  /** How many matching requests pass unharmed first. */
  skip?: number
  /** Only for this agent. */
  agentId?: string
}

export interface Faults {
  /** Makes a call fail from now on. Returns what takes it back. */
  add(name: LogName, fault: Fault, scope?: FaultScope): () => void
  /** The fault that this request meets, which then counts as used once. */
  take(name: LogName, agentId: string): Fault | null
  clear(): void
}

interface Planned {
  name: LogName
  fault: Fault
  agentId: string | null
  skip: number
  left: number
}

export function createFaults(): Faults {
  let planned: Planned[] = []
  return {
    add: (name, fault, scope = {}) => {
      const plan: Planned = {
        name,
        fault,
        agentId: scope.agentId ?? null,
        skip: scope.skip ?? 0,
        left: scope.times === 'always' ? Number.POSITIVE_INFINITY : (scope.times ?? 1)
      }
      planned.push(plan)
      return () => {
        planned = planned.filter((other) => other !== plan)
      }
    },
    take: (name, agentId) => {
      const plan = planned.find(
        (one) => one.name === name && one.left > 0 && (one.agentId ?? agentId) === agentId
      )
      if (plan === undefined) return null
      if (plan.skip > 0) {
        plan.skip -= 1
        return null
      }
      plan.left -= 1
      return plan.fault
    },
    clear: () => {
      planned = []
    }
  }
}
