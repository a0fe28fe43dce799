import { readdirSync, readFileSync } from 'node:fs'

/** What a program and all processes below it take. */
export interface TreeUsage {
  readonly processes: number
  /** Processor time so far in milliseconds, user and system, of those that still run. */
  readonly cpuMs: number
  /** Proportional set size in MiB: memory that several share is counted once. */
  readonly pssMiB: number
}

/** Clock ticks a second in /proc: 100 on every Linux that Node supports. */
const ticksPerSecond = 100

/** Linux only. A process that ends while it is looked at counts for nothing. */
export function treeUsage(root: number): TreeUsage {
  const found = treeOf(root).map(usageOf)
  const sum = (of: (one: Used) => number): number => found.reduce((all, one) => all + of(one), 0)
  return {
    processes: found.length,
    cpuMs: sum(({ cpuMs }) => cpuMs),
    pssMiB: sum(({ pssMiB }) => pssMiB)
  }
}

/** The process and every one below it, itself first. */
export function treeOf(root: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: Number(statOf(Number(name))[1]) }))
  const below = (pid: number): number[] => [
    pid,
    ...parents.filter(({ parent }) => parent === pid).flatMap((child) => below(child.pid))
  ]
  return below(root)
}

interface Used {
  readonly cpuMs: number
  readonly pssMiB: number
}

function usageOf(pid: number): Used {
  const fields = statOf(pid)
  const ticks = Number(fields[11] ?? 0) + Number(fields[12] ?? 0)
  const pss = /^Pss:\s+(\d+) kB/m.exec(read(`/proc/${String(pid)}/smaps_rollup`))?.[1]
  return { cpuMs: (ticks / ticksPerSecond) * 1_000, pssMiB: Number(pss ?? 0) / 1_024 }
}

/** The fields of /proc/PID/stat from the third on: the name before them may hold blanks and brackets. */
const statOf = (pid: number): string[] =>
  read(`/proc/${String(pid)}/stat`)
    .split(') ')
    .at(-1)
    ?.split(' ') ?? []

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return '' // it has ended, or is a zombie without memory
  }
}
