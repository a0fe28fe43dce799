import { beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { LibraryItem, LibraryView, LibraryWork } from '../../src/shared/model/library.ts'
import type { FakeBridge, Replies } from '../support/fake-bridge.ts'
import {
  downloading,
  epoch,
  given,
  item,
  itemId,
  libraryOf,
  openAt,
  saved,
  sha256,
  usualWindow
} from './library-scene.ts'
import { library } from './support.ts'

const open = (
  items: readonly LibraryItem[],
  view: Partial<LibraryView> = {},
  more: Replies = {}
): Promise<FakeBridge> => openAt('#library/saved', { ...libraryOf(items, view), ...more })

const row = () => page.getByRole('treegrid').getByRole('row', { name: /^Video/ })
const openItem = async (changes: Partial<LibraryItem> = {}): Promise<FakeBridge> => {
  const fake = await open([item(1, { save: saved(), ...changes })])
  await row()
    .getByRole('button', { name: /^Details/ })
    .click()
  return fake
}
const describes = (fake: FakeBridge) => given(fake).map(([, input]) => input)
const tagField = () => row().getByRole('combobox', { name: 'Tags' })
const noteField = () => row().getByRole('textbox', { name: 'Note' })
const work = (changes: Partial<LibraryWork>): LibraryWork => ({
  done: 412,
  total: 2_000,
  files: 2_000,
  state: 'running',
  findings: 0,
  fileName: null,
  problem: null,
  ...changes
})

beforeEach(usualWindow)

test('tags are added by Enter and taken off by Backspace or their button', async () => {
  const fake = await openItem({ tags: ['dispute'] })
  await tagField().fill(' refund ')
  await userEvent.keyboard('{Enter}')
  await expect.element(tagField()).toHaveValue('')
  await userEvent.keyboard('{Backspace}')
  await row().getByRole('button', { name: 'Remove the tag dispute' }).click()
  expect(describes(fake)).toEqual([
    { itemId: itemId(1), tags: ['dispute', 'refund'] },
    { itemId: itemId(1), tags: [] },
    { itemId: itemId(1), tags: [] }
  ])
})

test('a tag that is there already is not added twice', async () => {
  const fake = await openItem({ tags: ['dispute'] })
  await tagField().fill('dispute')
  await userEvent.keyboard('{Enter}')
  await expect.element(tagField()).toHaveValue('')
  expect(given(fake)).toEqual([])
})

test('a note is kept when it is asked for, and news of the item do not overwrite it', async () => {
  const fake = await openItem({ note: 'old' })
  await noteField().fill('half a sentence')
  const news = item(1, { save: saved(), note: 'of somebody else' })
  fake.emit('library.items', { epoch, items: [news], removed: [] })
  await expect.element(noteField()).toHaveValue('half a sentence')
  await row().getByRole('button', { name: 'Keep note' }).click()
  expect(describes(fake)).toEqual([{ itemId: itemId(1), note: 'half a sentence' }])
})

test('hold is asked of main, and shown as main says', async () => {
  const fake = await openItem()
  const hold = row().getByRole('switch', { name: 'Hold' })
  await hold.click()
  expect(describes(fake)).toEqual([{ itemId: itemId(1), hold: true }])
  await expect.element(hold).toHaveAttribute('aria-checked', 'false')
  const held = item(1, { save: saved(), hold: true })
  fake.emit('library.items', { epoch, items: [held], removed: [] })
  await expect.element(hold).toHaveAttribute('aria-checked', 'true')
  await expect
    .element(row().getByRole('button', { name: 'Remove…' }))
    .toHaveAccessibleDescription('It is on hold. Take the hold off first.')
})

test('removing asks whether the file goes too; Enter on the fresh question cancels', async () => {
  const fake = await openItem()
  const remove = row().getByRole('button', { name: 'Remove…' })
  await remove.click()
  const dialog = page.getByRole('dialog', { name: 'Remove this item?' })
  await expect.element(dialog.getByRole('radio', { name: 'Only from the list' })).toBeChecked()
  await userEvent.keyboard('{Enter}')
  await expect.element(dialog).not.toBeInTheDocument()
  expect(given(fake)).toEqual([])
  await remove.click()
  await dialog.getByRole('radio', { name: /files to the bin/ }).click()
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await expect.element(dialog).not.toBeInTheDocument()
  expect(given(fake)).toEqual([['library.remove', { itemIds: [itemId(1)], files: 'bin' }]])
})

test('what the bin does not take is deleted for good only where that is asked for and said', async () => {
  const fake = await openItem()
  fake.answer({ 'library.remove': [itemId(1)] })
  const remove = row().getByRole('button', { name: 'Remove…' })
  const toBin = async (): Promise<void> => {
    await remove.click()
    const dialog = page.getByRole('dialog', { name: 'Remove this item?' })
    await dialog.getByRole('radio', { name: /files to the bin/ }).click()
    await dialog.getByRole('button', { name: 'Remove' }).click()
  }
  const again = page.getByRole('dialog', { name: 'Delete this file for good?' })
  await toBin()
  await expect.element(again.getByText('network drives have none')).toBeVisible()
  await expect.element(again.getByRole('button', { name: 'Keep' })).toHaveFocus()
  await userEvent.keyboard('{Enter}')
  await expect.element(again).not.toBeInTheDocument()
  const asked = ['library.remove', { itemIds: [itemId(1)], files: 'bin' }]
  expect(given(fake)).toEqual([asked])

  await toBin()
  await expect.element(again).toBeVisible()
  fake.answer({ 'library.remove': [] })
  await again.getByRole('button', { name: 'Delete for good' }).click()
  await expect.element(again).not.toBeInTheDocument()
  const deleted = ['library.remove', { itemIds: [itemId(1)], files: 'delete' }]
  expect(given(fake)).toEqual([asked, asked, deleted])
})

test('where nothing was saved there is no file to ask about', async () => {
  const fake = await openItem({ save: { state: 'cancelled' } })
  await row().getByRole('button', { name: 'Remove…' }).click()
  const dialog = page.getByRole('dialog')
  expect(dialog.getByRole('radio').elements()).toHaveLength(0)
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await expect
    .poll(() => given(fake))
    .toEqual([['library.remove', { itemIds: [itemId(1)], files: 'keep' }]])
})

test('the whole hash and the call ID are copied', async () => {
  await openItem()
  const copies: (string | undefined)[] = []
  const hear = (event: ClipboardEvent): void => {
    copies.push(event.clipboardData?.getData('text/plain'))
  }
  window.addEventListener('copy', hear)
  await row().getByRole('button', { name: 'Copy: SHA-256' }).click()
  await row().getByRole('button', { name: 'Copy: Call ID' }).click()
  window.removeEventListener('copy', hear)
  expect(copies).toEqual([sha256, '1552524689-16797284'])
})

test('a video that may have grown since is saved again', async () => {
  const fake = await openItem({ save: saved({ mayHaveGrown: true }) })
  await expect.element(row()).toHaveTextContent('Save it again to have all of it.')
  await row().getByRole('button', { name: 'Save again' }).click()
  expect(given(fake)).toEqual([['library.save', { itemId: itemId(1) }]])
})

test('a verification shows how far it is, can be stopped, and ends with what it found', async () => {
  const fake = await open([item(1)], { verification: work({}) })
  const bar = page.getByRole('progressbar', { name: 'Verifying saved files' })
  await expect.element(bar).toHaveAttribute('aria-valuetext', '412 of 2,000')
  await page.getByRole('button', { name: 'Stop' }).click()
  expect(given(fake)).toEqual([['library.cancelVerification', undefined]])
  const ended = work({ state: 'done', done: 2_000, findings: 3 })
  fake.emit('library.changed', { ...library, verification: ended })
  const result = page.getByText('3 of 2,000 verified files are missing, changed or out of reach.')
  await expect.element(result).toBeVisible()
  await page.getByRole('button', { name: 'Dismiss' }).click()
  await expect.element(result).not.toBeInTheDocument()
  // The same result of a new run is told again.
  fake.emit('library.changed', { ...library, verification: work({}) })
  await expect.element(bar).toBeVisible()
  fake.emit('library.changed', { ...library, verification: ended })
  await expect.element(result).toBeVisible()
})

test('an export ends with its file, or with why there is none', async () => {
  // Of an export these are bytes.
  const running = work({ done: 5_000_000, total: 8_000_000, files: 4, fileName: 'case.zip' })
  const fake = await open([item(1)], { export: running })
  const bar = page.getByRole('progressbar', { name: 'Exporting' })
  await expect.element(bar).toHaveAttribute('aria-valuetext', '62 %')
  const done = work({ ...running, state: 'done', done: 8_000_000, findings: 1 })
  fake.emit('library.changed', { ...library, export: done })
  await expect.element(page.getByText(/^Exported 4 items to case.zip. 1 of them/)).toBeVisible()
  const failed = work({ state: 'failed', problem: { code: 'file:no-space' } })
  fake.emit('library.changed', { ...library, export: failed })
  await expect.element(page.getByText('The export did not finish')).toBeVisible()
})

test('a database that had to be rebuilt is said once, with what may be missing', async () => {
  const fake = await open([item(1)], { rebuilt: { items: 12, setAside: 'library.damaged.sqlite' } })
  const notice = page.getByText(/^12 items were read back.*library\.damaged\.sqlite/)
  await expect.element(notice).toBeVisible()
  await page.getByRole('button', { name: 'Dismiss' }).click()
  fake.emit('library.changed', {
    ...library,
    rebuilt: { items: 12, setAside: 'library.damaged.sqlite' }
  })
  await expect.element(notice).not.toBeInTheDocument()
})

test('retention says its days, and what it kept because it failed its check', async () => {
  await open([item(1)], { retentionDays: 180, retentionHeldBack: 2 })
  await expect.element(page.getByText(/deleted after 180 days, unless/)).toBeVisible()
  await expect.element(page.getByText(/^2 files are past that.*decide/)).toBeVisible()
})

test('what is being saved cannot be removed from the saved ones by mistake', async () => {
  const fake = await open([item(2, { save: downloading(), position: 1 }), item(1)])
  await expect.poll(() => row().elements()).toHaveLength(1)
  fake.emit('library.items', { epoch, items: [item(2, { save: saved() })], removed: [] })
  await expect.poll(() => row().elements()).toHaveLength(2)
})
