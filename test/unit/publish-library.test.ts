import { expect, test } from 'vitest'
import { publishLibrary } from '../../src/main/ipc/publish-library.ts'
import type { LibraryFeed } from '../../src/main/library/library-feed.ts'
import { createListeners } from '../../src/main/listeners.ts'
import type {
  LibraryChange,
  LibraryView,
  TransferProgress
} from '../../src/shared/model/library.ts'
import { libraryEvents } from '../contract/library-samples.ts'
import { manualClock } from '../support/manual-clock.ts'

const { 'library.items': change, 'library.changed': view } = libraryEvents

function publishing() {
  const clock = manualClock()
  const items = createListeners<LibraryChange>()
  const views = createListeners<LibraryView>()
  const progress = createListeners<readonly TransferProgress[]>()
  const sent: [string, unknown][] = []
  const feed = {
    ...{ onItems: items.add, onView: views.add, onProgress: progress.add },
    progress: () => []
  }
  publishLibrary({
    // The three feeds and what is under way are all that it asks for.
    feed: feed as unknown as LibraryFeed,
    publish: (name, value) => sent.push([name, value]),
    send: (name, value) => sent.push([name, value]),
    ...{ clock, everyMs: 100 }
  })
  return { clock, items, views, sent }
}

test('what changed is sent once a while, of each row the last', () => {
  const { clock, items, views, sent } = publishing()
  views.tell(view)
  sent.splice(0)
  const [item] = change.items
  if (item === undefined) throw new Error('The sample has an item')
  items.tell({ ...change, items: [{ ...item, note: 'before' }], removed: [] })
  items.tell({ ...change, items: [item], removed: [] })
  expect(sent).toEqual([])
  clock.advance(100)
  expect(sent).toEqual([['library.items', { ...change, items: [item], removed: [] }]])
})

test('of a list that is not shown any more nothing leaves, however little was missing', () => {
  const { clock, items, views, sent } = publishing()
  items.tell(change)
  clock.advance(99)
  views.tell({ ...view, epoch: 'another agent' })
  clock.advance(1_000)
  expect(sent.filter(([name]) => name === 'library.items')).toEqual([])
  // And the progress that the screens hold is taken back.
  expect(sent).toContainEqual(['library.progress', []])
})
