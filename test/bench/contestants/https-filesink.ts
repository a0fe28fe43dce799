import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Contestant } from './job.ts'
import { openBody } from './open-body.ts'
import { poured } from './sink.ts'

/** Node's own client into the project's sink: hashed and flushed. */
export const httpsFileSink: Contestant = {
  async prepare({ url, caFile, folder }) {
    const ca = await readFile(caFile)
    const path = join(folder, 'https-filesink.mp4')
    return {
      fetch: async () => poured(await openBody(url, ca), path),
      close: () => Promise.resolve()
    }
  }
}
