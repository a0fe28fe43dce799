import { forkFileWork } from '../../support/forked-file-work.ts'
import { preparedSaving } from './app.ts'
import type { Contestant } from './job.ts'

/** The app's full path as it runs: all work on files in a process of its own. */
export const appProcess: Contestant = {
  async prepare(job) {
    const work = forkFileWork()
    // The app's file process is there long before the second video; this starts it.
    await work.remove(`${job.folder}/nothing.part`)
    return preparedSaving(job, work)
  }
}
