import type { Transfer, TransferJob } from '../../src/main/library/transfer.ts'
import type { OnProgress, SavedFile } from '../../src/main/library/whole-file.ts'
import { AppError } from '../../src/shared/errors.ts'

/** One transfer under way, whose end a test decides. */
export interface FakeTransfer {
  readonly job: TransferJob
  readonly signal: AbortSignal
  readonly progress: OnProgress
  /** Ends it well, as a transfer does: verified, then saved. */
  finish(facts?: Partial<SavedFile>): void
  fail(error: AppError): void
}

/** A `Transfer` without a wire or a disk; `begun` lists what was started, in order. */
export function fakeTransfers(): { transfer: Transfer; begun: readonly FakeTransfer[] } {
  const begun: FakeTransfer[] = []
  const transfer: Transfer = (job, onProgress, signal) => {
    const { promise, resolve, reject } = Promise.withResolvers<SavedFile>()
    signal.addEventListener('abort', () => {
      reject(new AppError('could-not-ask:cancelled', 'Cancelled'))
    })
    begun.push({
      job,
      signal,
      progress: onProgress,
      finish: (facts = {}) => {
        const bytes = facts.bytes ?? 1_000
        onProgress({ step: 'verifying', receivedBytes: bytes, totalBytes: bytes })
        resolve({
          folder: job.folder,
          fileName: `file-${begun.length}.mp4`,
          bytes,
          sha256: 'ab'.repeat(32),
          lengthProof: 'content-length',
          kind: 'mp4',
          ...facts
        })
      },
      fail: reject
    })
    return promise
  }
  return { transfer, begun }
}
