import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { onTestFinished } from 'vitest'
import type { ApartAnswer } from './apart-server.ts'
import type { RawRequest } from './raw-server.ts'

/** What came to a server. */
export interface Seen {
  readonly seen: readonly Pick<RawRequest, 'method' | 'target' | 'headers'>[]
  readonly receivedBytes: number
}

/** A TLS server in a thread of its own: it answers also while the thread of the test stands still. */
export async function servedApart(says: ApartAnswer) {
  const worker = new Worker(new URL('./apart-server.ts', import.meta.url), { workerData: says })
  onTestFinished(async () => {
    await worker.terminate()
  })
  // Each message is what apart-server.ts posts.
  const [{ origin, ca }] = (await once(worker, 'message')) as [{ origin: string; ca: string[] }]
  return {
    origin,
    ca,
    async seen(): Promise<Seen> {
      worker.postMessage('seen')
      const [told] = (await once(worker, 'message')) as [Seen]
      return told
    }
  }
}
