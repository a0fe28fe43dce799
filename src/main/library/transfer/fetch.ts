import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../../clock.ts'
import type { FreeBytes } from '../files/disk-space.ts'
import type { FileWork } from './file-work.ts'

export interface FetchDeps {
  readonly clock: Clock
  /** Free bytes in a folder; the system's own figure unless a test hands in another. */
  readonly freeBytes?: FreeBytes
}

/** Fetches single files, each whole or not at all; its connections end with their files. */
export function createFetch({ clock }: FetchDeps): FileWork['fetch'] {
  return () => Promise.reject(new AppError('unexpected', `not built yet (${clock.now()})`))
}
