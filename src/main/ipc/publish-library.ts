import { pageLimit, type LibraryChange, type LibraryItem } from '../../shared/model/library.ts'
import type { EventValue } from '../../shared/ipc/contract.ts'
import type { Clock } from '../clock.ts'
import type { LibraryFeed } from '../library/library-feed.ts'
import type { Publish } from './publish.ts'

export interface PublishLibraryDeps {
  readonly feed: LibraryFeed
  readonly publish: Publish
  readonly clock: Clock
  /** Changes of items are gathered for so long. */
  readonly everyMs: number
  /** Sends at once: what was gathered here must not be merged again. */
  readonly send: (name: 'library.items', value: EventValue<'library.items'>) => void
}

/** Changes that wait to be sent: of one row the last wins. */
class WaitingChanges {
  readonly #items = new Map<string, LibraryItem>()
  readonly #removed = new Set<string>()

  add({ items, removed }: LibraryChange): void {
    for (const item of items) {
      this.#items.set(item.itemId, item)
      this.#removed.delete(item.itemId)
    }
    for (const itemId of removed) {
      this.#items.delete(itemId)
      this.#removed.add(itemId)
    }
  }

  /** All of them; none waits any more. */
  take(): { items: LibraryItem[]; removed: string[] } {
    const taken = { items: [...this.#items.values()], removed: [...this.#removed] }
    this.#items.clear()
    this.#removed.clear()
    return taken
  }
}

/** Sends what changed in the library: the rows that changed, never the whole list. */
export function publishLibrary({ feed, publish, clock, everyMs, send }: PublishLibraryDeps): void {
  let epoch = ''
  const waiting = new WaitingChanges()
  let cancelTimer: (() => void) | null = null

  function flush(): void {
    cancelTimer = null
    const { items, removed } = waiting.take()
    while (items.length + removed.length > 0) {
      send('library.items', {
        epoch,
        items: items.splice(0, pageLimit),
        removed: removed.splice(0)
      })
    }
  }

  /** What waits to be sent may be of a list that is not shown any more: it never leaves. */
  function turnTo(shown: string): void {
    if (shown === epoch) return
    epoch = shown
    waiting.take()
    publish('library.progress', feed.progress())
  }

  feed.onItems((change) => {
    turnTo(change.epoch)
    waiting.add(change)
    cancelTimer ??= clock.after(everyMs, flush)
  })
  feed.onView((view) => {
    turnTo(view.epoch)
    publish('library.changed', view)
  })
  feed.onProgress((progress) => {
    publish('library.progress', progress)
  })
}
