import { beforeEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import type { LibraryItem, LibraryView, SavedFile } from '../../src/shared/model/library.ts'
import { refusal, type FakeBridge, type Replies } from '../support/fake-bridge.ts'
import {
  callId,
  epoch,
  given,
  item,
  itemId,
  libraryOf,
  openAt,
  otherCallId,
  saved,
  sha256,
  unproven,
  usualWindow
} from './library-scene.ts'
import { agent, library } from './support.ts'

const open = (
  items: readonly LibraryItem[],
  view: Partial<LibraryView> = {},
  more: Replies = {}
): Promise<FakeBridge> => openAt('#library/saved', { ...libraryOf(items, view), ...more })

const grid = () => page.getByRole('treegrid')
const row = (name: string | RegExp = /^Video/) => grid().getByRole('row', { name })
const details = () => row().getByRole('button', { name: /^Details/ })
const openSaved = async (changes: Partial<SavedFile> = {}, more: Partial<LibraryItem> = {}) => {
  const fake = await open([item(1, { save: saved(changes), ...more })])
  await details().click()
  return fake
}
const count = () => page.getByText(/^\d+ items?$/)

beforeEach(usualWindow)

test('before anything is known it loads; with nothing there it says how recordings come', async () => {
  let answer = (): void => undefined
  const held = new Promise<void>((resolve) => (answer = resolve))
  await open(
    [],
    {},
    {
      'library.page': async () => {
        await held
        return { epoch, items: [], next: null }
      }
    }
  )
  await expect.element(page.getByText('Loading the library…')).toBeVisible()
  answer()
  await expect.element(page.getByText('No recordings yet')).toBeVisible()
  await expect.element(page.getByText('Loading the library…')).not.toBeInTheDocument()
})

test('a library that cannot be read says so and can be loaded again', async () => {
  const fake = await open([], {}, { 'library.page': refusal({ code: 'library-unreadable' }) })
  await expect.element(page.getByText('The library could not be loaded')).toBeVisible()
  fake.answer({ 'library.page': { epoch, items: [item(1)], next: null } })
  await page.getByRole('button', { name: 'Load again' }).click()
  await expect.element(row()).toBeVisible()
})

test('items stand under their day and call, newest first', async () => {
  await open([item(3), item(2, { callId: otherCallId }), item(1, { callId: null })])
  await expect.element(row('Call ' + callId)).toBeVisible()
  const names = grid().getByRole('rowheader').elements()
  expect(names.map((name) => name.textContent.trim())).toEqual([
    'Friday, 20 November 2026',
    `Call ${callId}`,
    `Call ${otherCallId}`,
    'No call named'
  ])
})

test('a recording that nobody saved yet is saved by one press, a double click too', async () => {
  const fake = await open([item(1, { stoppedAt: null })])
  await expect.element(row()).toHaveTextContent('Not saved')
  await expect.element(row()).toHaveTextContent('May still be growing')
  await row().getByRole('button', { name: /^Save/ }).dblClick()
  expect(given(fake)).toEqual([['library.save', { itemId: itemId(1) }]])
})

test('audio is listed and not offered, with the reason', async () => {
  await open([item(1, { media: 'audio' })])
  expect(
    row(/^Audio/)
      .getByRole('button', { name: /^Save/ })
      .elements()
  ).toHaveLength(0)
  await row(/^Audio/)
    .getByRole('button', { name: /^Details/ })
    .click()
  await expect.element(row(/^Audio/)).toHaveTextContent('stays on the gateway')
})

test('a saved file is named with its size, its whole hash and what proves its length', async () => {
  await openSaved()
  await expect.element(row()).toHaveTextContent('20261120_103105_20011_1552524689-16797284.mp4')
  await expect.element(row()).toHaveTextContent('48.2 MB')
  await expect.element(row()).toHaveTextContent(sha256)
  await expect.element(row()).toHaveTextContent('everything that the gateway announced has arrived')
  await expect.element(row()).toHaveTextContent('Not since it was saved')
})

test('a length that nothing proves is never called proven', async () => {
  await open([item(1, { save: unproven() })])
  await expect.element(row()).toHaveTextContent('Length unproven')
  await details().click()
  await expect.element(row()).toHaveTextContent('part of it may be missing')
  await expect.element(row().getByRole('button', { name: 'Save again' })).toBeVisible()
})

test.each([
  ['missing', 'File missing', 'not where it was saved'],
  ['changed', 'File changed', 'Callside leaves it as it is'],
  ['unreachable', 'Folder out of reach', 'Connect the drive or the network']
] as const)('a file that is %s has its own words and what to do', async (check, word, text) => {
  const fake = await open([item(1, { save: saved({ check, checkedAt: 1 }) })])
  await expect.element(row()).toHaveTextContent(word)
  await expect.element(page.getByText('1 saved file failed its check.')).toBeVisible()
  await details().click()
  await expect.element(row()).toHaveTextContent(text)
  // Nothing is repaired without being asked for.
  expect(given(fake)).toEqual([])
})

test('a file that is not there is not offered to be played; a changed one is', async () => {
  await open([
    item(1, { save: saved({ check: 'missing' }) }),
    item(2, { save: saved({ check: 'changed' }) })
  ])
  await expect.poll(() => row().elements()).toHaveLength(2)
  expect(
    row(/File missing/)
      .getByRole('button', { name: /^Play/ })
      .elements()
  ).toHaveLength(0)
  await expect.element(row(/File changed/).getByRole('button', { name: /^Play/ })).toBeVisible()
})

/** Keeps the page from learning that there is no file behind an address here. */
function holdErrors(): () => void {
  const hold = (event: Event): void => {
    if (event.target instanceof HTMLVideoElement) event.stopImmediatePropagation()
  }
  window.addEventListener('error', hold, true)
  return () => {
    window.removeEventListener('error', hold, true)
  }
}

test('a video is played in the app, by the id of its row', async () => {
  const letGo = holdErrors()
  await open([item(1, { save: saved() })])
  await row().getByRole('button', { name: /^Play/ }).click()
  const dialog = page.getByRole('dialog')
  await expect.element(dialog).toHaveTextContent(`Call ${callId}`)
  const video = document.querySelector('video')
  letGo()
  expect(video?.getAttribute('src')).toBe(`/videos/${itemId(1)}`)
  expect(video?.controls).toBe(true)
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect.element(dialog).not.toBeInTheDocument()
})

test('a video that cannot be played says what can be done', async () => {
  await open([item(1, { save: saved() })])
  await row().getByRole('button', { name: /^Play/ }).click()
  const alert = page.getByRole('dialog').getByRole('alert')
  await expect.element(alert).toHaveTextContent('cannot be played here')
})

test.each([
  ['Show in folder', 'library.showInFolder', { itemId: itemId(1) }],
  ['Verify now', 'library.verify', { itemIds: [itemId(1)] }],
  ['Export…', 'library.export', { itemIds: [itemId(1)] }]
] as const)('“%s” gives its command with the id alone', async (name, command, input) => {
  const fake = await openSaved()
  await row().getByRole('button', { name, exact: true }).click()
  expect(given(fake)).toEqual([[command, input]])
})

test('all saved files are verified at once, where there are any', async () => {
  const fake = await open([item(1)])
  const all = page.getByRole('button', { name: 'Verify all' })
  await expect.element(all).toHaveAccessibleDescription('Nothing is saved yet.')
  fake.emit('library.items', { epoch, items: [item(1, { save: saved() })], removed: [] })
  await all.click()
  expect(given(fake)).toEqual([['library.verify', { itemIds: null }]])
})

test('the search narrows the list at once, and Escape clears it', async () => {
  await open([item(2, { note: 'refund asked' }), item(1)])
  const search = page.getByRole('searchbox', { name: 'Search' })
  await search.fill('refund')
  await expect.element(count()).toHaveTextContent('1 item')
  await search.fill('nothing like it')
  await expect.element(page.getByText('Nothing found')).toBeVisible()
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect.element(count()).toHaveTextContent('2 items')
})

test('filters and tags narrow it further, and stay while another screen is shown', async () => {
  await open([item(3, { tags: ['dispute'], hold: true }), item(2, { hold: true }), item(1)])
  await page.getByRole('combobox', { name: 'Show' }).selectOptions('On hold')
  await expect.element(count()).toHaveTextContent('2 items')
  await page.getByRole('combobox', { name: 'Tag' }).selectOptions('dispute')
  await expect.element(count()).toHaveTextContent('1 item')
  const nav = page.getByRole('navigation', { name: 'Screens' })
  await nav.getByRole('link', { name: 'Activity' }).click()
  await expect.poll(() => grid().query()).toBeNull()
  await nav.getByRole('link', { name: 'Library' }).click()
  await expect.element(count()).toHaveTextContent('1 item')
})

test('the failed ones are one press away', async () => {
  await open([item(2, { save: saved({ check: 'changed' }) }), item(1)])
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect.element(count()).toHaveTextContent('1 item')
  await expect.element(row()).toHaveTextContent('File changed')
})

test('the next agent at this desk finds nothing of the last one', async () => {
  const fake = await open([item(1, { note: 'refund' })])
  await page.getByRole('searchbox', { name: 'Search' }).fill('refund')
  fake.answer({
    'library.page': { epoch: 'epoch-2', items: [item(2, { agentId: '20012' })], next: null }
  })
  fake.emit('session.changed', { state: 'connected', agent: { ...agent, agentId: '20012' } })
  fake.emit('library.changed', { ...library, epoch: 'epoch-2' })
  await expect.element(page.getByRole('searchbox', { name: 'Search' })).toHaveValue('')
  await expect.element(row()).toBeVisible()
  await expect.element(grid()).not.toHaveTextContent('refund')
})
