import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createItemStore } from '../../src/main/library/database/item-store.ts'
import { LibraryFile, type FileNews } from '../../src/main/library/database/library-file.ts'
import type { ItemRow } from '../../src/main/library/items/item-row.ts'
import { untouched } from '../../src/main/library/items/recording-events.ts'
import { temporaryFolder } from './folders.ts'

export const owner = 'gateway 1001'
export const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
export const row = (n: number, changes: Partial<ItemRow> = {}): ItemRow => ({
  ...untouched,
  ...{ itemId: idOf(n), owner, agentId: '1001', host: 'gateway', callId: `1-${String(n)}` },
  ...{ media: 'video', knownBy: 'event', key: `path ${String(n)}`, taskId: String(n) },
  ...{ startedAt: n, remote: { via: 'path', recordId: `Y:/${String(n)}.mp4`, locationId: null } },
  ...changes
})

/** Where a library's database may lie. */
export async function place(): Promise<string> {
  return join(await temporaryFolder(), 'library.db')
}

/** A library's file, with what it told. */
export function opened(path: string, running: readonly ItemRow[] = []) {
  const news: FileNews[] = []
  const file = new LibraryFile({
    ...{ path, now: () => 7, running: () => running },
    onNews: (one) => news.push(one)
  })
  file.open()
  return { file, news, store: createItemStore(file) }
}

/** A library of some rows, closed; `change` is what another program then does to it. */
export async function changed(change: string, rows = 5): Promise<string> {
  const path = await place()
  const { store } = opened(path)
  store.put(...Array.from({ length: rows }, (_, n) => row(n + 1)))
  store.close()
  const other = new DatabaseSync(path)
  other.exec(change)
  other.close()
  return path
}
