import { AppError } from '../../shared/errors.ts'
import { downloadConferenceVideo, downloadVideoFile } from '../gateway/endpoints/recordings.ts'
import type { RequireSignedIn, SignedIn } from '../session/signed-in.ts'
import type { FileFamily } from './files/file-kind.ts'
import { fileNameFor, type FileSubject } from './files/file-name.ts'
import type { OpenedBody } from './opened-body.ts'
import type { OnProgress, SavedFile, WholeFiles } from './whole-file.ts'

/** What to ask the gateway for. Its path stays in main: no view holds it. */
export type RemoteFile =
  | {
      readonly via: 'path'
      /** The `fileName` of a Record event or the `filename` of an ImageCapture event. */
      readonly recordId: string
      readonly locationId: string | null
    }
  | { readonly via: 'conference'; readonly conferenceId: string; readonly recordId: string | null }

/** One file to be fetched: plain data, so that it can be handed to another process. */
export interface TransferJob {
  readonly remote: RemoteFile
  readonly family: FileFamily
  /** An existing folder on the local disk. */
  readonly folder: string
  readonly subject: FileSubject
}

/**
 * Fetches one file onto the local disk, whole or not at all. Videos and pictures know transfers by
 * this type only: moving them into a process of their own means another function of this type.
 * Ends promptly when `signal` is aborted (`could-not-ask:cancelled`), with the sign-in
 * (`could-not-ask:signed-out`), or with `file:*` or whatever the gateway's client throws.
 */
export type Transfer = (
  job: TransferJob,
  onProgress: OnProgress,
  signal: AbortSignal
) => Promise<SavedFile>

export interface TransferDeps {
  readonly signedIn: RequireSignedIn
  readonly files: WholeFiles
}

/** Transfers in this process. */
export function createTransfer({ signedIn, files }: TransferDeps): Transfer {
  return async (job, onProgress, signal) => {
    const gateway = signedIn()
    const open = (ending: AbortSignal): Promise<OpenedBody> => openRemote(gateway, job, ending)
    const nameFor = fileNameFor.bind(null, job.subject)
    const { folder, family } = job
    try {
      const either = AbortSignal.any([signal, gateway.ended])
      return await files.save({ folder, family, nameFor, open }, onProgress, either)
    } catch (error) {
      throw becauseOfSignOut(error, signal) ? signedOut() : error
    }
  }
}

function openRemote(
  gateway: SignedIn,
  { remote }: TransferJob,
  signal: AbortSignal
): Promise<OpenedBody> {
  const { agentId } = gateway
  if (remote.via === 'conference') {
    const { conferenceId, recordId } = remote
    const params = { agentId, conferenceId, recordId }
    return gateway.openFile(downloadConferenceVideo, params, { signal })
  }
  const { recordId, locationId } = remote
  return gateway.openFile(downloadVideoFile, { agentId, recordId, locationId }, { signal })
}

/** Nobody cancelled it here, so the sign-in ended and took its connections along. */
function becauseOfSignOut(error: unknown, signal: AbortSignal): boolean {
  return error instanceof AppError && error.code === 'could-not-ask:cancelled' && !signal.aborted
}

function signedOut(): AppError {
  return new AppError('could-not-ask:signed-out', 'The sign-in ended during a transfer')
}
