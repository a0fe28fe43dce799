import type { ItemBook } from './item-book.ts'
import type { ItemRow } from './item-row.ts'

const unsaved: ReadonlySet<string> = new Set(['not-saved', 'needs-attention', 'cancelled'])
const lookBackRows = 50 // Further back nobody means it by "the last video".

/**
 * The newest video of an owner that is neither saved nor in the queue. Null as well where the database
 * cannot be read: the tray asks at each change of the session, and nobody's sign-in fails by that.
 */
export function lastUnsavedVideo(
  { store }: Pick<ItemBook, 'store'>,
  owner: string | null
): ItemRow | null {
  if (owner === null) return null
  try {
    const rows = store.page({ owner }, null, lookBackRows)
    return rows.find(isMeant) ?? null
  } catch {
    return null
  }
}

const isMeant = ({ media, failed, remote, save }: ItemRow): boolean =>
  media === 'video' && !failed && remote !== null && unsaved.has(save.state)
