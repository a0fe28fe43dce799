import { DatabaseSync } from 'node:sqlite'
import { createItemStore, type ItemStore } from '../../src/main/library/database/item-store.ts'
import { LibraryFile } from '../../src/main/library/database/library-file.ts'
import { openFile } from '../../src/main/library/database/open-file.ts'
import { migrations } from '../../src/main/library/database/schema.ts'
import { prepareStatements } from '../../src/main/library/database/statements.ts'

/** A store on a real file, without the library around it; throws where the file cannot be used. */
export function openStore(path: string): ItemStore {
  const file = new LibraryFile({
    ...{ path, now: () => 0, running: () => [] },
    onNews: () => undefined
  })
  file.open()
  if (file.away !== null) throw new Error(`The database cannot be used: ${file.away}`)
  return createItemStore(file)
}

/** The same in memory. */
export function storeInMemory(): ItemStore {
  const database = new DatabaseSync(':memory:')
  database.exec(migrations.join(';'))
  const open = openFile({ database, ask: prepareStatements(database) }, () => undefined)
  return createItemStore({
    use: (work) => work(open),
    close: () => {
      database.close()
    }
  })
}
