import { performance, type EventLoopUtilization } from 'node:perf_hooks'
import { quantile } from './statistics.ts'

/** How free a process was to answer while something else was going on. */
export interface Pulse {
  /** Share of the time in which the event loop was busy, 0 to 1. */
  readonly loopUtilization: number
  /** How late a 4 ms timer came, in milliseconds. */
  readonly latenessP50Ms: number
  readonly latenessP99Ms: number
  readonly latenessMaxMs: number
}

const timerMs = 4

/** Takes the pulse of this process until `stop`. */
export function takePulse(): { stop(): Pulse } {
  const lateness: number[] = []
  const before: EventLoopUtilization = performance.eventLoopUtilization()
  let setAt = performance.now()
  let timer = setTimeout(tick, timerMs)
  function tick(): void {
    lateness.push(Math.max(0, performance.now() - setAt - timerMs))
    setAt = performance.now()
    timer = setTimeout(tick, timerMs)
  }
  return {
    stop() {
      clearTimeout(timer)
      return {
        loopUtilization: performance.eventLoopUtilization(before).utilization,
        latenessP50Ms: quantile(lateness, 0.5),
        latenessP99Ms: quantile(lateness, 0.99),
        latenessMaxMs: Math.max(0, ...lateness)
      }
    }
  }
}
