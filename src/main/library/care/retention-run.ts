import { join } from 'node:path'
import { factsOf, type ItemRow } from '../items/item-row.ts'
import { isSaved } from '../queue/save-record.ts'
import { retentionDue } from '../rules/retention.ts'
import type { Evidence } from '../evidence/evidence.ts'
import { readSidecar } from '../evidence/sidecar.ts'
import type { FileWork } from '../transfer/file-work.ts'
import { checkWhole, type CheckDeps } from './check-files.ts'
import { LongWork } from './long-work.ts'

const batchRows = 100
const runEveryMs = 6 * 3_600_000

export interface RetentionDeps extends CheckDeps {
  readonly work: Pick<FileWork, 'hash' | 'remove'>
  readonly evidence: Pick<Evidence, 'note' | 'unseal'>
  /** The organisation's policy; null keeps everything. */
  readonly days: number | null
  readonly onChange: () => void
}

/**
 * Deletes saved files that are past the days that the organisation set. Each is read whole right
 * before: one that is not what was saved stays, and is counted until somebody decides.
 */
export class Retention {
  readonly #deps: RetentionDeps
  readonly #run = new LongWork(() => undefined)
  #heldBack = 0
  #cancelTimer = (): void => undefined

  constructor(deps: RetentionDeps) {
    this.#deps = deps
  }

  get heldBack(): number {
    return this.#heldBack
  }

  /** Runs now and then every six hours; not at all without a policy. */
  start(): void {
    if (this.#deps.days === null) return
    void this.#run.start(null, ({ signal }) => this.#visitAll(signal))
    this.#cancelTimer = this.#deps.clock.after(runEveryMs, () => {
      this.start()
    })
  }

  close(): Promise<void> {
    this.#cancelTimer()
    return this.#run.close()
  }

  async #visitAll(signal: AbortSignal): Promise<void> {
    const { book, days, clock, onChange } = this.#deps
    let heldBack = 0
    for (let after = ''; ;) {
      const rows = book.store.savedAfter(after, batchRows)
      const found = retentionDue(rows.map(factsOf), { now: clock.now(), days })
      heldBack += found.heldBack.length
      for (const itemId of found.due) {
        if (signal.aborted) return
        if (!(await this.#deleteIfUnchanged(itemId, signal))) heldBack += 1
      }
      const last = rows.at(-1)
      if (last === undefined) break
      after = last.itemId
    }
    this.#heldBack = heldBack
    onChange()
  }

  /** False where the file has to stay until somebody decides. */
  async #deleteIfUnchanged(itemId: string, signal: AbortSignal): Promise<boolean> {
    const check = await checkWhole(this.#deps, itemId, signal)
    if (check === 'unreachable' || check === 'unchecked') return true
    const row = this.#deps.book.store.find(itemId)
    // It may have been held while it was read.
    if (row === null || row.hold) return true
    if (check !== 'unchanged') return false
    await deleteSaved(this.#deps, row, (path) => this.#deps.work.remove(path))
    return true
  }
}

/**
 * Removes a saved file with its sidecar, notes it in the manifest, and forgets the row. `remove`
 * comes first: where it throws, everything is as it was. Where somebody had taken the file away and
 * another item was saved under its name since, that one keeps its file.
 */
export async function deleteSaved(
  { book, evidence }: Pick<RetentionDeps, 'book' | 'evidence'>,
  row: ItemRow,
  remove: (path: string) => Promise<void>
): Promise<void> {
  if (!isSaved(row.save)) return
  const { folder, fileName, bytes, sha256 } = row.save.file
  const { itemId, agentId } = row
  const sidecar = await readSidecar(folder, fileName)
  if (sidecar === null || sidecar.facts.itemId === itemId) {
    await remove(join(folder, fileName))
    await evidence.unseal(folder, fileName).catch(() => undefined)
    const line = { what: 'deleted', file: fileName, bytes, sha256, itemId, agentId } as const
    await evidence.note(folder, line).catch(() => undefined)
  }
  book.remove(itemId)
}
