import { beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { LibraryItem } from '../../src/shared/model/library.ts'
import { galleryLines, neighbour } from '../../src/renderer/src/features/captures/gallery-lines.ts'
import { LibraryRow } from '../../src/renderer/src/state/library-row.svelte.ts'
import type { FakeBridge } from '../support/fake-bridge.ts'
import {
  began,
  callId,
  downloading,
  given,
  item,
  itemId,
  libraryOf,
  openAt,
  otherCallId,
  picture,
  saved,
  usualWindow
} from './library-scene.ts'

const open = (items: readonly LibraryItem[]): Promise<FakeBridge> =>
  openAt('#captures', libraryOf(items))

const grid = () => page.getByRole('grid', { name: 'Pictures by day and call' })
/** The picture that was taken `n` seconds after 10:31:05. */
const thumbnail = (n: number) =>
  grid().getByRole('button', {
    name: new RegExp(`^Picture 10:31:${String(5 + n).padStart(2, '0')}`)
  })
const shown = () => page.getByRole('dialog').getByText(/^\d+ of \d+$/)
const five = [5, 4, 3, 2, 1].map((n) => picture(n))

beforeEach(usualWindow)

test('without a picture it says how one is taken', async () => {
  await open([item(1)])
  await expect.element(page.getByText('No pictures yet')).toBeVisible()
  await expect.element(page.getByText(/Ctrl\+Shift\+C/)).toBeVisible()
})

test('pictures stand under their day and call, and are asked for by the id of their row', async () => {
  await open([picture(3), picture(2, { callId: otherCallId }), item(1)])
  await expect.element(thumbnail(3)).toBeVisible()
  const heads = grid().getByRole('rowheader').elements()
  expect(heads.map((head) => head.textContent.trim())).toEqual([
    'Friday, 20 November 2026',
    `Call ${callId}`,
    `Call ${otherCallId}`
  ])
  await expect.poll(() => grid().getByRole('gridcell').elements()).toHaveLength(2)
})

test('a place is kept for each picture, whatever its size and before it is there', async () => {
  await open(five)
  await expect.element(thumbnail(1)).toBeVisible()
  const heights = [1, 2, 3].map((n) => thumbnail(n).element().getBoundingClientRect().height)
  expect(new Set(heights)).toEqual(new Set([136]))
})

test('a picture that is still on the server can be fetched', async () => {
  const fake = await open([
    picture(3, { save: { state: 'not-saved' } }),
    picture(2, { save: downloading(), position: 1 }),
    picture(1, { save: saved({ check: 'changed' }) })
  ])
  await grid()
    .getByRole('button', { name: /^Fetch: Picture/ })
    .click()
  expect(given(fake)).toEqual([['library.save', { itemId: itemId(3) }]])
  await expect.element(grid().getByText('Saving')).toBeVisible()
  await expect.element(grid().getByText('File changed')).toBeVisible()
})

test('the big view goes on by the arrow keys and ends at the last one', async () => {
  await open(five)
  await thumbnail(5).click()
  await expect.element(shown()).toHaveTextContent('1 of 5')
  await userEvent.keyboard('{ArrowRight}{ArrowRight}')
  await expect.element(shown()).toHaveTextContent('3 of 5')
  await userEvent.keyboard('{ArrowLeft}')
  await expect.element(shown()).toHaveTextContent('2 of 5')
  await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}')
  await expect.element(shown()).toHaveTextContent('5 of 5')
  await expect.element(page.getByRole('button', { name: 'Next' })).toBeDisabled()
  await userEvent.keyboard('{Escape}')
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
})

test('the big view has the same tools as the library', async () => {
  const fake = await open([picture(1)])
  await thumbnail(1).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Tags' }).fill('id-card')
  // In a field the arrow keys move the caret, not the picture.
  await userEvent.keyboard('{ArrowLeft}{Enter}')
  await dialog.getByRole('button', { name: 'Verify now' }).click()
  await dialog.getByRole('switch', { name: 'Hold' }).click()
  expect(given(fake)).toEqual([
    ['library.describe', { itemId: itemId(1), tags: ['id-card'] }],
    ['library.verify', { itemIds: [itemId(1)] }],
    ['library.describe', { itemId: itemId(1), hold: true }]
  ])
})

test('the keyboard goes through the gallery, Space selects and Escape lets go', async () => {
  await open(five)
  await expect.element(thumbnail(5)).toBeVisible()
  thumbnail(5).element().focus()
  await userEvent.keyboard('{ArrowRight}')
  await expect.element(thumbnail(4)).toHaveFocus()
  await userEvent.keyboard(' {End} ')
  await expect.element(thumbnail(1)).toHaveFocus()
  const bar = page.getByRole('region', { name: 'Selected items' })
  await expect.element(bar).toHaveTextContent('2 selected')
  await userEvent.keyboard('{Escape}')
  await expect.element(bar).not.toBeInTheDocument()
})

test('pictures are searched and filtered like the library', async () => {
  await open([picture(2, { note: 'passport' }), picture(1, { hold: true })])
  await page.getByRole('searchbox').fill('passport')
  await expect.element(page.getByText('1 item', { exact: true })).toBeVisible()
  await page.getByRole('searchbox').fill('')
  await page.getByRole('combobox', { name: 'Show' }).selectOptions('On hold')
  await expect.element(thumbnail(1)).toBeVisible()
  await expect.element(thumbnail(2)).not.toBeInTheDocument()
})

test('up and down keep to the column, also over a shorter row', () => {
  const items = [5, 4, 3, 2, 1].map((n) => picture(n, { callId: n > 2 ? callId : otherCallId }))
  const lines = galleryLines(
    items.map((one) => new LibraryRow(one)),
    2
  )
  const to = (n: number, key: string) => neighbour(lines, itemId(n), key)?.itemId ?? null
  expect(to(4, 'ArrowDown')).toBe(itemId(3))
  expect(to(3, 'ArrowDown')).toBe(itemId(2))
  expect(to(1, 'ArrowUp')).toBe(itemId(3))
  expect(to(5, 'ArrowUp')).toBeNull()
  expect(to(3, 'ArrowRight')).toBe(itemId(2))
})

test.each(['en', 'zh-CN'] as const)('at 480 px, in %s, nothing is cut off', async (language) => {
  await page.viewport(480, 700)
  const items = [
    picture(3, { save: { state: 'not-saved' }, startedAt: began }),
    picture(2, { hold: true, save: saved({ check: 'unreachable' }) }),
    picture(1)
  ]
  await openAt('#captures', libraryOf(items), language)
  await expect.poll(() => page.getByRole('gridcell').elements()).toHaveLength(3)
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(480)
  for (const element of document.querySelectorAll('main *:not(.unseen)')) {
    expect(element.getBoundingClientRect().right, element.className).toBeLessThanOrEqual(480)
  }
})
