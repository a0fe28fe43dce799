import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Contestant } from './job.ts'
import { openBody } from './open-body.ts'
import { createSink } from './sink.ts'

/** Node's own client into the project's sink: hashed and flushed. */
export const httpsFileSink: Contestant = {
  async prepare({ url, caFile, folder }) {
    const ca = await readFile(caFile)
    const path = join(folder, 'https-filesink.mp4')
    return {
      async fetch() {
        const sink = createSink(path)
        await pipeline(await openBody(url, ca), sink)
        return { path, sha256: sink.digest() }
      },
      close: () => Promise.resolve()
    }
  }
}
