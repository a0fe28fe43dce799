import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { systemClock as clock } from '../../src/main/clock.ts'
import { appendToManifest } from '../../src/main/library/evidence/manifest-file.ts'
import { createPart } from '../../src/main/library/files/part-file.ts'
import { madeRow } from './made-row.ts'
import { openedStore } from './opened-store.ts'

// The main thread of the same script sends it.
const { folder, first } = workerData as { readonly folder: string; readonly first: number }
const { signal } = new AbortController()
const store = openedStore(join(folder, 'library.db'))

// A row, a part and a line of the manifest after the other, told once they are flushed.
for (let n = first; ; n += 1) {
  store.put(madeRow(n))
  const part = await createPart(join(folder, `${String(n)}.part`), { clock, signal })
  const { bytesWritten } = await part.handle.write('x'.repeat(10_000 + n))
  await part.handle.sync()
  await part.handle.close()
  const { itemId, agentId } = madeRow(n)
  const facts = { file: `${String(n)}.mp4`, bytes: bytesWritten, sha256: '0'.repeat(64) }
  await appendToManifest(folder, { what: 'saved', itemId, agentId, ...facts }, clock)
  parentPort?.postMessage({ rows: n + 1, partBytes: bytesWritten })
}
