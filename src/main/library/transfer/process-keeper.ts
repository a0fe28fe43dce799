import { pause, type Clock } from '../../clock.ts'
import { cancelled } from '../files/locked.ts'
import type { FileProcess, SpawnFileProcess } from './file-port.ts'
import { transferEnded } from './local-file-work.ts'

/** A process that lived so long did not die of its start: the next one starts at once again. */
const longLifeMs = 60_000
/** So many short lives in a row are started again without waiting. */
const freeDeaths = 2
const firstPauseMs = 1_000
const longestPauseMs = 60_000

export interface ProcessKeeperDeps {
  readonly spawn: SpawnFileProcess
  readonly clock: Clock
  readonly onMessage: (message: unknown) => void
  /** Told after each end, wanted or not. */
  readonly onEnd: () => void
}

export interface ProcessKeeper {
  /**
   * The process that runs, started if there is none. The third short life in a row (under a minute
   * each) costs a second of waiting, each further one twice as much, up to a minute.
   * Throws `transfer-ended` where it cannot be started or was stopped, `could-not-ask:cancelled`
   * where `signal` aborts while it waits.
   */
  running(signal: AbortSignal): Promise<FileProcess>
  /** The process that runs now, if one does. */
  current(): FileProcess | null
  /** Starts no process from now on; one that runs goes on until it is killed. */
  stop(): void
}

export function createProcessKeeper(deps: ProcessKeeperDeps): ProcessKeeper {
  const { clock } = deps
  const stopping = new AbortController()
  const starts = createStarts(clock)
  let process: FileProcess | null = null

  function start(): FileProcess {
    const died = starts.begin()
    try {
      const started = deps.spawn()
      process = started
      started.onMessage(deps.onMessage)
      started.onExit(() => {
        process = null
        died()
        deps.onEnd()
      })
      return started
    } catch {
      died()
      throw transferEnded()
    }
  }

  return {
    current: () => process,
    stop() {
      stopping.abort()
    },
    async running(signal) {
      const ending = AbortSignal.any([signal, stopping.signal])
      for (;;) {
        if (stopping.signal.aborted) throw transferEnded()
        if (signal.aborted) throw cancelled()
        if (process !== null) return process
        const waitMs = starts.waitMs()
        if (waitMs <= 0) return start()
        await pause(clock, waitMs, ending)
      }
    }
  }
}

/** When the next process may be started. */
function createStarts(clock: Clock) {
  let shortLives = 0
  let nextAt = -Infinity
  return {
    waitMs: (): number => nextAt - clock.elapsed(),
    /** A process starts now; the function returned is called when it has ended. */
    begin(): () => void {
      const startedAt = clock.elapsed()
      return () => {
        const now = clock.elapsed()
        shortLives = now - startedAt < longLifeMs ? shortLives + 1 : 0
        const doublings = shortLives - freeDeaths - 1
        if (doublings >= 0) nextAt = now + Math.min(firstPauseMs * 2 ** doublings, longestPauseMs)
      }
    }
  }
}
