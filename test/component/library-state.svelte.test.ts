import { afterEach, expect, test } from 'vitest'
import type { LibraryChange, LibraryItem } from '../../src/shared/model/library.ts'
import { createBridge } from '../../src/renderer/src/bridge.ts'
import { LibraryItems } from '../../src/renderer/src/state/library-items.svelte.ts'
import type { LibraryRow } from '../../src/renderer/src/state/library-row.svelte.ts'
import { fakeBridge, refusal, type Replies } from '../support/fake-bridge.ts'
import { downloading, epoch, item, itemId, pageOf, saved } from './library-scene.ts'
import { library } from './support.ts'

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

/** The items as a screen sees them, with every list that it was given. */
function follow(replies: Replies) {
  const fake = fakeBridge({ 'library.get': library, ...replies })
  const items = new LibraryItems(createBridge(fake.raw))
  const lists: (readonly LibraryRow[])[] = []
  const watch = (): (() => void) =>
    $effect.root(() => {
      $effect(() => {
        lists.push(items.all)
      })
    })
  const stop = watch()
  ends.push(stop)
  return { fake, items, lists, stop, watch }
}

const ids = (items: LibraryItems): readonly string[] => items.all.map((row) => row.itemId)
const change = (of: string, items: LibraryItem[], removed: string[] = []): LibraryChange => ({
  epoch: of,
  items,
  removed
})
const pagesAsked = (fake: { calls: readonly (readonly [string, unknown])[] }) =>
  fake.calls.filter(([name]) => name === 'library.page').length

test('all pages are loaded, one after the other, newest first', async () => {
  const pages = new Map([
    [null, pageOf([item(3), item(2)], 'after-2')],
    ['after-2', pageOf([item(1)])]
  ])
  const { items } = follow({ 'library.page': ({ after }) => pages.get(after) ?? pageOf([]) })
  await expect.poll(() => items.complete).toBe(true)
  expect(ids(items)).toEqual([itemId(3), itemId(2), itemId(1)])
})

test('a change puts in, replaces and takes out; a row stays the same object', async () => {
  const { fake, items } = follow({ 'library.page': pageOf([item(2), item(1)]) })
  await expect.poll(() => items.complete).toBe(true)
  const row = items.row(itemId(2))
  fake.emit('library.items', change(epoch, [item(3), item(2, { note: 'seen' })], [itemId(1)]))
  await expect.poll(() => ids(items)).toEqual([itemId(3), itemId(2)])
  expect(items.row(itemId(2))).toBe(row)
  expect(row?.item.note).toBe('seen')
})

test('a change that overtakes a page is the newer of the two', async () => {
  let answer = (): void => undefined
  const second = new Promise<void>((resolve) => (answer = resolve))
  const { fake, items } = follow({
    'library.page': async ({ after }) => {
      if (after === null) return pageOf([item(5)], 'more')
      await second
      return pageOf([item(3), item(2)])
    }
  })
  await expect.poll(() => items.known).toBe(true)
  fake.emit('library.items', change(epoch, [item(3, { note: 'newer' })], [itemId(2)]))
  answer()
  await expect.poll(() => items.complete).toBe(true)
  expect(ids(items)).toEqual([itemId(5), itemId(3)])
  expect(items.row(itemId(3))?.item.note).toBe('newer')
})

test('a change from before the first page is kept until it is known whose list it is', async () => {
  let answer = (): void => undefined
  const first = new Promise<void>((resolve) => (answer = resolve))
  const { fake, items } = follow({
    'library.page': async () => {
      await first
      return pageOf([item(1)])
    }
  })
  await expect.poll(() => pagesAsked(fake)).toBe(1)
  fake.emit('library.items', change(epoch, [item(2)]))
  fake.emit('library.items', change('of another agent', [item(9)]))
  answer()
  await expect.poll(() => items.complete).toBe(true)
  expect(ids(items)).toEqual([itemId(2), itemId(1)])
})

