import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { systemClock as clock } from '../../src/main/clock.ts'
import { checkManifest } from '../../src/main/library/evidence/check-manifest.ts'
import { manifestName } from '../../src/main/library/evidence/manifest-entry.ts'
import { reopenPart } from '../../src/main/library/files/part-file.ts'
import { openedStore } from './opened-store.ts'
import type { Proof } from './proof.ts'

const starts = 5

/** What the work said was on the disk before it was ended. */
interface Told {
  readonly rows: number
  readonly partBytes: number
}

/** Lets the work run until it has told `count` times, and ends its thread in the middle of whatever. */
async function killedAfter(folder: string, first: number, count: number): Promise<Told> {
  const worker = new Worker(new URL('./killed-work.ts', import.meta.url), {
    workerData: { folder, first }
  })
  let told: Told = { rows: first, partBytes: 0 }
  try {
    for (let n = 0; n < count; n += 1) [told] = (await once(worker, 'message')) as [Told]
  } finally {
    await worker.terminate()
  }
  return told
}

/**
 * A kill as far as one process can play it: a thread is ended wherever it is, and nothing of it is
 * asked to tidy up. What it said was done must be there, and everything must go on.
 */
export const killProofs: readonly Proof[] = [
  {
    name: `killed and started again ${String(starts)} times: nothing that was said to be kept is lost`,
    show: async (folder) => {
      let rows = 0
      for (let start = 1; start <= starts; start += 1) {
        const told = await killedAfter(folder, rows, start * 3)
        const store = openedStore(join(folder, 'library.db'))
        assert.ok(
          store.count() >= told.rows,
          `${String(store.count())} of ${String(told.rows)} rows`
        )
        rows = store.count()
        store.close()
        const path = join(folder, `${String(told.rows - 1)}.part`)
        const { signal } = new AbortController()
        const part = await reopenPart(path, told.partBytes, { clock, signal })
        const whole = createHash('sha256').update('x'.repeat(told.partBytes)).digest('hex')
        assert.equal(part?.hash.digest('hex'), whole)
        await part.handle.close()
      }
      const text = readFileSync(join(folder, manifestName), 'utf8')
      assert.equal(checkManifest(text).whole, true)
    }
  }
]
