import { ownerOf, type ItemRow, type RemoteFile } from './item-row.ts'
import { keyOf, untouched } from './recording-events.ts'

/** What a capture's picture is fetched by. */
export interface PictureWish {
  readonly itemId: string
  readonly callId: string
  readonly at: number
  readonly remote: RemoteFile
}

/** A file of the server that somebody asked for by name. */
export interface AskedFile {
  readonly itemId: string
  readonly callId: string | null
  readonly media: 'video' | 'picture'
  readonly knownBy: 'event' | 'record-id'
  /** Milliseconds since 1970. */
  readonly at: number
  readonly remote: RemoteFile
}

/** The row of a file that is asked for by name: it is complete, so it starts and stops at once. */
export function askedRow(
  { host, agentId }: { readonly host: string; readonly agentId: string },
  { itemId, callId, media, knownBy, at, remote }: AskedFile
): ItemRow {
  const whose = { owner: ownerOf(host, agentId), host, agentId, callId, taskId: null }
  const what = { itemId, media, knownBy, key: keyOf(remote), remote }
  return { ...untouched, ...whose, ...what, startedAt: at, stoppedAt: at }
}
