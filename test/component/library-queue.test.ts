import { beforeEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import type { LibraryItem, LibraryView, SaveState } from '../../src/shared/model/library.ts'
import { refusal, type FakeBridge } from '../support/fake-bridge.ts'
import {
  downloading,
  epoch,
  given,
  item,
  itemId,
  libraryOf,
  openAt,
  saved,
  usualWindow
} from './library-scene.ts'
import { library, settings } from './support.ts'

const open = (
  items: readonly LibraryItem[],
  view: Partial<LibraryView> = {},
  more: Parameters<typeof openAt>[1] = {}
): Promise<FakeBridge> => openAt('#library/queue', { ...libraryOf(items, view), ...more })

const queued = (n: number, save: SaveState): LibraryItem => item(n, { save, position: n })
const rows = () => page.getByRole('grid', { name: 'Queue' }).getByRole('row')
const button = (name: string) => rows().getByRole('button', { name, exact: true })
const becomes = (fake: FakeBridge, save: SaveState): void => {
  fake.emit('library.items', { epoch, items: [queued(1, save)], removed: [] })
}
const waiting = (retryInMs: number): SaveState => ({
  state: 'waiting',
  retryAt: Date.now() + retryInMs,
  tries: 3,
  problem: { code: 'gateway-refused', retcode: '104-005', gatewayText: 'file not exist' }
})

beforeEach(usualWindow)

test('an empty queue says what comes here, and where recordings are', async () => {
  await open([item(1)])
  await expect.element(page.getByText('Nothing is being saved')).toBeVisible()
  await page.getByRole('button', { name: 'Go to Saved' }).click()
  await expect.element(page.getByRole('tab', { name: 'Saved' })).toHaveAttribute('aria-selected')
  await expect.element(page.getByRole('treegrid')).toBeVisible()
})

test('the queue stands in its order, and holds nothing that is at rest', async () => {
  await open([
    queued(2, { state: 'queued' }),
    queued(1, downloading()),
    item(8, { save: saved() }),
    item(9)
  ])
  await expect.poll(() => rows().elements()).toHaveLength(2)
  await expect.element(rows().first()).toHaveTextContent('Saving')
  await expect.element(rows().last()).toHaveTextContent('Waiting its turn')
  await expect.element(page.getByRole('tab', { name: 'Queue 2' })).toBeVisible()
})

test('saving shows size, percent, speed and time left as main tells them', async () => {
  const fake = await open([queued(1, downloading())])
  await expect.element(rows()).toHaveTextContent('Asking the gateway…')
  const progress = {
    itemId: itemId(1),
    receivedBytes: 12_000_000,
    totalBytes: 48_000_000,
    bytesPerSecond: 3_000_000
  }
  fake.emit('library.progress', [progress])
  await expect.element(rows()).toHaveTextContent('12 MB of 48 MB · 25 % · 3 MB/s · about 0:12 left')
  const bar = rows().getByRole('progressbar')
  await expect.element(bar).toHaveAttribute('value', '12000000')
  fake.emit('library.progress', [{ ...progress, totalBytes: null }])
  await expect.element(rows()).toHaveTextContent('did not say how long the file is')
  await expect.element(bar).not.toHaveAttribute('value')
})

test('past 200 MB it says so and goes on', async () => {
  const fake = await open([queued(1, downloading())])
  await expect.element(rows()).toBeVisible()
  const large = { itemId: itemId(1), receivedBytes: 1, totalBytes: 900_000_000 }
  fake.emit('library.progress', [{ ...large, bytesPerSecond: null }])
  await expect.element(rows()).toHaveTextContent(/Larger than 200 MB.*Saving goes on/)
})

test('a file that had to begin anew says so in words, with the number of the try', async () => {
  await open([queued(1, downloading({ tries: 2, startedAgain: true }))])
  await expect.element(rows()).toHaveTextContent('Try 2')
  await expect.element(rows()).toHaveTextContent('Started again from the beginning')
})

test('a wait counts down, names its reason and can be cut short', async () => {
  const fake = await open([queued(1, waiting(95_000))])
  await expect.element(rows()).toHaveTextContent(/Next try in 1:3\d/)
  await expect.element(rows()).toHaveTextContent('Tried 3 times')
  await expect.element(rows()).toHaveTextContent('104-005 · file not exist')
  await button('Try now').click()
  expect(given(fake)).toEqual([['library.save', { itemId: itemId(1) }]])
})

test('what needs attention and is all here is finished without a new download', async () => {
  const problem = { code: 'file:locked' } as const
  const fake = await open([
    queued(1, { state: 'needs-attention', problem, tries: 1, canFinish: true })
  ])
  await expect.element(rows()).toHaveTextContent('Finishing needs no new download')
  await button('Finish').click()
  expect(given(fake)).toEqual([['library.save', { itemId: itemId(1) }]])
  becomes(fake, { state: 'needs-attention', problem, tries: 5, canFinish: false })
  await expect.element(button('Try again')).toBeVisible()
})

test.each([
  ['Pause', downloading(), 'library.pause'],
  ['Resume', { state: 'paused' }, 'library.save'],
  ['Cancel', { state: 'queued' }, 'library.cancel'],
  ['Cancel', { state: 'waiting-sign-in' }, 'library.cancel']
] as const)('%s gives its command for that row alone', async (name, save, command) => {
  const fake = await open([queued(1, save)])
  await button(name).click()
  expect(given(fake)).toEqual([[command, { itemId: itemId(1) }]])
})

test('a row moves up; the first one cannot, and says why', async () => {
  const fake = await open([queued(1, { state: 'queued' }), queued(2, { state: 'queued' })])
  const up = rows().getByRole('button', { name: /^Move up/ })
  await expect.element(up.first()).toHaveAccessibleDescription('This is already the first.')
  await up.last().click()
  expect(given(fake)).toEqual([['library.moveUp', { itemId: itemId(2) }]])
})

test('the whole queue is paused and resumed', async () => {
  const fake = await open([queued(1, { state: 'queued' })])
  await page.getByRole('button', { name: 'Pause all' }).click()
  fake.emit('library.changed', { ...library, pause: { by: 'agent' } })
  await expect.element(page.getByText('Nothing begins until you resume it.')).toBeVisible()
  await page.getByRole('button', { name: 'Resume all' }).click()
  expect(given(fake).map(([name]) => name)).toEqual(['library.pauseAll', 'library.resumeAll'])
})

test('a queue that waits for the gateway says so, and that nothing has to be done', async () => {
  await open([queued(1, { state: 'queued' })], { pause: { by: 'gateway' } })
  const banner = page.getByRole('status').filter({ hasText: 'Waiting for the gateway' })
  await expect.element(banner).toHaveTextContent('Saving goes on by itself when it does.')
})

test('a full disk says where and how much, that it goes on by itself, and what can be done', async () => {
  const fake = await open([queued(1, { state: 'queued' })], {
    pause: { by: 'no-space', folder: '/home/agent/Callside', neededBytes: 700_000_000 }
  })
  const banner = page.getByRole('status').filter({ hasText: 'The disk is full' })
  await expect.element(banner).toHaveTextContent('700 MB are needed in /home/agent/Callside')
  await expect.element(banner).toHaveTextContent('goes on by itself when there is room')
  await banner.getByRole('button', { name: 'Choose another folder…' }).click()
  expect(fake.calls).toContainEqual(['settings.chooseSaveFolder', undefined])
})

test('a folder that the organisation set is not offered for change', async () => {
  const problem = { code: 'file:folder-unusable' } as const
  await open(
    [queued(1, { state: 'queued' })],
    { pause: { by: 'folder', folder: '/net/videos', problem } },
    { 'settings.get': { ...settings, saveFolderManaged: true } }
  )
  await expect.element(page.getByText(/^The folder cannot be written to.*videos/)).toBeVisible()
  expect(page.getByRole('button', { name: 'Choose another folder…' }).elements()).toHaveLength(0)
})

test('a command that fails is told in a message, wherever its row has gone', async () => {
  await open([queued(1, downloading())], {}, { 'library.pause': refusal({ code: 'not-found' }) })
  await button('Pause').click()
  await expect
    .element(page.getByRole('region', { name: 'Messages' }))
    .toHaveTextContent('Not paused. This is no longer there.')
})

test('a recording is added by its record ID where that is allowed, and its form is checked', async () => {
  const fake = await open([], { mayAdd: true }, { 'library.addByRecordId': item(1) })
  await page.getByRole('button', { name: 'Add by record ID…' }).click()
  const dialog = page.getByRole('dialog')
  const add = dialog.getByRole('button', { name: 'Add', exact: true })
  await expect.element(add).toHaveAccessibleDescription('Type the record ID first.')
  await dialog.getByRole('textbox', { name: 'Record ID' }).fill(' Y:/1/0/20261120/1113201.mp4 ')
  const location = dialog.getByRole('textbox', { name: 'Location ID (optional)' })
  await location.fill('x')
  await expect.element(location).toHaveAccessibleDescription('Digits only, at most 10.')
  await location.fill('65535')
  await add.click()
  const draft = { recordId: 'Y:/1/0/20261120/1113201.mp4', locationId: '65535', callId: null }
  expect(given(fake)).toEqual([['library.addByRecordId', draft]])
  await expect.element(dialog).not.toBeInTheDocument()
})

test('why a recording was not added is told in the form, which keeps what was typed', async () => {
  const refused = refusal({ code: 'not-now:already-saving' })
  await open([], { mayAdd: true }, { 'library.addByRecordId': refused })
  await page.getByRole('button', { name: 'Add by record ID…' }).click()
  const field = page.getByRole('textbox', { name: 'Record ID' })
  await field.fill('Y:/1.mp4')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect.element(page.getByRole('dialog').getByRole('alert')).toHaveTextContent('Not added')
  await expect.element(field).toHaveValue('Y:/1.mp4')
})

test('who may not add by record ID is not offered it', async () => {
  await open([])
  await expect.element(page.getByRole('button', { name: 'Verify all' })).toBeVisible()
  expect(page.getByRole('button', { name: /Add by record ID/ }).elements()).toHaveLength(0)
})
