import type { LibraryItem } from '../../../shared/model/library.ts'

const dayMs = 86_400_000

/** What retention needs to know of an item. */
export type Retained = Pick<LibraryItem, 'itemId' | 'save' | 'hold'>

export interface RetentionRule {
  /** Milliseconds since 1970. */
  readonly now: number
  /** Days to keep a saved file; null keeps it for ever. */
  readonly days: number | null
}

export interface RetentionDue {
  /** To be read whole first: only what is then `unchanged` may be deleted. */
  readonly due: readonly string[]
  /** Past their days, but changed or missing at the last look: somebody has to decide. */
  readonly heldBack: readonly string[]
}

/**
 * Which saved files are past their days. Held items never are, and neither is a file whose folder
 * is out of reach: it is looked at again when that is back. A file that fails verification is
 * never deleted without asking, since it may be all that shows what happened to it.
 */
export function retentionDue(items: readonly Retained[], rule: RetentionRule): RetentionDue {
  const past = items.filter((item) => isPast(item, rule))
  const idsOf = (of: typeof past): string[] => of.map(({ itemId }) => itemId)
  return {
    due: idsOf(past.filter((item) => fitForDeletion.has(checkOf(item)))),
    heldBack: idsOf(past.filter((item) => failedChecks.has(checkOf(item))))
  }
}

const fitForDeletion: ReadonlySet<string> = new Set(['unchecked', 'unchanged'])
const failedChecks: ReadonlySet<string> = new Set(['changed', 'missing'])

function isPast({ save, hold }: Retained, { now, days }: RetentionRule): boolean {
  if (hold || days === null) return false
  if (save.state !== 'saved' && save.state !== 'saved-unproven') return false
  return save.file.savedAt + days * dayMs <= now
}

const checkOf = ({ save }: Retained): string =>
  save.state === 'saved' || save.state === 'saved-unproven' ? save.file.check : ''
