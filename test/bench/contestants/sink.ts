import { createHash, type Hash } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { FileSink } from '../../../src/main/library/files/file-sink.ts'
import type { Fetched } from './job.ts'

/** A body into a new file through the project's own sink, with nothing to refuse and nobody to tell. */
export async function poured(body: Readable, path: string): Promise<Fetched> {
  const hash: Hash = createHash('sha256')
  const handle = await open(path, 'wx', 0o600)
  try {
    const sink = new FileSink({
      ...{ descriptor: handle.fd, startAt: 0, hash },
      ...{ admit: () => 0, count: () => undefined }
    })
    await pipeline(body, sink)
  } finally {
    await handle.close()
  }
  return { path, sha256: hash.digest('hex') }
}
