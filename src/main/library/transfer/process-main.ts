import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../../clock.ts'
import type { FilePort } from './file-port.ts'
import type { FetchEnd, FileWork, Watch } from './file-work.ts'
import { toWire, type AnyJob, type Order, type Report } from './messages.ts'
import { createProgressMerge } from './progress-merge.ts'

export interface ServeFileWorkDeps {
  readonly port: FilePort
  readonly work: FileWork
  readonly clock: Clock
}

/** The file process's side: does what main orders, and tells how it goes and how it ended. */
export function serveFileWork({ port, work, clock }: ServeFileWorkDeps): void {
  const post = (message: Report): void => {
    port.post(message)
  }
  const cancels = new Map<number, AbortController>()
  const answers = new Set<Promise<void>>()
  const progress = createProgressMerge(clock, (news) => {
    post({ type: 'news', news: [...news] })
  })

  async function answer(id: number, job: AnyJob): Promise<void> {
    const cancel = new AbortController()
    cancels.set(id, cancel)
    const onNews = progress.tell.bind(null, id)
    const end = await endOf(perform(work, job, { signal: cancel.signal, onNews }))
    progress.forget(id)
    cancels.delete(id)
    post({ ...end, id })
  }

  function begin(id: number, job: AnyJob): void {
    const answered = answer(id, job)
    answers.add(answered)
    void answered.finally(() => answers.delete(answered))
  }

  async function close(): Promise<void> {
    await work.close()
    await Promise.allSettled(answers)
    post({ type: 'closed' })
  }

  port.onMessage((message) => {
    // Main and this process are two entries of one build: what comes is what main wrote.
    const order = message as Order
    if (order.type === 'job') begin(order.id, order.job)
    else if (order.type === 'cancel') cancels.get(order.id)?.abort()
    else void close()
  })
}

async function endOf(value: Promise<unknown>) {
  try {
    return { type: 'done', value: await value } as const
  } catch (error) {
    return { type: 'failed', error: toWire(AppError.from(error)) } as const
  }
}

/** What the job gives, as it crosses. */
async function perform(work: FileWork, job: AnyJob, watch: Watch<unknown>): Promise<unknown> {
  switch (job.name) {
    case 'fetch':
      return crossing(await work.fetch(job.input, watch))
    case 'place':
      return work.place(job.input, watch.signal)
    case 'hash':
      return work.hash(job.input.path, watch)
    case 'remove':
      return work.remove(job.input.path)
    case 'archive':
      return work.archive(job.input, watch)
  }
}

const crossing = (end: FetchEnd): unknown => ({
  ...end,
  error: end.error === null ? null : toWire(end.error)
})
