import got from 'got'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Contestant } from './job.ts'
import { poured } from './sink.ts'

/** got, asked as the gateway's client asks it, into the project's sink: hashed and flushed. */
export const gotFileSink: Contestant = {
  async prepare({ url, caFile, folder }) {
    const certificateAuthority = await readFile(caFile)
    const path = join(folder, 'got-filesink.mp4')
    return {
      fetch() {
        const body = got.stream(url, {
          https: { certificateAuthority },
          followRedirect: false,
          retry: { limit: 0 },
          decompress: false
        })
        return poured(body, path)
      },
      close: () => Promise.resolve()
    }
  }
}
