import { expect, test } from 'vitest'
import type { LibraryItem } from '../../src/shared/model/library.ts'
import { itemFilters, tagsIn, wantedRows } from '../../src/renderer/src/items/item-filter.ts'
import { byDayAndCall } from '../../src/renderer/src/items/item-groups.ts'
import { createHaystacks, haystackOf } from '../../src/renderer/src/items/item-search.ts'
import { countQueue, inQueueOrder } from '../../src/renderer/src/items/item-states.ts'
import { queuePace } from '../../src/renderer/src/features/library/queue-pace.ts'
import { LibraryRow } from '../../src/renderer/src/state/library-row.svelte.ts'
import {
  began,
  callId,
  downloading,
  item,
  itemId,
  otherCallId,
  saved,
  sha256,
  unproven
} from './library-scene.ts'

const rowsOf = (items: readonly LibraryItem[]) => items.map((one) => new LibraryRow(one))
const day = 86_400_000

const found = (search: string, items: readonly LibraryItem[]): readonly string[] =>
  wantedRows(rowsOf(items), { search, filter: 'all', tag: null }, haystackOf).map(
    (row) => row.itemId
  )

const target = item(1, {
  tags: ['Refund'],
  note: 'Amount was wrong',
  save: saved({ fileName: '20261120_103105_20011.mp4' })
})
const other = item(2, { callId: otherCallId, agentId: '20099', startedAt: began - 30 * day })

test.each([
  callId,
  '16797284',
  '20011',
  'refund',
  'REFUND',
  'wrong amount',
  '103105_20011.mp4',
  sha256,
  sha256.slice(0, 8).toUpperCase(),
  '2026-11-20',
  '2026-11',
  '20.11.',
  '20.11.2026',
  '2026/11/20',
  '2026年11月20日',
  '11月20日',
  '  refund   20.11.2026 '
])('“%s” finds the one item that has it', (search) => {
  expect(found(search, [target, other])).toEqual([target.itemId])
})

test.each(['refund missing', '0.11.2026', '21.11.', sha256.slice(4, 12), '9f8'])(
  '“%s” finds nothing: each word must be there, a date and a hash from their beginning',
  (search) => {
    expect(found(search, [target, other])).toEqual([])
  }
)

test('an empty search finds everything', () => {
  expect(found('   ', [target, other])).toHaveLength(2)
})

test('what is searched is made once for each state of an item', () => {
  const haystack = createHaystacks()
  expect(haystack(target)).toBe(haystack(target))
  expect(haystack({ ...target, note: 'new words' }).text).toContain('new words')
})

test('each filter keeps what it names', () => {
  const rows = rowsOf([
    item(1),
    item(2, { save: { state: 'cancelled' } }),
    item(3, { save: saved(), hold: true }),
    item(4, { save: unproven() }),
    item(5, { save: saved({ check: 'missing' }) }),
    item(6, { save: saved({ check: 'changed' }) }),
    item(7, { save: saved({ check: 'unreachable' }) }),
    item(8, { save: saved({ check: 'unchanged' }) })
  ])
  const kept = (filter: (typeof itemFilters)[number]) =>
    wantedRows(rows, { search: '', filter, tag: null }, haystackOf).map((row) =>
      Number(row.itemId.slice(-2))
    )
  expect(Object.fromEntries(itemFilters.map((filter) => [filter, kept(filter)]))).toEqual({
    all: [1, 2, 3, 4, 5, 6, 7, 8],
    'not-saved': [1, 2],
    saved: [3, 4, 5, 6, 7, 8],
    unproven: [4],
    failed: [5, 6, 7],
    held: [3]
  })
})

test('tags are offered once each, and choose what has them', () => {
  const rows = rowsOf([item(1, { tags: ['b', 'a'] }), item(2, { tags: ['a'] }), item(3)])
  expect(tagsIn(rows)).toEqual(['a', 'b'])
  const wanted = { search: '', filter: 'all', tag: 'b' } as const
  expect(wantedRows(rows, wanted, haystackOf).map((row) => row.itemId)).toEqual([itemId(1)])
})

test('items are grouped by day, then by call; those without a call stand together', () => {
  const rows = rowsOf([
    item(4),
    item(3, { callId: otherCallId }),
    item(2),
    item(1, { callId: null, startedAt: began - day })
  ])
  expect(
    byDayAndCall(rows).map(({ calls }) =>
      calls.map((call) => [call.callId, call.rows.map((row) => row.itemId)])
    )
  ).toEqual([
    [
      [callId, [itemId(4), itemId(2)]],
      [otherCallId, [itemId(3)]]
    ],
    [[null, [itemId(1)]]]
  ])
})

test('the queue stands in its own order, and is counted by what happens in it', () => {
  const problem = { code: 'file:locked' } as const
  const rows = rowsOf([
    item(1),
    item(2, { save: saved() }),
    item(3, { save: { state: 'queued' }, position: 3 }),
    item(4, { save: downloading(), position: 1 }),
    item(5, { save: { state: 'verifying', bytes: 1 }, position: null }),
    item(6, { save: { state: 'needs-attention', problem, tries: 5, canFinish: true }, position: 2 })
  ])
  expect(inQueueOrder(rows).map((row) => row.itemId)).toEqual([4, 6, 3, 5].map(itemId))
  expect(countQueue(rows)).toEqual({ saving: 2, waiting: 1, attention: 1 })
})

test('time left follows from the speed, and a file never runs past its end', () => {
  const progress = { itemId: itemId(1), receivedBytes: 30, totalBytes: 60, bytesPerSecond: 3 }
  expect(queuePace(progress)).toEqual({ percent: 50, leftMs: 10_000 })
  expect(queuePace({ ...progress, receivedBytes: 70 })).toEqual({ percent: 100, leftMs: 0 })
  expect(queuePace({ ...progress, bytesPerSecond: 0 }).leftMs).toBeNull()
  expect(queuePace({ ...progress, totalBytes: null })).toEqual({ percent: null, leftMs: null })
})
