import { randomBytes } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { durability } from '../../src/main/library/database/durability.ts'
import { createItemStore } from '../../src/main/library/database/item-store.ts'
import { LibraryFile, type FileNews } from '../../src/main/library/database/library-file.ts'
import { openDatabase } from '../../src/main/library/database/open-database.ts'
import { prepareStatements } from '../../src/main/library/database/statements.ts'
import { ownerOf, type ItemRow } from '../../src/main/library/items/item-row.ts'
import { untouched } from '../../src/main/library/items/recording-events.ts'
import { namesIn, temporaryFolder } from '../support/folders.ts'

const row = (n: number): ItemRow => ({
  ...untouched,
  ...{ itemId: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`, owner: 'gateway 1001' },
  ...{ agentId: '1001', host: 'gateway', callId: `1-${n}`, media: 'video', knownBy: 'event' },
  ...{ key: `path ${n}`, taskId: String(n), startedAt: n },
  remote: { via: 'path', recordId: `Y:/${n}.mp4`, locationId: '256' }
})

async function opened(path?: string) {
  const file = path ?? join(await temporaryFolder(), 'data', 'library.db')
  const told: FileNews[] = []
  const opened = new LibraryFile({
    ...{ path: file, now: () => 1, running: () => [] },
    onNews: (news) => told.push(news)
  })
  opened.open()
  expect(opened.away).toBeNull()
  const replaced = told.find(({ type }) => type === 'replaced')
  const setAside = replaced?.type === 'replaced' ? replaced.path : null
  return { file, setAside, told, store: createItemStore(opened) }
}

test('a row is read back as it was put, and only for its owner', async () => {
  const { store } = await opened()
  const full: ItemRow = {
    ...row(1),
    ...{ tags: ['dispute', '争议'], note: "it's\n'quoted'", hold: true, position: 3, stoppedAt: 9 },
    save: { state: 'queued', askedAt: 5, tries: 2, patientUntil: 7, part: null }
  }
  store.put(full)
  expect(store.find(full.itemId)).toEqual(full)
  expect(store.page({ owner: 'gateway 1001' }, null, 10)).toEqual([full])
  expect(store.page({ owner: 'gateway 1002' }, null, 10)).toEqual([])
  store.close()
})

test('pages go on where the last one ended, also among rows of one moment', async () => {
  const { store } = await opened()
  const rows = Array.from({ length: 25 }, (_, n) => ({ ...row(n), startedAt: Math.floor(n / 10) }))
  store.put(...rows)
  const seen: string[] = []
  for (let after: ItemRow | null = null; ;) {
    const page = store.page({ owner: 'gateway 1001' }, after, 7)
    seen.push(...page.map(({ itemId }) => itemId))
    after = page.at(-1) ?? null
    if (page.length < 7) break
  }
  expect(new Set(seen).size).toBe(25)
  const times = seen.map((id) => rows.find(({ itemId }) => itemId === id)?.startedAt)
  expect(times).toEqual([...times].sort((a, b) => Number(b) - Number(a)))
  store.close()
})

test('rows of all agents of a host come newest first, and none of another host', async () => {
  const { store } = await opened()
  const owned = (n: number, host: string, agentId: string): ItemRow => ({
    ...row(n),
    ...{ owner: ownerOf(host, agentId), host, agentId, startedAt: Math.floor(n / 4) }
  })
  const mine = Array.from({ length: 30 }, (_, n) =>
    owned(n, 'gateway:80', ['1001', '101', '999999'][n % 3] ?? '')
  )
  const others = ['gateway:8', 'gateway:800', 'gateway', 'h', 'GATEWAY:80']
  store.put(...mine, ...others.map((host, n) => owned(100 + n, host, '1001')))
  const seen: string[] = []
  for (let after: ItemRow | null = null; ;) {
    const page = store.page({ host: 'gateway:80' }, after, 7)
    seen.push(...page.map(({ itemId }) => itemId))
    after = page.at(-1) ?? null
    if (page.length < 7) break
  }
  const wanted = [...mine].sort(
    (a, b) => b.startedAt - a.startedAt || (a.itemId < b.itemId ? -1 : 1)
  )
  expect(seen).toEqual(wanted.map(({ itemId }) => itemId))
  expect(store.idsInStates(['not-saved'], { host: 'gateway:80' })).toEqual(seen)
  expect(store.idsInStates(['saved'], { host: 'gateway:80' })).toEqual([])
  store.close()
})

test('the rows of a host are found in an index, whoever made them', async () => {
  const { file, store } = await opened()
  store.close()
  const { database } = openDatabase(file, 'now')
  const asked: string[] = []
  const plain = database.prepare.bind(database)
  database.prepare = (sql) => {
    asked.push(sql)
    return plain(sql)
  }
  prepareStatements(database)
  const ofHost = asked.filter((sql) => sql.includes('owner >= ?'))
  expect(ofHost).toHaveLength(2)
  for (const sql of ofHost) {
    const values = Array<number>(sql.split('?').length - 1).fill(1)
    const steps = plain(`EXPLAIN QUERY PLAN ${sql}`).all(...values)
    const plan = steps.map(({ detail }) => String(detail)).join('\n')
    expect(plan).toContain('SEARCH item USING COVERING INDEX item_by_time (owner>? AND owner<?)')
    expect(plan).not.toContain('SCAN')
  }
  database.close()
})

test('several rows are put all or none', async () => {
  const { store } = await opened()
  const broken = { ...row(2), startedAt: 'yesterday' as unknown as number }
  expect(() => {
    store.put(row(1), broken)
  }).toThrow(expect.objectContaining({ code: 'library-unreadable' }))
  expect(store.count()).toBe(0)
  store.put(row(1))
  expect(store.count()).toBe(1)
  store.close()
})

test('every commit is flushed: WAL with synchronous FULL', async () => {
  const { file } = await opened()
  const { database } = openDatabase(file, 'now')
  expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
  expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 })
  database.close()
})

test('macOS is told to empty the drive’s own memory as well', () => {
  expect(durability('darwin')).toBe(
    'PRAGMA synchronous = FULL; PRAGMA fullfsync = 1; PRAGMA checkpoint_fullfsync = 1;'
  )
  for (const platform of ['linux', 'win32'] as const) {
    expect(durability(platform)).toBe('PRAGMA synchronous = FULL;')
  }
  const database = new DatabaseSync(':memory:')
  database.exec(durability('darwin'))
  expect(database.prepare('PRAGMA fullfsync').get()).toEqual({ fullfsync: 1 })
  expect(database.prepare('PRAGMA checkpoint_fullfsync').get()).toEqual({ checkpoint_fullfsync: 1 })
  database.close()
})

test('I15: a damaged file is set aside as it is, and a new one begins', async () => {
  const { file, store } = await opened()
  store.put(...Array.from({ length: 300 }, (_, n) => row(n)))
  store.close()
  const bytes = readFileSync(file)
  randomBytes(4_096).copy(bytes, 8_192)
  writeFileSync(file, bytes)
  const again = await opened(file)
  expect(again.setAside).toBe(`${file}.set-aside-1`)
  expect(readFileSync(`${file}.set-aside-1`).equals(bytes)).toBe(true)
  // What can still be read is in the new one: of these only an index was hit, or some of the rows.
  expect(again.store.count()).toBeLessThanOrEqual(300)
  again.store.put(row(1))
  expect(again.store.find(row(1).itemId)).toEqual(row(1))
  again.store.close()
})

test.each([
  ['text', 'this is no database, though it is long enough to be looked at as one'],
  ['zeros', '\0'.repeat(8_192)]
])('a file of %s is set aside', async (_what, content) => {
  const file = join(await temporaryFolder(), 'library.db')
  writeFileSync(file, content)
  const { setAside, store } = await opened(file)
  expect(setAside).toBe(`${file}.set-aside-1`)
  expect(readFileSync(`${file}.set-aside-1`, 'utf8')).toBe(content)
  store.close()
})

test('what a newer Callside wrote is set aside, never changed', async () => {
  const { file, store } = await opened()
  store.close()
  const newer = new DatabaseSync(file)
  newer.exec('PRAGMA user_version = 99')
  newer.close()
  const again = await opened(file)
  expect(again.setAside).not.toBeNull()
  again.store.close()
  const kept = new DatabaseSync(`${file}.set-aside-1`)
  expect(kept.prepare('PRAGMA user_version').get()).toEqual({ user_version: 99 })
  kept.close()
})

test('a save that cannot be read costs itself, and says so', async () => {
  const { file, store } = await opened()
  store.put(row(1), row(2))
  store.close()
  const raw = new DatabaseSync(file)
  raw.prepare('UPDATE item SET save = \'{"state":"flying"}\' WHERE call_id = \'1-1\'').run()
  raw.close()
  const again = await opened(file)
  expect(again.store.find(row(1).itemId)?.save).toMatchObject({
    ...{ state: 'needs-attention', problem: { code: 'library-unreadable' } }
  })
  expect(again.store.find(row(2).itemId)?.save).toEqual({ state: 'not-saved' })
  again.store.close()
})

test('the queue is given in its order, and its next due moment', async () => {
  const { store } = await opened()
  const request = { askedAt: 1, tries: 1, patientUntil: null, part: null }
  const queued = { state: 'queued', ...request } as const
  const problem = { code: 'file:truncated' } as const
  store.put(
    { ...row(1), position: 3, save: queued },
    { ...row(2), position: 1, save: queued },
    { ...row(3), position: 2, save: { state: 'waiting', ...request, retryAt: 50, problem } },
    { ...row(4), position: 4, save: { state: 'waiting', ...request, retryAt: 40, problem } }
  )
  const idOf = ({ callId }: ItemRow) => callId
  expect(store.nextQueued('gateway 1001', 'video', 9).map(idOf)).toEqual(['1-2', '1-1'])
  expect(store.nextRetryAt('gateway 1001')).toBe(40)
  expect(store.nextRetryAt('gateway 1002')).toBeNull()
  expect(store.lastPosition()).toBe(4)
  expect(store.waitingBefore('gateway 1001', 3)?.callId).toBe('1-3')
  store.close()
})

test('the folder of the database is this account’s alone', async () => {
  const { file, store } = await opened()
  store.close()
  expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700)
  expect(await namesIn(join(file, '..'))).toEqual(['library.db'])
})
