import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../../clock.ts'
import type { RequireSignedIn } from '../../session/signed-in.ts'
import type { Evidence } from '../evidence/evidence.ts'
import type { FileExtension } from '../files/file-name.ts'
import { clearReservation } from '../files/reservation.ts'
import type { ItemBook } from '../items/item-book.ts'
import type { ItemRow } from '../items/item-row.ts'
import type { PartRecord, Verifying, Waiting } from '../queue/save-record.ts'
import type { FetchEnd, FetchLimits, FetchNews, FileWork, Watch } from '../transfer/file-work.ts'
import { placeUnderFreeName } from '../transfer/place-loop.ts'
import { evidenceOf } from './evidence-of.ts'
import { lendRemote } from './remote-request.ts'
import { fetchFault, nameFault, type SaveFault } from './save-fault.ts'
import { sizeOf, whereIs } from './where-is.ts'

export interface SaverDeps {
  readonly book: ItemBook
  readonly work: FileWork
  readonly evidence: Pick<Evidence, 'seal'>
  readonly signedIn: RequireSignedIn
  /** The folder that files are saved in now; it exists. Throws `file:folder-unusable`. */
  readonly folder: () => string
  /** The name of an item's file, by the template that holds now. */
  readonly nameOf: (row: ItemRow, extension: FileExtension) => string
  readonly limits: FetchLimits
  readonly clock: Clock
}

type QueuedRow = ItemRow & { readonly save: Waiting }
type VerifyingRow = ItemRow & { readonly save: Verifying }

/**
 * Takes one item from the queue to a saved file. Each step is in the database before it happens on
 * the disk. What goes wrong is told in the fault that comes back, and the row is left as it was
 * then: whoever called decides where it goes. Throws only what the database throws.
 */
export class Saver {
  readonly #deps: SaverDeps

  constructor(deps: SaverDeps) {
    this.#deps = deps
  }

  /** A queued item: asks the gateway for it, and names it. Null where it is saved now. */
  async save(row: QueuedRow, watch: Watch<FetchNews>): Promise<SaveFault | null> {
    const begun = await this.#begin(row)
    if (begun.fault !== null) return begun.fault
    const { part } = begun
    const { book, clock } = this.#deps
    const started = book.advance(row.itemId, { type: 'started', at: clock.now(), part })
    // It was paused, or its agent signed out, in the turn between.
    if (started.save.state !== 'downloading') return null
    // Asked again at the end: it may have stopped meanwhile, and what came is from before that.
    const mayHaveGrown = row.stoppedAt === null && row.media === 'video'
    const end = await this.#fetch(row, part, watch)
    if ('problem' in end) return end
    const { bytes, sha256, kind, lengthProof } = end.file
    const fileName = this.#deps.nameOf(row, kind)
    const arrived = { fileName, bytes, sha256, kind, lengthProof, mayHaveGrown }
    const { startedAgain } = end
    const next = book.advance(row.itemId, { type: 'arrived', ...arrived, startedAgain })
    return isVerifying(next) ? this.name(next, watch.signal) : null
  }

  /** Goes on with the naming wherever a crash, or the end of the file process, interrupted it. */
  async finish(row: VerifyingRow, signal: AbortSignal): Promise<SaveFault | null> {
    const { part, fileName, bytes } = row.save
    const hasPart = (await sizeOf(join(part.folder, part.partName)).catch(() => null)) === bytes
    if (hasPart) await clearReservation({ ...part, fileName })
    return this.name(row, signal)
  }

  /** An item whose bytes are all here: gives the file its name and its evidence. */
  async name(row: VerifyingRow, signal: AbortSignal): Promise<SaveFault | null> {
    const { work, evidence, book, clock } = this.#deps
    const { itemId } = row
    try {
      const found = await whereIs(row.save, work, signal)
      if (found === 'part') {
        const { folder, partName } = row.save.part
        const placing = { folder, partName, fileName: row.save.fileName, signal }
        await placeUnderFreeName(work, placing, (fileName) => {
          book.advance(itemId, { type: 'renamed', fileName })
        })
      }
      const named = book.require(itemId)
      const savedAt = clock.now()
      if (isVerifying(named)) await evidence.seal(evidenceOf(named, savedAt))
      book.advance(itemId, { type: 'placed', at: savedAt })
      return null
    } catch (thrown) {
      return nameFault(thrown)
    }
  }

  /** Where the bytes go: on with what an earlier try left, or into a new part file. */
  async #begin({
    save
  }: QueuedRow): Promise<{ fault: null; part: PartRecord } | { fault: SaveFault }> {
    try {
      const folder = this.#deps.folder()
      const left = save.part
      if (left?.kept != null && left.folder === folder) return { fault: null, part: left }
      if (left !== null) await this.#deps.work.remove(join(left.folder, left.partName))
      const partName = `callside-${randomBytes(8).toString('hex')}.part`
      return { fault: null, part: { folder, partName, kept: null } }
    } catch (thrown) {
      return { fault: fetchFault(thrown) }
    }
  }

  async #fetch(
    row: QueuedRow,
    part: PartRecord,
    watch: Watch<FetchNews>
  ): Promise<SaveFault | (FetchEnd & { file: NonNullable<FetchEnd['file']> })> {
    const { work, signedIn, limits } = this.#deps
    const { folder, partName, kept: resume } = part
    const family = row.media === 'picture' ? 'picture' : 'video'
    const seen = { totalBytes: resume?.totalBytes ?? null }
    const onNews = (news: FetchNews): void => {
      seen.totalBytes = news.totalBytes
      watch.onNews(news)
    }
    try {
      if (row.remote === null) throw new AppError('not-found', 'The item names no file')
      const end = await lendRemote(signedIn(), row.remote, (request) =>
        work.fetch(
          { request, family, folder, partName, resume, limits },
          { onNews, signal: watch.signal }
        )
      )
      if (end.file !== null) return { ...end, file: end.file }
      const { error, kept, retryAfterMs } = end
      const left = kept === null ? null : { folder, partName, kept }
      // Where the disk was looked at before the first byte, no news had told the length.
      const neededBytes = end.neededBytes === null ? seen.totalBytes : withoutReserve(end, limits)
      return fetchFault(error, { retryAfterMs, part: left, neededBytes })
    } catch (thrown) {
      return fetchFault(thrown)
    }
  }
}

export const isVerifying = (row: ItemRow): row is VerifyingRow => row.save.state === 'verifying'

/** What the file itself needs; null where not even the reserve was free. */
function withoutReserve(
  { neededBytes }: Pick<FetchEnd, 'neededBytes'>,
  { reserveBytes }: FetchLimits
): number | null {
  const file = (neededBytes ?? 0) - reserveBytes
  return file > 0 ? file : null
}
