import got from 'got'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Contestant } from './job.ts'
import { createSink } from './sink.ts'

/** got, asked as the gateway's client asks it, into the project's sink: hashed and flushed. */
export const gotFileSink: Contestant = {
  async prepare({ url, caFile, folder }) {
    const certificateAuthority = await readFile(caFile)
    const path = join(folder, 'got-filesink.mp4')
    return {
      async fetch() {
        const sink = createSink(path)
        const body = got.stream(url, {
          https: { certificateAuthority },
          followRedirect: false,
          retry: { limit: 0 },
          decompress: false
        })
        await pipeline(body, sink)
        return { path, sha256: sink.digest() }
      },
      close: () => Promise.resolve()
    }
  }
}
