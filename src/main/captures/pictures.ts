import { AppError } from '../../shared/errors.ts'
import type { CapturePicture } from '../../shared/model/capture.ts'
import { problemOf } from '../../shared/model/problem.ts'
import { savedPath } from '../library/files/saved-path.ts'
import type { Transfer } from '../library/transfer.ts'
import type { SavedFile } from '../library/whole-file.ts'
import type { CaptureBook } from './capture-book.ts'
import type { CaptureRow } from './capture-rows.ts'

export interface PicturesDeps {
  readonly book: CaptureBook
  readonly transfer: Transfer
  /** The folder that files are saved in now. It must exist. */
  readonly folder: () => string
}

/** A saved picture on the local disk. */
export interface LocalPicture {
  readonly path: string
  readonly kind: 'image/jpeg' | 'image/png'
  readonly bytes: number
}

/** The pictures of accepted captures, fetched one by one as they come. */
export interface Pictures {
  /** Resolves when it is over; the row tells how. */
  fetch(captureId: string): Promise<void>
  /** Throws `not-found` where the picture was not saved, or is not there any more. */
  find(captureId: string): Promise<LocalPicture>
  /** Ends every fetch, forgets where the pictures are, and waits until no part file is left. */
  clear(): Promise<void>
}

export function createPictures({ book, transfer, folder }: PicturesDeps): Pictures {
  const files = new Map<string, SavedFile>()
  const running = new Set<Promise<void>>()
  let ending = new AbortController()

  async function fetchNow(captureId: string, signal: AbortSignal): Promise<void> {
    if (!book.advance(captureId, { type: 'picture-fetching' })) return
    try {
      const job = { ...jobOf(book.require(captureId)), folder: folder() }
      const file = await transfer(job, () => undefined, signal)
      if (signal.aborted) return
      files.set(captureId, file)
      book.advance(captureId, { type: 'picture-saved', picture: pictureOf(file) })
    } catch (error) {
      book.advance(captureId, { type: 'picture-not-fetched', problem: problemOf(error) })
    }
  }

  return {
    fetch(captureId) {
      const fetching = fetchNow(captureId, ending.signal).finally(() => running.delete(fetching))
      running.add(fetching)
      return fetching
    },
    async find(captureId) {
      const { picture } = book.require(captureId).state
      const file = files.get(captureId)
      if (picture.state !== 'saved' || file === undefined) {
        throw new AppError('not-found', 'The picture was not saved')
      }
      const path = await savedPath(file.folder, file.fileName)
      return { path, kind: picture.kind, bytes: picture.bytes }
    },
    async clear() {
      ending.abort()
      ending = new AbortController()
      files.clear()
      await Promise.all(running)
    }
  }
}

/** A picture is kept beside the videos, named like them by the moment of the answer. */
function jobOf({ callId, agentId, askedAt, state }: CaptureRow) {
  const { serverPath, locationId, outcomeAt } = state
  if (serverPath === null) {
    throw new AppError('could-not-ask:unexpected-answer', 'The event names no picture')
  }
  const subject = { at: outcomeAt ?? askedAt, agentId, callId, serverPath }
  return {
    remote: { via: 'path', recordId: serverPath, locationId },
    family: 'picture',
    subject
  } as const
}

function pictureOf(file: SavedFile): Extract<CapturePicture, { state: 'saved' }> {
  const { fileName, bytes, sha256 } = file
  const kind = file.kind === 'png' ? 'image/png' : 'image/jpeg'
  return { state: 'saved', fileName, bytes, sha256, kind }
}
