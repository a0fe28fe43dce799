import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { ItemBook } from '../../src/main/library/items/item-book.ts'
import type { ItemRow } from '../../src/main/library/items/item-row.ts'
import { DueRows } from '../../src/main/library/queue/due-rows.ts'
import { unfinishedRows } from '../../src/main/library/queue/unfinished.ts'
import { moveUp } from '../../src/main/library/queue/move-up.ts'
import { manualClock } from '../support/manual-clock.ts'
import { storeInMemory } from '../support/open-store.ts'
import { keptPart, records } from '../support/save-records.ts'

const owner = 'gateway.example:8043 1001'

/** The id of a row that a test calls by a name. */
const idOf = (name: string): string => {
  const hex = createHash('sha256').update(name).digest('hex')
  return `${hex.slice(0, 8)}-0000-4000-8000-${hex.slice(8, 20)}`
}

const row = (name: string, changes: Partial<ItemRow>): ItemRow => ({
  ...{
    itemId: idOf(name),
    owner,
    agentId: '1001',
    host: 'gateway.example:8043',
    callId: null,
    media: 'video'
  },
  ...{ knownBy: 'event', key: name, taskId: null, remote: null, startedAt: 1_000 },
  ...{ stoppedAt: null, failed: false, position: null, save: { state: 'not-saved' } },
  ...{ tags: [], note: '', hold: false },
  ...changes
})

function bookWith(...rows: readonly ItemRow[]): ItemBook {
  const book = new ItemBook(storeInMemory())
  book.put(...rows)
  return book
}

const statesIn = (book: ItemBook, ...names: string[]): string[] =>
  names.map((name) => book.require(idOf(name)).save.state)

describe('rows whose pause is over', () => {
  const clock = manualClock()
  const waitingUntil = (itemId: string, retryAt: number, changes: Partial<ItemRow> = {}) =>
    row(itemId, { position: 1, save: { ...records.waiting, retryAt }, ...changes })

  test('go back into the queue when they are due, and not before', () => {
    const now = clock.now()
    const book = bookWith(
      waitingUntil('due', now),
      waitingUntil('long due', now - 5_000, { position: 2 }),
      waitingUntil('later', now + 1, { position: 3 }),
      waitingUntil('theirs', now - 5_000, { position: 4, owner: 'gateway.example:8043 1002' })
    )
    const due = new DueRows({ book, clock }, () => undefined)
    due.wake(owner)
    expect(statesIn(book, 'due', 'long due', 'later', 'theirs')).toEqual([
      ...['queued', 'queued', 'waiting', 'waiting']
    ])
    due.end()
  })

  test('ring at the moment when the next of them is due, once', () => {
    const book = bookWith(waitingUntil('one', clock.now() + 2_000))
    let rung = 0
    const due = new DueRows({ book, clock }, () => (rung += 1))
    due.wake(owner)
    due.wake(owner)
    clock.advance(1_999)
    expect(rung).toBe(0)
    clock.advance(1)
    expect(rung).toBe(1)
    expect(clock.waiting()).toBe(0)
    due.wake(owner)
    expect(statesIn(book, 'one')).toEqual(['queued'])
    expect(clock.waiting()).toBe(0)
  })

  test('are looked at once a minute at the latest, as the clock of a PC may be set', () => {
    const book = bookWith(waitingUntil('far', clock.now() + 3_600_000))
    let rung = 0
    const due = new DueRows({ book, clock }, () => (rung += 1))
    due.wake(owner)
    clock.advance(59_999)
    expect(rung).toBe(0)
    clock.advance(1)
    expect(rung).toBe(1)
  })

  test('ring no more after the end', () => {
    const book = bookWith(waitingUntil('one', clock.now() + 2_000))
    const due = new DueRows({ book, clock }, () => {
      throw new Error('rung')
    })
    due.wake(owner)
    due.end()
    clock.advance(10_000)
    expect(clock.waiting()).toBe(0)
  })
})

describe('a row that is moved up', () => {
  const queued = (itemId: string, position: number, changes: Partial<ItemRow> = {}): ItemRow =>
    row(itemId, { position, save: records.queued, ...changes })
  const order = (book: ItemBook): string[] =>
    book.store.inStates(['queued', 'waiting'], owner).map(({ key }) => key)

  test('changes places with the one before it, and with nobody else', () => {
    const book = bookWith(queued('a', 1), queued('b', 2), queued('c', 5))
    moveUp(book, book.require(idOf('c')))
    expect(order(book)).toEqual(['a', 'c', 'b'])
    expect(book.require(idOf('c')).position).toBe(2)
    expect(book.require(idOf('b')).position).toBe(5)
  })

  test('stays where it is when it is the first, or in no queue', () => {
    const outside = row('outside', {})
    const theirs = queued('theirs', 1, { owner: 'gateway.example:8043 1002' })
    const book = bookWith(theirs, queued('a', 2), outside)
    moveUp(book, book.require(idOf('a')))
    moveUp(book, outside)
    expect(book.require(idOf('a')).position).toBe(2)
    expect(book.require(idOf('theirs')).position).toBe(1)
    expect(book.require(idOf('outside'))).toEqual(outside)
  })
})

describe('rows that a crash left between two steps', () => {
  const other = { ...keptPart, partName: 'other.part' }
  const waiting = ['queued', 'waiting-sign-in', 'waiting', 'paused'] as const
  const unnamed = (part: typeof keptPart) => ({
    ...records['needs-attention'],
    unnamed: { ...records.verifying, part }
  })
  const rows = [
    ...waiting.flatMap((state, n) => [
      row(`${state} begun`, { position: 2 * n, save: records[state] }),
      row(`${state} not`, { position: 2 * n + 1, save: { ...records[state], part: other } })
    ]),
    row('needs-attention begun', { save: unnamed(keptPart) }),
    row('needs-attention not', { save: unnamed(other) })
  ]
  const ids = (end: string): string[] =>
    rows.map(({ key }) => key).filter((name) => name.endsWith(end))

  test('are cancelled where that had begun to take their part away, and stay else', () => {
    const book = bookWith(...rows)
    const litter = { paths: () => [`${keptPart.folder}/${keptPart.partName}`] }
    expect(unfinishedRows(book, litter)).toEqual([])
    expect(new Set(statesIn(book, ...ids('begun')))).toEqual(new Set(['cancelled']))
    expect(statesIn(book, ...ids('not'))).toEqual([...waiting, 'needs-attention'])
  })
})
