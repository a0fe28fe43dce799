import { AppError } from '../../../shared/errors.ts'
import type { EvidenceFacts } from './facts.ts'
import type { ManifestCheck } from './check-manifest.ts'

/** One sidecar of a folder. */
export interface FoundEvidence {
  readonly facts: EvidenceFacts
  /** By size only: `unchecked` where it is as it should be. */
  readonly check: 'unchecked' | 'changed' | 'missing'
  /** True where the manifest's last word on it is that it is held. */
  readonly hold: boolean
}

export interface FolderEvidence {
  /** In the order of their saving, oldest first; one for each item. */
  readonly found: readonly FoundEvidence[]
  /** Null where the folder has no manifest. */
  readonly manifest: ManifestCheck | null
  /** True where there were more sidecars than are read. */
  readonly cutOff: boolean
}

/**
 * Reads the evidence of a folder back: enough to make the rows of its files again. Files that are
 * not ours are passed over. Throws `file:folder-unusable` where the folder cannot be read.
 */
export function readFolder(_folder: string, _signal: AbortSignal): Promise<FolderEvidence> {
  return Promise.reject(new AppError('unexpected', 'not built yet'))
}