test('another epoch is another list: nothing of the old one stays', async () => {
  const { fake, items } = follow({ 'library.page': pageOf([item(1)]) })
  await expect.poll(() => items.complete).toBe(true)
  fake.answer({ 'library.page': { ...pageOf([item(7)]), epoch: 'epoch-2' } })
  fake.emit('library.changed', { ...library, epoch: 'epoch-2' })
  await expect.poll(() => ids(items)).toEqual([itemId(7)])
  fake.emit('library.items', change(epoch, [item(8)]))
  await expect.poll(() => pagesAsked(fake)).toBe(3)
  expect(ids(items)).toEqual([itemId(7)])
})

test('a list that becomes another one between two pages is loaded from its beginning', async () => {
  let agent = 1
  const { items } = follow({
    'library.page': ({ after }) => {
      if (after === 'more') agent = 2
      const next = after === null && agent === 1 ? 'more' : null
      return { ...pageOf([item(agent)], next), epoch: `epoch-${agent}` }
    }
  })
  await expect.poll(() => items.complete).toBe(true)
  expect(ids(items)).toEqual([itemId(2)])
})

test('progress reaches its row without a new list; the last one wins', async () => {
  const { fake, items, lists } = follow({
    'library.page': pageOf([item(2, { save: downloading() }), item(1)])
  })
  await expect.poll(() => items.complete).toBe(true)
  await expect.poll(() => lists.at(-1)?.length).toBe(2)
  const before = lists.length
  const progress = (receivedBytes: number) => ({
    itemId: itemId(2),
    receivedBytes,
    totalBytes: 48_000_000,
    bytesPerSecond: 1_000_000
  })
  fake.emit('library.progress', [
    { ...progress(1), itemId: itemId(77) },
    progress(1_000),
    progress(2_000)
  ])
  expect(items.row(itemId(2))?.progress?.receivedBytes).toBe(2_000)
  expect(lists).toHaveLength(before)
})

test('a rush of changes makes few lists, and the last of them holds everything', async () => {
  const { fake, items, lists } = follow({ 'library.page': pageOf([item(1)]) })
  await expect.poll(() => items.complete).toBe(true)
  const before = lists.length
  for (let n = 2; n <= 300; n += 1) fake.emit('library.items', change(epoch, [item(n)]))
  expect(items.row(itemId(300))).not.toBeNull()
  await expect.poll(() => lists.at(-1)?.length).toBe(300)
  expect(lists.length - before).toBeLessThan(10)
})

test('what an earlier try received is not told of the next one', async () => {
  const { fake, items } = follow({
    'library.page': pageOf([item(1, { save: downloading() })])
  })
  await expect.poll(() => items.complete).toBe(true)
  const received = { itemId: itemId(1), receivedBytes: 9, totalBytes: null, bytesPerSecond: null }
  fake.emit('library.progress', [received])
  fake.emit('library.items', change(epoch, [item(1, { save: downloading(), note: 'same try' })]))
  expect(items.row(itemId(1))?.progress).toEqual(received)
  const anew = downloading({ startedAt: Date.now(), tries: 2 })
  fake.emit('library.items', change(epoch, [item(1, { save: anew })]))
  expect(items.row(itemId(1))?.progress).toBeNull()
})

test('nothing is followed once no screen reads it; back again, what went meanwhile is gone', async () => {
  const { fake, items, stop, watch } = follow({ 'library.page': pageOf([item(2), item(1)]) })
  await expect.poll(() => items.complete).toBe(true)
  stop()
  await expect.poll(() => fake.listeners('library.items')).toBe(0)
  expect(items.row(itemId(1))).not.toBeNull()
  fake.answer({ 'library.page': pageOf([item(2, { save: saved() })]) })
  ends.push(watch())
  await expect.poll(() => ids(items)).toEqual([itemId(2)])
  expect(items.row(itemId(2))?.item.save.state).toBe('saved')
})

test('why loading did not work is told, and loading again can mend it', async () => {
  const { fake, items } = follow({ 'library.page': refusal({ code: 'library-unreadable' }) })
  await expect.poll(() => items.problem?.code).toBe('library-unreadable')
  fake.answer({ 'library.page': pageOf([item(1)]) })
  items.reload()
  await expect.poll(() => ids(items)).toEqual([itemId(1)])
  expect(items.problem).toBeNull()
})
