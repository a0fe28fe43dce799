import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../../clock.ts'
import { cancelled } from '../files/locked.ts'
import { endProcess } from './end-process.ts'
import type { SpawnFileProcess } from './file-port.ts'
import type { FetchEnd, FetchJob, FileWork, Watch } from './file-work.ts'
import { transferEnded } from './local-file-work.ts'
import { replies, type AnyJob, type Order } from './messages.ts'
import { createOpenJobs, type OpenJobs, type Reply } from './open-jobs.ts'
import { createProcessKeeper, type ProcessKeeper } from './process-keeper.ts'

export interface RemoteFileWorkDeps {
  readonly spawn: SpawnFileProcess
  readonly clock: Clock
  /** Told when the process ended without being asked to: something for the log. */
  readonly onDied?: () => void
  /** Told what nobody in the process had caught, as places of our own code; it ends by itself then. */
  readonly onFault?: (frames: string) => void
}

type Ask = <News, End>(job: AnyJob, reply: Reply<News, End>, watch: Watch<News>) => Promise<End>

/**
 * Work done in another process, which starts with the first job. When it dies, everything under way
 * rejects with `transfer-ended`, and the next job starts another one. A message from it that is not
 * understood ends it: who talks nonsense may not have written what it says.
 */
export function createRemoteFileWork(deps: RemoteFileWorkDeps): FileWork {
  const { spawn, clock, onDied } = deps
  const jobs = createOpenJobs()
  let closing = false
  const keeper: ProcessKeeper = createProcessKeeper({
    spawn,
    clock,
    onMessage(message) {
      const heard = jobs.hear(message)
      if (heard === 'understood') return
      if (typeof heard === 'object') deps.onFault?.(heard.frames)
      else keeper.current()?.kill()
    },
    onEnd() {
      jobs.failAll(transferEnded())
      if (!closing) onDied?.()
    }
  })
  return {
    ...askedWork(askVia(keeper, jobs)),
    async close() {
      closing = true
      keeper.stop()
      const process = keeper.current()
      if (process !== null) await endProcess(process, clock)
    }
  }
}

function askVia(keeper: ProcessKeeper, jobs: OpenJobs): Ask {
  return async (job, reply, { signal, onNews }) => {
    const process = await keeper.running(signal)
    // It may have died in the turn between.
    if (keeper.current() !== process) throw transferEnded()
    const { id, end } = jobs.open(reply, onNews)
    const post = (order: Order): void => {
      process.post(order)
    }
    const cancel = (): void => {
      post({ type: 'cancel', id })
    }
    post({ type: 'job', id, job })
    signal.addEventListener('abort', cancel)
    try {
      return await end
    } finally {
      signal.removeEventListener('abort', cancel)
    }
  }
}

function askedWork(ask: Ask): Omit<FileWork, 'close'> {
  const endless = new AbortController().signal
  const silent = (): undefined => undefined
  return {
    async fetch(job, watch) {
      // An order that is called off before it was given to anybody is an end like any other.
      if (watch.signal.aborted) return notBegun(job)
      try {
        return await ask({ name: 'fetch', input: job }, replies.fetch, watch)
      } catch (error) {
        if (isCancelled(error)) return notBegun(job)
        throw error
      }
    },
    place: (placing, signal) =>
      ask({ name: 'place', input: placing }, replies.place, { signal, onNews: silent }),
    hash: (path, watch) => ask({ name: 'hash', input: { path } }, replies.hash, watch),
    remove: (path) =>
      ask({ name: 'remove', input: { path } }, replies.remove, { signal: endless, onNews: silent }),
    archive: (job, watch) => ask({ name: 'archive', input: job }, replies.archive, watch)
  }
}

const isCancelled = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'could-not-ask:cancelled'

const notBegun = (job: FetchJob): FetchEnd => ({
  error: cancelled(),
  receivedBytes: 0,
  setGuid: null,
  file: null,
  kept: job.resume,
  retryAfterMs: null,
  neededBytes: null,
  startedAgain: false
})
