import * as v from 'valibot'
import { AppError } from '../../shared/errors.ts'
import {
  auditResults,
  supervisionModes,
  supervisionOperations,
  type AuditLine,
  type AuditResult,
  type SupervisionMode,
  type SupervisionOperation
} from '../../shared/model/supervision.ts'
import type { Clock } from '../clock.ts'
import type { AuditFile } from './audit-file.ts'

/** How many of the inspector's own operations are shown. */
const shownLines = 20

/** Who does it: an agent of one gateway. */
export interface Auditor {
  readonly agentId: string
  /** The gateway's host; agent numbers are not unique beyond it. */
  readonly gateway: string
}

/** An operation as it is written before it is sent. */
export interface AuditNote {
  readonly operation: SupervisionOperation
  readonly workNo: string
  readonly to: SupervisionMode | null
}

const entry = v.object({
  at: v.pipe(v.string(), v.isoTimestamp()),
  id: v.string(),
  who: v.string(),
  gateway: v.string(),
  operation: v.picklist(supervisionOperations),
  to: v.optional(v.picklist(supervisionModes)),
  whom: v.string(),
  result: v.picklist(auditResults),
  retcode: v.optional(v.string())
})
type Entry = v.InferOutput<typeof entry>

export interface AuditTrailDeps {
  readonly file: AuditFile
  readonly clock: Clock
  readonly newId: () => string
  readonly changed: () => void
}

/**
 * What the signed-in inspector asked for, in an append-only file: who, when, what, whom and how it
 * ended; never what was said. One line before the request, one for each thing that was learned of
 * its outcome.
 */
export class AuditTrail {
  readonly #deps: AuditTrailDeps
  #lines: readonly AuditLine[] = []
  #whose: Auditor | null = null

  constructor(deps: AuditTrailDeps) {
    this.#deps = deps
  }

  /** The auditor's own last operations, newest first. */
  lines(): readonly AuditLine[] {
    return this.#lines
  }

  /** Reads what the file tells of this auditor; lines that cannot be read are passed over. Never throws. */
  async load(whose: Auditor): Promise<void> {
    this.#whose = whose
    const texts = await this.#deps.file.tail().catch(() => [])
    if (this.#whose !== whose) return
    const own = texts
      .flatMap(entryOf)
      .filter(({ who, gateway }) => who === whose.agentId && gateway === whose.gateway)
    this.#show(own.reduce<readonly AuditLine[]>(withEntry, []))
  }

  /**
   * Writes down what is about to be sent, and gives the id of the operation.
   * @throws `not-now:audit-unwritable` where the disk did not take the line: nothing may be sent
   */
  async asked(who: Auditor, note: AuditNote): Promise<string> {
    const id = this.#deps.newId()
    this.#whose ??= who
    try {
      await this.#write(this.#entry(who, note, { id, result: 'asked' }))
    } catch (thrown) {
      const said = 'The audit line could not be written'
      throw new AppError('not-now:audit-unwritable', said, { cause: thrown })
    }
    return id
  }

  /** Writes down what became of it. Never throws: what was sent cannot be taken back. */
  async ended(
    who: Auditor,
    note: AuditNote,
    end: { id: string; result: AuditResult; retcode?: string | undefined }
  ): Promise<void> {
    const line = this.#entry(who, note, end)
    await this.#write(line).catch(() => {
      this.#take(line)
    })
  }

  clear(): void {
    this.#whose = null
    this.#lines = []
  }

  async #write(line: Entry): Promise<void> {
    await this.#deps.file.append(JSON.stringify(line))
    this.#take(line)
  }

  #entry(
    who: Auditor,
    { operation, to, workNo }: AuditNote,
    { id, result, retcode }: { id: string; result: AuditResult; retcode?: string | undefined }
  ): Entry {
    return {
      at: new Date(this.#deps.clock.now()).toISOString(),
      ...{ id, who: who.agentId, gateway: who.gateway, operation },
      ...(to === null ? {} : { to }),
      ...{ whom: workNo, result },
      ...(retcode === undefined ? {} : { retcode })
    }
  }

  #take(line: Entry): void {
    if (line.who !== this.#whose?.agentId || line.gateway !== this.#whose.gateway) return
    this.#show(withEntry(this.#lines, line))
  }

  #show(lines: readonly AuditLine[]): void {
    this.#lines = lines.slice(0, shownLines)
    this.#deps.changed()
  }
}

function entryOf(text: string): Entry[] {
  try {
    const read = v.safeParse(entry, JSON.parse(text))
    return read.success ? [read.output] : []
  } catch {
    return []
  }
}

/** An operation keeps the time it was asked at; what is learned later replaces its result. */
function withEntry(lines: readonly AuditLine[], next: Entry): readonly AuditLine[] {
  const { result } = next
  const retcode = next.retcode ?? null
  if (lines.some(({ id }) => id === next.id)) {
    return lines.map((line) => (line.id === next.id ? { ...line, result, retcode } : line))
  }
  const { id, operation, to = null, whom: workNo } = next
  return [{ id, at: Date.parse(next.at), operation, to, workNo, result, retcode }, ...lines]
}
