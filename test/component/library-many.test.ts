import { beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { LibraryItem } from '../../src/shared/model/library.ts'
import { pageLimit } from '../../src/shared/model/library.ts'
import type { FakeBridge } from '../support/fake-bridge.ts'
import {
  began,
  downloading,
  epoch,
  item,
  itemId,
  libraryOf,
  openAt,
  picture,
  saved,
  usualWindow
} from './library-scene.ts'

const count = 10_000
/** Most rows that may be in the page at once, whatever the list holds. */
const rowLimit = 40

/** Ten a call, twenty minutes from call to call. */
const many = (make: (n: number, changes: Partial<LibraryItem>) => LibraryItem) =>
  Array.from({ length: count }, (_, index) =>
    make(count - index, {
      callId: `call-${Math.floor(index / 10)}`,
      startedAt: began - index * 120_000,
      save: saved({ fileName: `${count - index}.mp4` })
    })
  )

/** As main gives them: in pages. */
const open = (hash: string, items: readonly LibraryItem[]): Promise<FakeBridge> =>
  openAt(hash, {
    ...libraryOf([]),
    'library.page': ({ after }) => {
      const from = Number(after ?? 0)
      const next = from + pageLimit
      return {
        epoch,
        items: items.slice(from, next),
        next: next < items.length ? String(next) : null
      }
    }
  })

const rows = () => document.querySelectorAll('main [role="row"]').length
const scroller = (): HTMLElement => {
  const main = document.querySelector('main')
  if (main === null) throw new Error('There is no main')
  return main
}

beforeEach(usualWindow)

test('of 10,000 items at most 40 rows are in the page, wherever it is scrolled to', async () => {
  await open('#library/saved', many(item))
  await expect.element(page.getByText('10,000 items')).toBeVisible()
  const grid = page.getByRole('treegrid')
  const lines = Number(grid.element().getAttribute('aria-rowcount'))
  expect(lines).toBeGreaterThan(count)
  const lowestRow = () =>
    Math.max(
      ...[...document.querySelectorAll('[role="row"]')].map((row) => Number(row.ariaRowIndex))
    )
  let before = 0
  for (const part of [0, 0.3, 0.71, 1]) {
    scroller().scrollTop = part * scroller().scrollHeight
    await expect.poll(lowestRow).toBeGreaterThan(before)
    before = lowestRow()
    await expect.poll(rows).toBeGreaterThan(5)
    expect(rows()).toBeLessThanOrEqual(rowLimit)
  }
  const last = page.getByRole('row', { name: /1\.mp4/ }).last()
  await expect.element(last).toHaveAttribute('aria-rowindex', String(lines))
})

test('the keyboard reaches the last of them and comes back', async () => {
  await open('#library/saved', many(item))
  await expect.element(page.getByText('10,000 items')).toBeVisible()
  await expect.poll(rows).toBeGreaterThan(5)
  document.querySelector<HTMLElement>('[role="row"]')?.focus()
  await userEvent.keyboard('{End}')
  await expect.poll(() => document.activeElement?.getAttribute('aria-label')).toMatch(/, 1\.mp4$/)
  expect(rows()).toBeLessThanOrEqual(rowLimit)
  await userEvent.keyboard('{Home}')
  await expect.poll(() => document.activeElement?.getAttribute('aria-rowindex')).toBe('1')
})

test('what is clicked while the list still rolls is what stands there', async () => {
  await open('#library/saved', many(item))
  await expect.element(page.getByText('10,000 items')).toBeVisible()
  const rolled = new Promise((resolve) => {
    scroller().addEventListener('scroll', resolve, { once: true })
  })
  scroller().scrollTop = 500
  await rolled
  await new Promise(requestAnimationFrame) // the list has drawn itself as one that rolls
  const button = page.getByRole('row', { level: 3 }).nth(3).getByRole('button').first().element()
  const { x, y, width, height } = button.getBoundingClientRect()
  const under = document.elementFromPoint(x + width / 2, y + height / 2)
  expect(button.contains(under)).toBe(true)
})

test('all of them are searched', async () => {
  await open('#library/saved', many(item))
  await expect.element(page.getByText('10,000 items')).toBeVisible()
  await page.getByRole('searchbox').fill('call-999')
  await expect.element(page.getByText('10 items', { exact: true })).toBeVisible()
  await page.getByRole('searchbox').fill('77.mp4 call-992')
  await expect.element(page.getByText('1 item', { exact: true })).toBeVisible()
})

test('a queue of 10,000 holds no more rows either, and progress reaches the one it is about', async () => {
  const queue = many((n, changes) =>
    item(n, {
      ...changes,
      position: count - n,
      save: n === count ? downloading() : { state: 'queued' }
    })
  )
  const fake = await open('#library/queue', queue)
  await expect.element(page.getByRole('tab', { name: 'Queue 10000' })).toBeVisible()
  expect(rows()).toBeLessThanOrEqual(rowLimit)
  fake.emit('library.progress', [
    { itemId: itemId(count), receivedBytes: 1e6, totalBytes: 4e6, bytesPerSecond: 1e6 }
  ])
  await expect.element(page.getByRole('progressbar')).toHaveAttribute('value', '1000000')
})

test('of 10,000 pictures as few rows are in the page', async () => {
  await open('#captures', many(picture))
  await expect.element(page.getByText('10,000 items')).toBeVisible()
  expect(rows()).toBeLessThanOrEqual(rowLimit)
  expect(document.querySelectorAll('main img').length).toBeLessThan(60)
})
