import { resolve } from 'node:path'
import type { Clock } from '../../clock.ts'
import { createTurns } from '../files/turns.ts'
import type { EvidenceFacts } from './facts.ts'
import type { ManifestNote } from './manifest-entry.ts'
import { appendToManifest } from './manifest-file.ts'
import { removeSidecar, writeSidecar } from './sidecar.ts'

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

export function createEvidence({ clock, appVersion }: EvidenceDeps): Evidence {
  // One append at a time a folder: the lock between PCs need not sort out our own.
  const turns = createTurns()
  const note: Evidence['note'] = (folder, line) =>
    turns.take(resolve(folder), () => appendToManifest(folder, line, clock))

  return {
    async seal(facts) {
      await writeSidecar(facts, appVersion, clock)
      const { folder, fileName: file, bytes, sha256, itemId, agentId } = facts
      await note(folder, { what: 'saved', file, bytes, sha256, itemId, agentId })
    },
    note,
    unseal: (folder, fileName) => removeSidecar(folder, fileName, clock)
  }
}
