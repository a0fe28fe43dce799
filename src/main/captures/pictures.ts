import { AppError } from '../../shared/errors.ts'
import type { CapturePicture } from '../../shared/model/capture.ts'
import type { LibraryItem } from '../../shared/model/library.ts'
import { problemOf } from '../../shared/model/problem.ts'
import { isOfDatabase } from '../library/database/database-fault.ts'
import type { PictureWish } from '../library/items/asked-row.ts'
import type { CaptureBook } from './capture-book.ts'
import type { CaptureEvent } from './capture-state.ts'

/** The library as captures use it: a picture is an item of it, under the capture's own id. */
export interface PictureLibrary {
  /** Puts a picture into the queue; nothing happens where it is known already. */
  add(wish: PictureWish): void
  /** Tries again now. Throws why it cannot be. */
  save(itemId: string): void
  /** Null for an item that is not known, or not shown to this agent. */
  find(itemId: string): LibraryItem | null
  onItems(listener: (items: readonly LibraryItem[]) => void): () => void
  /** What it refused before may be possible now. */
  onUsable(listener: () => void): () => void
}

/** The pictures of accepted captures: asked for in the library, and what becomes of them. */
export class Pictures {
  readonly #book: CaptureBook
  readonly #library: PictureLibrary
  /** Captures whose picture the library could not take. */
  readonly #kept = new Set<string>()

  constructor(book: CaptureBook, library: PictureLibrary) {
    this.#book = book
    this.#library = library
    library.onItems((items) => {
      for (const item of items) this.#follow(item)
    })
    library.onUsable(() => {
      for (const captureId of this.#kept) this.fetchWhenPossible(captureId)
    })
  }

  /** Asks for the picture of a capture that was just answered; a library that is away does it later. */
  fetchWhenPossible(captureId: string): void {
    this.#kept.delete(captureId)
    try {
      this.fetch(captureId)
    } catch (thrown) {
      const problem = problemOf(thrown)
      if (problem.code === 'not-found') return
      if (!isOfDatabase(problem)) throw thrown
      this.#kept.add(captureId)
      this.#book.advance(captureId, { type: 'picture-not-fetched', problem })
    }
  }

  /** Asks for the picture, or once more; the row tells what comes of it. */
  fetch(captureId: string): void {
    const { callId, askedAt, state } = this.#book.require(captureId)
    const { serverPath, locationId, outcomeAt } = state
    if (serverPath === null) {
      this.#book.advance(captureId, { type: 'picture-not-fetched', problem: namesNoPicture })
      return
    }
    if (this.#library.find(captureId) !== null) {
      this.#library.save(captureId)
      return
    }
    const remote = { via: 'path', recordId: serverPath, locationId } as const
    this.#library.add({ itemId: captureId, callId, at: outcomeAt ?? askedAt, remote })
  }

  #follow({ itemId, media, save }: LibraryItem): void {
    if (media !== 'picture') return
    const event = eventOf(save)
    if (event !== null) this.#book.advance(itemId, event)
  }
}

const namesNoPicture = { code: 'could-not-ask:unexpected-answer' } as const
const wasCancelled = { code: 'could-not-ask:cancelled' } as const

/** What a step of the item means to its capture. One that waits for another try is on the server. */
function eventOf(save: LibraryItem['save']): CaptureEvent | null {
  switch (save.state) {
    case 'queued':
    case 'downloading':
      return { type: 'picture-fetching' }
    case 'waiting':
    case 'needs-attention':
      return { type: 'picture-not-fetched', problem: save.problem }
    case 'cancelled':
      return { type: 'picture-not-fetched', problem: wasCancelled }
    case 'saved':
    case 'saved-unproven':
      return { type: 'picture-saved', picture: pictureOf(save.file) }
    default:
      return null
  }
}

type Saved = Extract<CapturePicture, { state: 'saved' }>

function pictureOf({ fileName, bytes, sha256 }: Omit<Saved, 'state' | 'kind'>): Saved {
  const kind = fileName.endsWith('.png') ? 'image/png' : 'image/jpeg'
  return { state: 'saved', fileName, bytes, sha256, kind }
}

/** The library's refusal to save what is on its way already is no news to anybody. */
export const isUnderWay = (thrown: unknown): boolean =>
  AppError.from(thrown).code === 'not-now:already-saving'
