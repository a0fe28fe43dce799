import { basename, join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { LibraryWork } from '../../shared/model/library.ts'
import type { Clock } from '../clock.ts'
import { LongWork, type LongWorkNews } from './care/long-work.ts'
import { buildCase } from './evidence/build-case.ts'
import type { CaseFacts, CaseItem, FoundFile } from './evidence/case-input.ts'
import type { Evidence } from './evidence/evidence.ts'
import { gatherCase } from './evidence/gather-case.ts'
import type { ItemRow } from './items/item-row.ts'
import { isSaved, type Saved } from './queue/save-record.ts'
import type { FileWork } from './transfer/file-work.ts'
import type { WhoseRows } from './whose-rows.ts'

export interface CaseExportDeps {
  readonly whose: WhoseRows
  readonly work: Pick<FileWork, 'hash' | 'archive'>
  readonly evidence: Pick<Evidence, 'note'>
  readonly clock: Clock
  readonly appVersion: string
  /** Asks where the archive goes; null where the person cancelled. */
  readonly chooseArchive: (suggestedName: string) => Promise<string | null>
  readonly onChange: () => void
}

type SavedRow = ItemRow & { readonly save: Saved }

/** Copies saved files with their evidence into one ZIP archive, for somebody who has to look into a case. */
export class CaseExport {
  readonly #deps: CaseExportDeps
  readonly #work: LongWork

  constructor(deps: CaseExportDeps) {
    this.#deps = deps
    this.#work = new LongWork(deps.onChange, deps.whose.own)
  }

  get view(): LibraryWork | null {
    return this.#work.view
  }

  /**
   * Asks where to, and begins; false where that was cancelled. The view tells the rest.
   * @throws `not-found`, `not-now:nothing-saved`, `not-now:library-busy`
   */
  async start(itemIds: readonly string[]): Promise<boolean> {
    if (this.#work.isRunning) throw new AppError('not-now:library-busy', 'It is exporting already')
    const rows = itemIds.map((itemId) => this.#deps.whose.require(itemId)).filter(isSavedRow)
    const [first] = rows
    if (first === undefined) throw new AppError('not-now:nothing-saved', 'None of them was saved')
    const path = await this.#deps.chooseArchive(suggestedName(first, this.#deps.clock.now()))
    if (path === null) return false
    void this.#work.start(basename(path), (news) => this.#export(rows, path, news))
    return true
  }

  cancel(): void {
    this.#work.cancel()
  }

  close(): Promise<void> {
    return this.#work.close()
  }

  async #export(rows: readonly SavedRow[], path: string, news: LongWorkNews): Promise<void> {
    const { signal, told } = news
    const { work, clock, appVersion, whose } = this.#deps
    // Each file is read twice: to say in the report what it holds, and on its way into the archive.
    const bytes = rows.reduce((sum, { save }) => sum + save.file.bytes, 0)
    told({ total: 2 * bytes, files: rows.length })
    const items = []
    let done = 0
    for (const row of rows) {
      const { tags, note, hold } = row
      items.push({ facts: factsOf(row), found: await this.#look(row, signal), tags, note, hold })
      done += row.save.file.bytes
      told({ done, findings: items.filter(isFinding).length })
    }
    const agentId = whose.signedIn?.agentId ?? rows[0]?.agentId ?? ''
    const gathered = await gatherCase(items, signal)
    const built = buildCase({ ...gathered, agentId, at: clock.now(), appVersion })
    const onNews = ({ writtenBytes }: { writtenBytes: number }): void => {
      told({ done: Math.min(2 * bytes, bytes + writtenBytes) })
    }
    await work.archive({ ...built, path }, { signal, onNews })
    told({ done: 2 * bytes })
    for (const row of rows) await this.#note(row)
  }

  async #look({ save }: SavedRow, signal: AbortSignal): Promise<FoundFile> {
    const { folder, fileName } = save.file
    try {
      const onNews = (): void => undefined
      return await this.#deps.work.hash(join(folder, fileName), { signal, onNews })
    } catch (thrown) {
      signal.throwIfAborted()
      return AppError.from(thrown).code === 'file:missing' ? 'missing' : 'unreachable'
    }
  }

  async #note({ itemId, agentId, save }: SavedRow): Promise<void> {
    const { folder, fileName: file, bytes, sha256 } = save.file
    // The archive is there; a folder that cannot be written to takes nothing away from that.
    await this.#deps.evidence
      .note(folder, { what: 'exported', file, bytes, sha256, itemId, agentId })
      .catch(() => undefined)
  }
}

/** Missing, out of reach, or not what was saved. */
const isFinding = ({ facts, found }: Pick<CaseItem, 'facts' | 'found'>): boolean =>
  typeof found === 'string' || found.sha256 !== facts.sha256

const isSavedRow = (row: ItemRow): row is SavedRow => isSaved(row.save)

function factsOf(row: SavedRow): CaseFacts {
  const { itemId, agentId, callId, host, media, remote, key, taskId, knownBy } = row
  const { startedAt, stoppedAt, failed, save } = row
  const { folder, fileName, bytes, sha256, kind, lengthProof, mayHaveGrown, savedAt } = save.file
  return {
    ...{ itemId, agentId, callId, host, media, remote, key, taskId, knownBy },
    ...{ startedAt, stoppedAt, failed, savedAt },
    ...{ folder, fileName, bytes, sha256, kind, lengthProof, mayHaveGrown }
  }
}

/** `callside-case_1552524689-16797284_20261120.zip`; a call id holds nothing that a name may not. */
function suggestedName({ callId }: SavedRow, now: number): string {
  const date = new Date(now).toISOString().slice(0, 10).replaceAll('-', '')
  return ['callside-case', ...(callId === null ? [] : [callId]), date].join('_').concat('.zip')
}
