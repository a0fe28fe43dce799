import { AppError } from '../../../shared/errors.ts'
import { createListeners } from '../../listeners.ts'
import type { ItemStore } from '../database/item-store.ts'
import { advance, type SaveEvent } from '../queue/advance.ts'
import { isInQueue, type SaveRecord } from '../queue/save-record.ts'
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

  constructor(store: ItemStore) {
    this.store = store
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
    this.#changes.tell(made)
  }

  /** Moves one save on; gives the row as it is then. An event that does not fit changes nothing. */
  advance(itemId: string, event: SaveEvent): ItemRow {
    const row = this.require(itemId)
    const save = advance(row.save, event)
    if (save === row.save) return row
    const after = this.#placed(row, save)
    this.store.move(after)
    this.#changes.tell([{ itemId, before: row, after }])
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
    this.#changes.tell(changes)
  }

  remove(itemId: string): void {
    const before = this.require(itemId)
    this.store.remove(itemId)
    this.#changes.tell([{ itemId, before, after: null }])
  }

  /** A save that enters the queue gets the last place in it. */
  #placed(row: ItemRow, save: SaveRecord): ItemRow {
    const next = withSave(row, save)
    if (!isInQueue(save) || next.position !== null) return next
    return { ...next, position: this.store.lastPosition() + 1 }
  }
}
