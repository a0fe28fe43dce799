import { readdirSync, readFileSync } from 'node:fs'

/** What a process and its children have used so far. */
export interface Usage {
  /** Processor time in milliseconds, user and system. */
  readonly cpuMs: number
  /** Resident memory now, in MiB, of all together. */
  readonly rssMiB: number
  /** The sum of each process's own peak, in MiB: what they needed at most. */
  readonly peakRssMiB: number
}

/** Clock ticks a second in /proc: 100 on every Linux that Node supports. */
const ticksPerSecond = 100
const bytesPerMiB = 1024 ** 2

/**
 * This process and the processes it started. The children are seen on Linux only: elsewhere the
 * numbers are this process's own, and the report says so.
 */
export function usageNow(): Usage {
  return childrenNow().reduce(
    (sum, child) => ({
      cpuMs: sum.cpuMs + child.cpuMs,
      rssMiB: sum.rssMiB + child.rssMiB,
      peakRssMiB: sum.peakRssMiB + child.peakRssMiB
    }),
    ownUsage()
  )
}

/** This process alone. */
export function ownUsage(): Usage {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  return {
    cpuMs: (userCPUTime + systemCPUTime) / 1_000,
    rssMiB: process.memoryUsage.rss() / bytesPerMiB,
    peakRssMiB: maxRSS / 1_024
  }
}

/** The processes that this one started, where they can be seen. */
export const childrenNow = (): Usage[] => childrenOf(process.pid).map(usageOfChild)

export const seesChildren = process.platform === 'linux'

function childrenOf(pid: number): number[] {
  if (!seesChildren) return []
  const tasks = `/proc/${String(pid)}/task`
  return readdirSync(tasks).flatMap((task) =>
    readFileSync(`${tasks}/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
  )
}

function usageOfChild(pid: number): Usage {
  const folder = `/proc/${String(pid)}`
  // The program's name, in brackets, may hold blanks: the numbers follow the last bracket.
  const fields = readFileSync(`${folder}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? []
  const ticks = Number(fields[11]) + Number(fields[12])
  const status = readFileSync(`${folder}/status`, 'latin1')
  const mib = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1_024
  return {
    cpuMs: (ticks / ticksPerSecond) * 1_000,
    rssMiB: mib('VmRSS'),
    peakRssMiB: mib('VmHWM')
  }
}
