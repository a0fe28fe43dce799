import { downloadConferenceVideo, downloadVideoFile } from '../../gateway/endpoints/recordings.ts'
import type { LentEnd, LentRequest } from '../../gateway/lent-request.ts'
import type { SignedIn } from '../../session/signed-in.ts'
import type { RemoteFile } from '../items/item-row.ts'

/** Lends the download of one file of the server to `once`. Throws `could-not-ask:signed-out`. */
export function lendRemote<E extends LentEnd>(
  { agentId, lend }: Pick<SignedIn, 'agentId' | 'lend'>,
  remote: RemoteFile,
  once: (request: LentRequest) => Promise<E>
): Promise<E> {
  if (remote.via === 'conference') {
    const { conferenceId, recordId } = remote
    return lend(downloadConferenceVideo, { agentId, conferenceId, recordId }, once)
  }
  const { recordId, locationId } = remote
  return lend(downloadVideoFile, { agentId, recordId, locationId }, once)
}
