import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Contestant } from './job.ts'
import { openBody } from './open-body.ts'

/** The least that Node can do: socket to file, 64 KiB at a time, neither hashed nor flushed. */
export const httpsPipeline: Contestant = {
  async prepare({ url, caFile, folder }) {
    const ca = await readFile(caFile)
    const path = join(folder, 'bare.mp4')
    return {
      async fetch() {
        await pipeline(await openBody(url, ca), createWriteStream(path, { highWaterMark: 65_536 }))
        return { path, sha256: null }
      },
      close: () => Promise.resolve()
    }
  }
}
