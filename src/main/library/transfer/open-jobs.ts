import * as v from 'valibot'
import { AppError } from '../../../shared/errors.ts'
import { fromWire, report, type Report } from './messages.ts'

/** What a job may tell meanwhile and at its end. */
export interface Reply<News, End> {
  readonly news: v.GenericSchema<unknown, News>
  readonly end: v.GenericSchema<unknown, End>
}

/** Jobs that were given to the file process and are not over. */
export interface OpenJobs {
  open<News, End>(
    reply: Reply<News, End>,
    onNews: (news: News) => void
  ): { readonly id: number; readonly end: Promise<End> }
  /** Takes a message of the process to the job that it is about; one that is over by now is fine. */
  hear(message: unknown): 'understood' | 'nonsense' | 'closed' | FaultReport
  failAll(error: AppError): void
}

export type FaultReport = Extract<Report, { type: 'fault' }>

interface OpenJob {
  readonly tell: (value: unknown) => void
  readonly done: (value: unknown) => void
  readonly failed: (error: AppError) => void
}

export function createOpenJobs(): OpenJobs {
  const jobs = new Map<number, OpenJob>()
  let lastId = 0

  function over(id: number): OpenJob | undefined {
    const job = jobs.get(id)
    jobs.delete(id)
    return job
  }

  function take(told: Report): void {
    if (told.type === 'news') for (const { id, value } of told.news) jobs.get(id)?.tell(value)
    if (told.type === 'done') over(told.id)?.done(told.value)
    if (told.type === 'failed') over(told.id)?.failed(fromWire(told.error))
  }

  return {
    open(reply, onNews) {
      lastId += 1
      const id = lastId
      const end = new Promise<v.InferOutput<typeof reply.end>>((resolve, failed) => {
        const tell = whenFits(reply.news, onNews, () => undefined)
        const done = whenFits(reply.end, resolve, () => {
          failed(new AppError('unexpected', 'The file process gave an end that does not fit'))
        })
        jobs.set(id, { tell, done, failed })
      })
      return { id, end }
    },
    hear(message) {
      const read = v.safeParse(report, message)
      if (!read.success) return 'nonsense'
      take(read.output)
      if (read.output.type === 'fault') return read.output
      return read.output.type === 'closed' ? 'closed' : 'understood'
    },
    failAll(error) {
      const failed = [...jobs.values()]
      jobs.clear()
      for (const job of failed) job.failed(error)
    }
  }
}

function whenFits<T>(
  schema: v.GenericSchema<unknown, T>,
  fits: (value: T) => void,
  fitsNot: () => void
): (value: unknown) => void {
  return (value) => {
    const read = v.safeParse(schema, value)
    if (read.success) fits(read.output)
    else fitsNot()
  }
}
