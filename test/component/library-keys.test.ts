import { beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { LibraryItem } from '../../src/shared/model/library.ts'
import type { FakeBridge } from '../support/fake-bridge.ts'
import {
  callId,
  downloading,
  epoch,
  given,
  item,
  itemId,
  libraryOf,
  openAt,
  otherCallId,
  saved,
  usualWindow
} from './library-scene.ts'

const open = async (items: readonly LibraryItem[]): Promise<FakeBridge> => {
  const fake = await openAt('#library/saved', libraryOf(items))
  // The grid is there a frame before its rows.
  await expect.element(page.getByRole('row', { name: /^Video/ }).last()).toBeVisible()
  return fake
}
const row = (n: number) =>
  page.getByRole('row', { name: new RegExp(`^Video 10:31:${String(5 + n).padStart(2, '0')}`) })
const four = [4, 3, 2, 1].map((n) => item(n, { save: saved() }))
const bar = () => page.getByRole('region', { name: 'Selected items' })
const focusOn = (n: number): void => {
  row(n).element().focus()
}

beforeEach(usualWindow)

test('one row is on the way of Tab; the arrow keys lead to the others', async () => {
  await open(four)
  const onTab = page
    .getByRole('row')
    .elements()
    .filter((one) => one.tabIndex === 0)
  expect(onTab).toHaveLength(1)
  onTab[0]?.focus()
  await userEvent.keyboard('{ArrowDown}')
  await expect.element(page.getByRole('row', { name: `Call ${callId}` })).toHaveFocus()
  await userEvent.keyboard('{ArrowDown}{ArrowDown}')
  await expect.element(row(3)).toHaveFocus()
  await userEvent.keyboard('{End}')
  await expect.element(row(1)).toHaveFocus()
  await userEvent.keyboard('{ArrowUp}')
  await expect.element(row(2)).toHaveFocus()
  await userEvent.tab()
  await expect.element(row(2).getByRole('checkbox')).toHaveFocus()
})

test('Enter opens the details, Escape leads back to the row and closes them', async () => {
  await open(four)
  focusOn(2)
  await userEvent.keyboard('{Enter}')
  await expect.element(row(2)).toHaveAttribute('aria-expanded', 'true')
  row(2).getByRole('button', { name: 'Verify now' }).element().focus()
  await userEvent.keyboard('{Escape}')
  await expect.element(row(2)).toHaveFocus()
  await userEvent.keyboard('{Escape}')
  await expect.element(row(2)).toHaveAttribute('aria-expanded', 'false')
})

test('Space selects, Shift and the arrows take what is between, Escape lets go', async () => {
  await open(four)
  focusOn(4)
  await userEvent.keyboard(' ')
  await expect.element(row(4)).toHaveAttribute('aria-selected', 'true')
  await expect.element(bar()).toHaveTextContent('1 selected')
  await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}')
  await expect.element(bar()).toHaveTextContent('3 selected')
  await userEvent.keyboard('{Escape}')
  await expect.element(bar()).not.toBeInTheDocument()
})

test('Shift and a press select a range, Ctrl+A everything that is shown', async () => {
  const fake = await open(four)
  await row(4).getByRole('checkbox').click()
  await row(2)
    .getByRole('checkbox')
    .click({ modifiers: ['Shift'] })
  await expect.element(bar()).toHaveTextContent('3 selected')
  await expect.element(row(3).getByRole('checkbox')).toBeChecked()
  focusOn(1)
  await userEvent.keyboard('{Control>}a{/Control}')
  await bar().getByRole('button', { name: 'Verify' }).click()
  expect(given(fake)).toEqual([['library.verify', { itemIds: [4, 3, 2, 1].map(itemId) }]])
})

test('all of a call are selected together, and exported together', async () => {
  const fake = await open([...four, item(0, { callId: otherCallId, save: saved() })])
  await page.getByRole('checkbox', { name: `Select all of Call ${callId}` }).click()
  await bar().getByRole('button', { name: 'Export…' }).click()
  expect(given(fake)).toEqual([['library.export', { itemIds: [4, 3, 2, 1].map(itemId) }]])
})

test('removing several leaves out what is on hold, and says so', async () => {
  const fake = await open([item(2, { save: saved(), hold: true }), item(1, { save: saved() })])
  await page.getByRole('checkbox', { name: `Select all of Call ${callId}` }).click()
  await bar().getByRole('button', { name: 'Remove…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Remove this item?' })
  await expect.element(dialog).toHaveTextContent('1 stays: it is on hold or being saved.')
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await expect
    .poll(() => given(fake))
    .toEqual([['library.remove', { itemIds: [itemId(1)], files: 'keep' }]])
})

test('only what is saved can be verified or exported', async () => {
  await open([item(1)])
  await row(1).getByRole('checkbox').click()
  const verify = bar().getByRole('button', { name: 'Verify' })
  await expect.element(verify).toHaveAccessibleDescription('None of them is saved.')
})

test('what is selected and no longer shown is not acted upon', async () => {
  await open([item(2, { note: 'refund', save: saved() }), item(1, { save: saved() })])
  await page.getByRole('checkbox', { name: `Select all of Call ${callId}` }).click()
  await page.getByRole('searchbox').fill('refund')
  await expect.element(bar()).toHaveTextContent('1 selected')
})

test('a slash leads to the search from anywhere but a field', async () => {
  await open(four)
  focusOn(1)
  await userEvent.keyboard('/')
  const search = page.getByRole('searchbox', { name: 'Search' })
  await expect.element(search).toHaveFocus()
  await userEvent.keyboard('2026/11')
  await expect.element(search).toHaveValue('2026/11')
  await userEvent.keyboard('{Escape}')
  await expect.element(search).toHaveValue('')
})

test('a row that goes hands the focus to the one in its place', async () => {
  const fake = await open(four)
  focusOn(3)
  fake.emit('library.items', {
    epoch,
    items: [item(3, { save: downloading(), position: 1 })],
    removed: []
  })
  await expect.element(row(2)).toHaveFocus()
})

test('the tabs are changed by the arrow keys', async () => {
  await open(four)
  page.getByRole('tab', { name: 'Saved' }).element().focus()
  await userEvent.keyboard('{ArrowLeft}')
  await expect.element(page.getByRole('tab', { name: 'Queue' })).toHaveFocus()
  await expect.element(page.getByText('Nothing is being saved')).toBeVisible()
})
