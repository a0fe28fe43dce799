import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../../clock.ts'
import { createFilePlacement } from '../files/file-placement.ts'
import { hashFile } from '../files/hash-file.ts'
import { removeFile } from '../files/remove-file.ts'
import type { FileWork } from './file-work.ts'

export interface LocalFileWorkDeps {
  readonly clock: Clock
  readonly fetch: FileWork['fetch']
  readonly archive: FileWork['archive']
}

/** All work on large files, in this process. */
export function createLocalFileWork({ clock, fetch, archive }: LocalFileWorkDeps): FileWork {
  const placement = createFilePlacement({ clock })
  const closing = new AbortController()
  const running = new Set<Promise<unknown>>()

  /** Runs a job that ends with `signal` and with this work. */
  async function run<T>(
    job: (signal: AbortSignal) => Promise<T>,
    signal: AbortSignal | null
  ): Promise<T> {
    if (closing.signal.aborted) throw transferEnded()
    const either = AbortSignal.any([closing.signal, ...(signal === null ? [] : [signal])])
    const end = job(either)
    running.add(end)
    try {
      return await end
    } finally {
      running.delete(end)
    }
  }

  return {
    fetch: (job, { signal, onNews }) =>
      run((either) => fetch(job, { signal: either, onNews }), signal),
    place: (placing, signal) => run((either) => placement.place(placing, either), signal),
    hash: (path, { signal, onNews }) =>
      run((either) => hashFile(path, { signal: either, onNews }), signal),
    remove: (path) => run((signal) => removeFile(path, { clock, signal }), null),
    archive: (job, { signal, onNews }) =>
      run((either) => archive(job, { signal: either, onNews }), signal),
    async close() {
      closing.abort()
      await Promise.allSettled(running)
    }
  }
}

/** Work that cannot be done, or not to its end, because whoever does it is gone. */
export function transferEnded(): AppError {
  return new AppError('transfer-ended', 'The file process has ended')
}
