import type { HashedFile } from '../transfer/file-work.ts'
import type { ManifestCheck } from './check-manifest.ts'
import type { EvidenceFacts } from './facts.ts'
import type { Sidecar } from './sidecar.ts'

/** What a row knows of its saved file; the rest is read from the sidecar. */
export type CaseFacts = Omit<EvidenceFacts, 'requestedAt' | 'tries' | 'startedAgain'>

/**
 * How a file is at export time. `as-saved`: the archive proves it while it reads the file, or ends
 * with `file:changed` or `file:missing`; then hash the files and say what was found. A
 * {@link HashedFile} is what the file holds now, and the archive holds it to that.
 */
export type FoundFile = 'as-saved' | HashedFile | 'missing' | 'unreachable'

/** One file that somebody selected for a case. */
export interface CaseItem {
  readonly facts: CaseFacts
  readonly found: FoundFile
  readonly tags: readonly string[]
  readonly note: string
  readonly hold: boolean
}

/** The manifest of one folder. */
export interface CaseManifest {
  readonly folder: string
  /** Null where it is too long to be copied, and where there is none. */
  readonly text: string | null
  /** Null where there is none. */
  readonly check: ManifestCheck | null
}

/** An item with what lies beside its file. */
export interface GatheredItem extends CaseItem {
  /** As it is on the disk; null where it is gone or not ours. */
  readonly sidecar: { readonly text: string; readonly read: Sidecar } | null
  /** Its `saved` line in the manifest of its folder, from 1; null where there is none. */
  readonly manifestLine: number | null
}

/** Everything that goes into a case, read. */
export interface CaseInput {
  readonly items: readonly GatheredItem[]
  readonly manifests: readonly CaseManifest[]
  /** The agent who exports it. */
  readonly agentId: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly appVersion: string
}
