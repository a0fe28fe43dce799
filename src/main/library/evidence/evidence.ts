import type { Clock } from '../../clock.ts'
import { AppError } from '../../../shared/errors.ts'
import type { EvidenceFacts } from './facts.ts'
import type { ManifestNote } from './manifest-entry.ts'

export interface EvidenceDeps {
  readonly clock: Clock
  readonly appVersion: string
}

/** What is written beside saved files. Errors are `file:*`; the saved files are never touched. */
export interface Evidence {
  /**
   * Writes the sidecar of a file and notes it in its folder's manifest. Doing it again for the same
   * item and bytes changes nothing, so that a start after a crash can simply repeat it.
   */
  seal(facts: EvidenceFacts): Promise<void>
  /** Adds one line to the manifest of a folder. */
  note(folder: string, note: ManifestNote): Promise<void>
  /** Removes the sidecar of a file that was deleted; one that is gone or not ours stays as it is. */
  unseal(folder: string, fileName: string): Promise<void>
}

export function createEvidence(_deps: EvidenceDeps): Evidence {
  const notYet = () => Promise.reject(new AppError('unexpected', 'not built yet'))
  return { seal: notYet, note: notYet, unseal: notYet }
}
