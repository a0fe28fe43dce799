import { AppError } from '../../shared/errors.ts'
import type { ItemDescription } from '../../shared/model/library.ts'
import type { RemovedFiles } from '../../shared/model/removed-files.ts'
import { deleteSaved } from './care/retention-run.ts'
import type { Verification } from './care/verification.ts'
import type { Evidence } from './evidence/evidence.ts'
import type { FileExtension } from './files/file-name.ts'
import { savedPath } from './files/saved-path.ts'
import type { ItemBook } from './items/item-book.ts'
import type { ItemRow } from './items/item-row.ts'
import type { Litter } from './queue/litter.ts'
import { isInQueue, isSaved, partOf, type FileRecord } from './queue/save-record.ts'
import type { FileWork } from './transfer/file-work.ts'
import type { WhoseRows } from './whose-rows.ts'

export interface SavedFilesDeps {
  readonly book: ItemBook
  readonly whose: WhoseRows
  readonly evidence: Evidence
  readonly verification: Verification
  readonly litter: Litter
  readonly work: Pick<FileWork, 'remove'>
  /** Moves a file to the desktop's bin, from where it can be taken back. */
  readonly bin: (path: string) => Promise<void>
}

/** A saved file on the local disk. */
export interface LocalFile {
  readonly path: string
  readonly kind: FileExtension
  readonly bytes: number
}

/** What is done with items at rest: shown, described, checked, taken away. */
export class SavedFiles {
  readonly #deps: SavedFilesDeps
  /** Lines that are on their way into a manifest. */
  readonly #noting = new Set<Promise<void>>()
  /** Items whose files the bin did not take: only these may be deleted for good. */
  readonly #notBinned = new Set<string>()

  constructor(deps: SavedFilesDeps) {
    this.#deps = deps
  }

  /** @throws `not-found` where it was not saved, or is not there (any more) */
  async find(itemId: string): Promise<LocalFile> {
    const { folder, fileName, kind, bytes } = this.#file(itemId)
    return { path: await savedPath(folder, fileName), kind, bytes }
  }

  /** @throws `not-found` */
  describe({ itemId, tags, note, hold }: ItemDescription): void {
    const row = this.#deps.whose.require(itemId)
    const next: ItemRow = {
      ...row,
      tags: tags === undefined ? row.tags : [...new Set(tags)],
      note: note ?? row.note,
      hold: hold ?? row.hold
    }
    this.#deps.book.put(next)
    if (next.hold !== row.hold) this.#follow(this.#noteHold(next))
  }

  /**
   * Forgets items, each after its file went where `files` says. Where one of them may not be removed,
   * none is. Gives those that the bin did not take: their rows and files stay as they were.
   * @throws `not-found`, `not-now:of-another-agent`, `not-now:held`, `not-now:already-saving`,
   * `forbidden` for a file to be deleted that the bin was not asked for, or why it was not deleted
   */
  async remove(itemIds: readonly string[], files: RemovedFiles): Promise<string[]> {
    const rows = [...new Set(itemIds)].map((itemId) => this.#removable(itemId))
    if (files === 'delete' && !rows.every(({ itemId }) => this.#notBinned.has(itemId))) {
      throw new AppError('forbidden', 'The bin comes first')
    }
    const left: string[] = []
    for (const row of rows) {
      if (!(await this.#remove(row, files))) left.push(row.itemId)
    }
    return left
  }

  /** Reads these files whole, or all that are shown; goes on by itself. */
  verify(itemIds: readonly string[] | null): void {
    const { verification } = this.#deps
    if (verification.isRunning) throw new AppError('not-now:library-busy', 'It is checking already')
    const meant = itemIds ?? this.#allSaved()
    for (const itemId of itemIds ?? []) this.#file(itemId)
    verification.verify(meant)
  }

  cancelVerification(): void {
    this.#deps.verification.cancel()
  }

  /** Waits until everything is written down. */
  async close(): Promise<void> {
    await Promise.all(this.#noting)
  }

  #follow(noting: Promise<void>): void {
    this.#noting.add(noting)
    void noting.finally(() => this.#noting.delete(noting))
  }

  #removable(itemId: string): ItemRow {
    const row = this.#deps.whose.requireOwn(itemId)
    if (row.hold) throw new AppError('not-now:held', 'It is held')
    if (isInQueue(row.save)) throw new AppError('not-now:already-saving', 'It is in the queue')
    return row
  }

  #file(itemId: string): FileRecord {
    const { save } = this.#deps.whose.require(itemId)
    if (!isSaved(save)) throw new AppError('not-found', 'The item was not saved')
    return save.file
  }

  #allSaved(): string[] {
    const { book, whose } = this.#deps
    const states = ['saved', 'saved-unproven'] as const
    return whose.scope === null ? [] : book.store.idsInStates(states, whose.scope)
  }

  /** False where the bin did not take the file. */
  async #remove(row: ItemRow, files: RemovedFiles): Promise<boolean> {
    const { itemId, save } = row
    const { book, litter, bin, work } = this.#deps
    if (files === 'keep' || !isSaved(save)) {
      await litter.remove(partOf(save), () => {
        book.remove(itemId)
      })
    } else if (files === 'bin') {
      if (!(await this.#bin(row, bin))) return false
    } else {
      await this.#deleteWith(row, (path) => work.remove(path))
    }
    this.#notBinned.delete(itemId)
    return true
  }

  /** Systems do not tell alike why their bin fails; network drives have none. False where it did. */
  async #bin(row: ItemRow, bin: (path: string) => Promise<void>): Promise<boolean> {
    const refusal = { cause: null as unknown }
    try {
      await this.#deleteWith(row, async (path) => {
        await bin(path).catch((cause: unknown) => {
          refusal.cause = cause
          throw cause
        })
      })
      return true
    } catch (thrown) {
      if (thrown !== refusal.cause) throw thrown
      this.#notBinned.add(row.itemId)
      return false
    }
  }

  /** A file that is gone already needs nothing done to it. */
  async #deleteWith(row: ItemRow, remove: (path: string) => Promise<void>): Promise<void> {
    const path = await this.find(row.itemId).then(
      (file) => file.path,
      () => null
    )
    await deleteSaved(this.#deps, row, () => (path === null ? Promise.resolve() : remove(path)))
  }

  async #noteHold({ itemId, agentId, hold, save }: ItemRow): Promise<void> {
    if (!isSaved(save)) return
    const { folder, fileName: file, bytes, sha256 } = save.file
    const what = hold ? 'held' : 'released'
    // The row has it; a folder that cannot be written to takes nothing away from that.
    await this.#deps.evidence
      .note(folder, { what, file, bytes, sha256, itemId, agentId })
      .catch(() => undefined)
  }
}
