import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { namesIn, temporaryFolder } from '../support/folders.ts'
import { changed, opened, place, row } from '../support/opened-file.ts'

describe('a file that cannot be used', () => {
  const inThePlace: readonly [string, (path: string) => void][] = [
    [
      'a folder',
      (path) => {
        mkdirSync(path)
      }
    ],
    ['a pipe', (path) => execFileSync('mkfifo', [path])],
    [
      'a link to nothing',
      (path) => {
        symlinkSync('/proc/nothing-here', path)
      }
    ],
    [
      'a folder as its WAL',
      (path) => {
        mkdirSync(`${path}-wal`)
      }
    ],
    ['a pipe as its WAL', (path) => execFileSync('mkfifo', [`${path}-wal`])]
  ]
  test.each(inThePlace)('is said, and can be set aside: %s in its place', async (_what, put) => {
    const path = await place()
    put(path)
    const { file, store, news } = opened(path)
    expect(file.away).toBe('not-a-file')
    expect(news).toEqual([{ type: 'away' }])
    expect(() => store.count()).toThrow(expect.objectContaining({ code: 'library-unavailable' }))
    expect(file.tryAgain()).toBe(false)
    file.setAside()
    expect(store.count()).toBe(0)
    expect(news.map(({ type }) => type)).toEqual(['away', 'replaced', 'back'])
    store.close()
  })

  test('is locked while another connection holds it, and is there when that lets go', async () => {
    const path = await changed('SELECT 1')
    const other = new DatabaseSync(path)
    other.exec('BEGIN EXCLUSIVE')
    const { file, store, news } = opened(path)
    expect(file.away).toBe('locked')
    expect(file.tryAgain()).toBe(false)
    other.exec('COMMIT')
    other.close()
    expect(file.tryAgain()).toBe(true)
    expect(store.count()).toBe(5)
    expect(news).toEqual([{ type: 'away' }, { type: 'back' }])
    store.close()
    expect(await namesIn(join(path, '..'))).toEqual(['library.db'])
  })

  test('a lock that comes later refuses once, and at once from then on', async () => {
    const path = await changed('SELECT 1')
    const { file, store } = opened(path)
    const other = new DatabaseSync(path)
    other.exec('BEGIN IMMEDIATE')
    const refused: unknown = expect.objectContaining({ code: 'library-unavailable' })
    expect(() => {
      store.put(row(9))
    }).toThrow(refused)
    expect(() => store.count()).toThrow(refused)
    other.exec('COMMIT')
    other.close()
    expect(file.tryAgain()).toBe(true)
    store.put(row(9))
    expect(store.count()).toBe(6)
    store.close()
  })

  test('its folder is a file', async () => {
    const folder = await temporaryFolder()
    writeFileSync(join(folder, 'data'), '')
    const { file } = opened(join(folder, 'data', 'library.db'))
    expect(file.away).toBe('not-a-file')
    expect(() => {
      file.setAside()
    }).toThrow(expect.objectContaining({ code: 'library-not-set-aside' }))
  })
})

describe.skipIf(process.platform === 'win32')('the database is this account’s alone', () => {
  const modeOf = (path: string): number => statSync(path).mode & 0o777

  test('from its first moment, with what lies beside it', async () => {
    const path = await place()
    const { store } = opened(path)
    store.put(row(1))
    expect(['', '-wal', '-shm'].map((name) => modeOf(path + name))).toEqual([0o600, 0o600, 0o600])
    store.close()
  })

  test('and one that others may read is corrected', async () => {
    const path = await changed('SELECT 1')
    chmodSync(path, 0o644)
    writeFileSync(`${path}-wal`, '', { mode: 0o644 })
    const { store } = opened(path)
    expect(['', '-wal'].map((name) => modeOf(path + name))).toEqual([0o600, 0o600])
    store.close()
  })
})
