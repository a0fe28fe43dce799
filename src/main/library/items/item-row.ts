import type { LibraryItem, SavedFile, SaveState } from '../../../shared/model/library.ts'
import { isInQueue, type FileRecord, type SaveRecord } from '../queue/save-record.ts'

/** What to ask the gateway for. Its path stays in main: no view holds it. */
export type RemoteFile =
  | {
      readonly via: 'path'
      /** The `fileName` of a Record event or the `filename` of an ImageCapture event. */
      readonly recordId: string
      readonly locationId: string | null
    }
  | { readonly via: 'conference'; readonly conferenceId: string; readonly recordId: string | null }

/** One recording or picture as main knows it; {@link factsOf} is what leaves main. */
export interface ItemRow {
  readonly itemId: string
  /** Whose row it is: see {@link ownerOf}. */
  readonly owner: string
  readonly agentId: string
  /** Where it came from: the gateway's host and port, or `practice`. */
  readonly host: string
  readonly callId: string | null
  readonly media: LibraryItem['media']
  readonly knownBy: LibraryItem['knownBy']
  /** What the server calls it; tells whether two events speak of the same recording. */
  readonly key: string
  readonly taskId: string | null
  /** Null where nothing can be fetched: audio, or an event without a usable path. */
  readonly remote: RemoteFile | null
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly stoppedAt: number | null
  readonly failed: boolean
  readonly position: number | null
  readonly save: SaveRecord
  readonly tags: readonly string[]
  readonly note: string
  readonly hold: boolean
}

/** Rows belong to one agent of one gateway: the same number elsewhere is somebody else. */
export const ownerOf = (host: string, agentId: string): string => `${host} ${agentId}`

/** Whose rows are meant: one agent's, or those of all agents of one gateway. */
export type RowScope = { readonly owner: string } | { readonly host: string }

export const isWithin = (row: Pick<ItemRow, 'owner' | 'host'>, scope: RowScope): boolean =>
  'owner' in scope ? row.owner === scope.owner : row.host === scope.host

/** What an item is, whoever looks at it. */
export type ItemFacts = Omit<LibraryItem, 'own'>

/** What may leave main: no path and no id of the gateway but the call's. */
export function factsOf(row: ItemRow): ItemFacts {
  const { itemId, agentId, callId, media, knownBy, startedAt, stoppedAt, failed, remote } = row
  const { position, save, tags, note, hold } = row
  const source = remote?.via === 'conference' ? 'conference' : 'file'
  const known = { itemId, agentId, callId, media, source, knownBy } as const
  const times = { startedAt, stoppedAt, failed, fetchable: remote !== null && media !== 'audio' }
  return { ...known, ...times, position, save: stateOf(save), tags, note, hold }
}

/** The same row with another save; it keeps its place while it is in the queue. */
export const withSave = (row: ItemRow, save: SaveRecord): ItemRow => ({
  ...row,
  save,
  position: isInQueue(save) ? row.position : null
})

function stateOf(save: SaveRecord): SaveState {
  switch (save.state) {
    case 'waiting': {
      const { state, retryAt, problem, tries } = save
      return { state, retryAt, problem, tries }
    }
    case 'downloading': {
      const { state, startedAt, tries, startedAgain } = save
      return { state, startedAt, tries, startedAgain }
    }
    case 'verifying':
      return { state: save.state, bytes: save.bytes }
    case 'saved':
    case 'saved-unproven':
      return { state: save.state, file: fileOf(save.file) }
    case 'needs-attention': {
      const { state, problem, tries, unnamed } = save
      return { state, problem, tries, canFinish: unnamed !== null }
    }
    default:
      return { state: save.state }
  }
}

/** Without its folder and kind: screens need neither, and paths stay in main. */
function fileOf(file: FileRecord): SavedFile {
  const { fileName, bytes, sha256, lengthProof, mayHaveGrown, savedAt, check, checkedAt } = file
  return { fileName, bytes, sha256, lengthProof, mayHaveGrown, savedAt, check, checkedAt }
}
