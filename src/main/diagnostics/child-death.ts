import type { LogLine } from './log.ts'

/** What Electron says of a process that has ended. */
export interface ChildDeath {
  /** What kind of process: GPU, Utility and so on. */
  type: string
  reason: string
  exitCode: number
  /** Which utility, e.g. `network.mojom.NetworkService`. */
  serviceName?: string
  name?: string
}

/** The log's line about a process that has ended; one that ended by itself, as it should, is no fault. */
export function childDeathLine({ type, reason, exitCode, serviceName, name }: ChildDeath): LogLine {
  const who = [type, name ?? serviceName].filter((part) => part !== undefined && part !== '')
  return {
    level: reason === 'clean-exit' ? 'info' : 'error',
    what: 'process gone',
    outcome: `${who.join(' ')}: ${reason} (${exitCode})`
  }
}
