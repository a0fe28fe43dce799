import { AppError } from '../../../shared/errors.ts'
import { createListeners } from '../../listeners.ts'
import type { ItemStore } from '../database/item-store.ts'
import { advance, type SaveEvent } from '../queue/advance.ts'
import { isInQueue, isWaiting, type SaveRecord } from '../queue/save-record.ts'
import { withSave, type ItemRow } from './item-row.ts'

/** One row before and after a change; null where it did not exist, or exists no more. */
export interface ItemChange {
  readonly itemId: string
  readonly before: ItemRow | null
  readonly after: ItemRow | null
}

/**
 * The rows and everybody who follows them. Every change is in the database before anybody hears of
 * it. Throws what {@link ItemStore} throws: then nothing has changed.
 */
export class ItemBook {
  readonly store: ItemStore
  readonly #changes = createListeners<readonly ItemChange[]>()
  readonly onChange = this.#changes.add
  /** Rows whose transfer is under way: no more than run at once. */
  readonly #running = new Map<string, ItemRow>()

  constructor(store: ItemStore) {
    this.store = store
  }

  /** Rows whose transfer is under way, as they were written last. */
  readonly running = (): readonly ItemRow[] => [...this.#running.values()]

  /** The row; null as well where the database cannot be read: for what goes on without it. */
  look(itemId: string): ItemRow | null {
    try {
      return this.store.find(itemId)
    } catch {
      return null
    }
  }

  /** @throws `not-found` */
  require(itemId: string): ItemRow {
    const row = this.store.find(itemId)
    if (row === null) throw new AppError('not-found', 'There is no such item')
    return row
  }

  /** Adds or replaces rows, all or none. */
  put(...rows: readonly ItemRow[]): void {
    const made = rows.map((after) => {
      const { itemId } = after
      return { itemId, before: this.store.find(itemId), after }
    })
    this.store.put(...rows)
    this.#tell(made)
  }

  /** Moves one save on; gives the row as it is then. An event that does not fit changes nothing. */
  advance(itemId: string, event: SaveEvent): ItemRow {
    const row = this.require(itemId)
    const save = advance(row.save, event)
    if (save === row.save) return row
    const after = this.#placed(row, save)
    this.store.move(after)
    this.#tell([{ itemId, before: row, after }])
    return after
  }

  /** Moves many on, as they are now, in one commit. None of them enters the queue by that. */
  advanceAll(rows: readonly ItemRow[], event: SaveEvent): void {
    const changes = rows.flatMap((before) => {
      const save = advance(before.save, event)
      const { itemId } = before
      return save === before.save ? [] : [{ itemId, before, after: withSave(before, save) }]
    })
    if (changes.length === 0) return
    this.store.move(...changes.map(({ after }) => after))
    this.#tell(changes)
  }

  remove(itemId: string): void {
    const before = this.require(itemId)
    this.store.remove(itemId)
    this.#tell([{ itemId, before, after: null }])
  }

  #tell(changes: readonly ItemChange[]): void {
    for (const { itemId, after } of changes) {
      const runs = after !== null && isInQueue(after.save) && !isWaiting(after.save)
      if (runs) this.#running.set(itemId, after)
      else this.#running.delete(itemId)
    }
    this.#changes.tell(changes)
  }

  /** A save that enters the queue gets the last place in it. */
  #placed(row: ItemRow, save: SaveRecord): ItemRow {
    const next = withSave(row, save)
    if (!isInQueue(save) || next.position !== null) return next
    return { ...next, position: this.store.lastPosition() + 1 }
  }
}
