import { createItemStore, type ItemStore } from '../../src/main/library/database/item-store.ts'
import { LibraryFile } from '../../src/main/library/database/library-file.ts'

/** The library's rows as the app opens them. Throws where they are away, or had to begin anew. */
export function openedStore(path: string): ItemStore {
  const file = new LibraryFile({
    ...{ path, now: () => 1, running: () => [] },
    onNews: ({ type }) => {
      if (type === 'replaced') throw new Error('The database was taken for damaged')
    }
  })
  file.open()
  if (file.away !== null) throw new Error(`The database is away: ${JSON.stringify(file.away)}`)
  return createItemStore(file)
}
