import { readFileSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { setAsideFiles } from '../../src/main/library/database/database-place.ts'
import type { ItemRow } from '../../src/main/library/items/item-row.ts'
import { changed, idOf, opened, owner, place, row } from '../support/opened-file.ts'
import { records } from '../support/save-records.ts'

const keys = (rows: readonly ItemRow[]): string[] => rows.map(({ key }) => key)

describe('a row that cannot be read', () => {
  test.each([
    ['a medium that does not exist', "UPDATE item SET media = 'v\x01deo' WHERE started_at = 3"],
    ['an id that is none', "UPDATE item SET item_id = 'oops' WHERE started_at = 3"],
    ['an agent that is none', "UPDATE item SET agent_id = '10_1' WHERE started_at = 3"],
    [
      'a moment beyond every clock',
      'UPDATE item SET stopped_at = 9223372036854775807 WHERE started_at = 3'
    ],
    [
      'bytes that are no text',
      "UPDATE item SET known_by = CAST(x'ff00fe' AS TEXT) WHERE started_at = 3"
    ]
  ])('costs itself: %s', async (_what, change) => {
    const { store, news } = opened(await changed(change))
    // Pages are full without it: a list that seemed to end here would hide what is older.
    expect(keys(store.page({ owner }, null, 3))).toEqual(['path 5', 'path 4', 'path 2'])
    expect(keys(store.page({ host: 'gateway' }, null, 3))).toEqual(['path 5', 'path 4', 'path 2'])
    expect(store.page({ owner }, null, 9)).toHaveLength(4)
    expect(news).toEqual([{ type: 'unreadable', rows: 1 }])
    // It stays in the file as it is.
    expect(store.count()).toBe(5)
    store.close()
  })

  test('holds up no queue, and is due at no time', async () => {
    const path = await changed('SELECT 1', 0)
    const first = opened(path).store
    first.put(
      row(1, { position: 1, save: records.queued }),
      row(2, { position: 2, save: records.queued }),
      row(3, { position: 3, save: { ...records.waiting, retryAt: 5 } })
    )
    first.close()
    const other = new DatabaseSync(path)
    other.exec(`UPDATE item SET media = 'video', known_by = 'nobody' WHERE started_at = 1;
      UPDATE item SET retry_at = 9223372036854775807 WHERE started_at = 3`)
    other.close()
    const { store } = opened(path)
    expect(keys(store.nextQueued(owner, 'video', 1))).toEqual(['path 2'])
    expect(store.nextRetryAt(owner)).toBeNull()
    expect(store.lastPosition()).toBe(3)
    store.close()
  })

  test('that is written anew is read again', async () => {
    const { store } = opened(await changed("UPDATE item SET media = '?' WHERE started_at = 5"))
    expect(store.find(idOf(5))).toBeNull()
    store.put(row(5))
    expect(store.find(idOf(5))).toEqual(row(5))
    store.close()
  })
})

describe('a file that is not what it should be is set aside', () => {
  test.each([
    ['other columns', 'ALTER TABLE item RENAME COLUMN note TO remark', 0],
    ['a column more', 'ALTER TABLE item ADD COLUMN more TEXT', 5],
    ['an index that is gone', 'DROP INDEX item_by_key', 5],
    [
      'a trigger of somebody',
      'CREATE TRIGGER t AFTER INSERT ON item BEGIN DELETE FROM mark; END',
      5
    ]
  ])('%s; what can be read of it goes over', async (_what, change, rows) => {
    const path = await changed(change)
    const { store, news, file } = opened(path)
    expect(file.away).toBeNull()
    expect(news).toEqual([{ type: 'replaced', path: `${path}.set-aside-7`, rows }])
    expect(store.count()).toBe(rows)
    store.close()
  })

  test('a database of another program is not changed', async () => {
    const path = await place()
    const other = new DatabaseSync(path)
    other.exec("CREATE TABLE theirs (a); INSERT INTO theirs VALUES ('kept')")
    other.close()
    opened(path).store.close()
    const kept = new DatabaseSync(`${path}.set-aside-7`)
    expect(kept.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'theirs' }])
    kept.close()
  })

  test('an index that does not agree with its rows, by the second look', async () => {
    const path = await changed('SELECT 1')
    const bytes = readFileSync(path)
    // Owner and key stand side by side in the index only.
    bytes.write('path 9', bytes.indexOf('gateway 1001path 3') + 'gateway 1001'.length)
    writeFileSync(path, bytes)
    const { file, store, news } = opened(path)
    expect(news).toEqual([])
    file.check()
    expect(news).toMatchObject([{ type: 'replaced', rows: 5 }])
    expect(keys(store.ofKey(owner, 'path 3'))).toEqual(['path 3'])
    store.close()
  })

  test('also when it is found at work: what was asked is answered by the new one', async () => {
    const path = await place()
    const running = row(2, { save: records.downloading, note: 'as it is now' })
    const { file, store, news } = opened(path, [running])
    store.put(row(1), row(2))
    // As another program's fault: pages of the table itself, under an open connection.
    file.use(({ database }) => {
      database.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA shrink_memory')
    })
    const bytes = readFileSync(path)
    bytes.fill(0xff, 4_096)
    writeFileSync(path, bytes)
    expect(() => {
      store.put(row(3))
    }).not.toThrow()
    store.page({ owner }, null, 9)
    expect(news).toMatchObject([{ type: 'replaced', path: `${path}.set-aside-7` }])
    expect(store.find(idOf(2))).toEqual(running)
    expect(file.away).toBeNull()
    store.close()
  })

  test('under a name that nothing has, with its WAL, or not at all', async () => {
    const path = await place()
    for (const name of ['', '-wal', '.set-aside-1']) writeFileSync(path + name, name)
    expect(setAsideFiles(path, '1')).toBe(`${path}.set-aside-1-2`)
    expect(readFileSync(`${path}.set-aside-1`, 'utf8')).toBe('.set-aside-1')
    expect(readFileSync(`${path}.set-aside-1-2-wal`, 'utf8')).toBe('-wal')
  })
})
