import { AppError } from '../../src/shared/errors.ts'
import type { PictureLibrary } from '../../src/main/captures/pictures.ts'
import type { PictureWish } from '../../src/main/library/items/asked-row.ts'
import type { LibraryItem } from '../../src/shared/model/library.ts'

/** The library as captures see it, whose steps a test decides. */
export function fakePictures() {
  const wishes: PictureWish[] = []
  const saved: string[] = []
  const items = new Map<string, LibraryItem>()
  const back = new Set<() => void>()
  const listeners = new Set<(items: readonly LibraryItem[]) => void>()
  const library: PictureLibrary = {
    add(wish) {
      wishes.push(wish)
      become(wish.itemId, { state: 'queued' })
    },
    save(itemId) {
      const state = items.get(itemId)?.save.state
      if (state === 'queued' || state === 'downloading') {
        throw new AppError('not-now:already-saving', 'It is being saved')
      }
      saved.push(itemId)
      become(itemId, { state: 'queued' })
    },
    find: (itemId) => items.get(itemId) ?? null,
    onItems(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    onUsable(listener) {
      back.add(listener)
      return () => {
        back.delete(listener)
      }
    }
  }

  /** A step of the item: everybody who follows it hears of it. */
  function become(itemId: string, save: LibraryItem['save']): void {
    const item: LibraryItem = {
      ...{ itemId, agentId: '1001', own: true, callId: null, media: 'picture', source: 'file' },
      ...{ knownBy: 'event', fetchable: true, startedAt: 0, stoppedAt: 0, failed: false },
      ...{ position: null, save, tags: [], note: '', hold: false }
    }
    items.set(itemId, item)
    for (const listener of listeners) listener([item])
  }
  /** The library can be used again. */
  const usable = (): void => {
    for (const listener of back) listener()
  }
  return { library, wishes, saved, become, usable }
}
