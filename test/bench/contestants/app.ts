import { readFile } from 'node:fs/promises'
import { systemClock } from '../../../src/main/clock.ts'
import { createArchive } from '../../../src/main/library/evidence/archive.ts'
import { createFetch } from '../../../src/main/library/transfer/fetch.ts'
import type { FileWork } from '../../../src/main/library/transfer/file-work.ts'
import { createLocalFileWork } from '../../../src/main/library/transfer/local-file-work.ts'
import { createSaving } from '../app/saving.ts'
import type { BenchJob, Contestant, PreparedContestant } from './job.ts'

/** The app's full path, its work on files done in this same process. */
export const app: Contestant = {
  prepare(job) {
    const fetch = createFetch({ clock: systemClock })
    const archive = createArchive()
    return preparedSaving(job, createLocalFileWork({ clock: systemClock, fetch, archive }))
  }
}

/** Saves one recording of a full library through `work`. */
export async function preparedSaving(job: BenchJob, work: FileWork): Promise<PreparedContestant> {
  const { url, caFile, folder } = job
  const saving = createSaving({ work, url, folder, ca: await readFile(caFile, 'utf8') })
  const row = saving.queue()
  return { fetch: () => saving.save(row), close: () => saving.close() }
}
