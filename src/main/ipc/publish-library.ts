import { pageLimit, type LibraryItem } from '../../shared/model/library.ts'
import type { EventValue } from '../../shared/ipc/contract.ts'
import type { Clock } from '../clock.ts'
import type { LibraryFeed } from '../library/library-feed.ts'
import type { Publish } from './publish.ts'

export interface PublishLibraryDeps {
  readonly feed: LibraryFeed
  readonly publish: Publish
  readonly clock: Clock
  /** Changes of items are gathered for so long: of one row the last wins. */
  readonly everyMs: number
  /** Sends at once: what was gathered here must not be merged again. */
  readonly send: (name: 'library.items', value: EventValue<'library.items'>) => void
}

/** Sends what changed in the library: the rows that changed, never the whole list. */
export function publishLibrary({ feed, publish, clock, everyMs, send }: PublishLibraryDeps): void {
  let epoch = ''
  const items = new Map<string, LibraryItem>()
  const removed = new Set<string>()
  let cancelTimer: (() => void) | null = null

  function flush(): void {
    cancelTimer = null
    const gone = [...removed]
    const changed = [...items.values()]
    items.clear()
    removed.clear()
    do {
      send('library.items', { epoch, items: changed.splice(0, pageLimit), removed: gone.splice(0) })
    } while (changed.length > 0)
  }

  feed.onItems((change) => {
    if (change.epoch !== epoch) {
      items.clear()
      removed.clear()
    }
    epoch = change.epoch
    for (const item of change.items) {
      items.set(item.itemId, item)
      removed.delete(item.itemId)
    }
    for (const itemId of change.removed) {
      items.delete(itemId)
      removed.add(itemId)
    }
    cancelTimer ??= clock.after(everyMs, flush)
  })
  feed.onView((view) => {
    publish('library.changed', view)
  })
  feed.onProgress((progress) => {
    publish('library.progress', progress)
  })
}
