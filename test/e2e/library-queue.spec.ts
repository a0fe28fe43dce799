import { launchCallside, type Callside } from './support/app.ts'
import {
  atQueue,
  atSaved,
  expectSaved,
  freshRecording,
  itemRows,
  itemsOf,
  onDisk,
  onScreen,
  parts,
  recordingOf,
  save
} from './support/library.ts'
import { atSignIn, goTo, invoke } from './support/shell.ts'
import { expect, inH5Call, policyEntry, signedIn, test } from './support/test.ts'

const slow = { kind: 'slow', bytesPerSecond: 20_000 } as const

test('a save goes on by itself after the app was killed, without a click', async ({
  page,
  gateway,
  callside
}) => {
  test.setTimeout(120_000)
  await signedIn(page)
  const video = await recordingOf({ page, gateway, callside }, await inH5Call(page, gateway))
  gateway.control.fail('downloadVideoFileEx', slow)
  await save(video.row)
  await expect.poll(() => parts(callside)).toHaveLength(1)
  callside.app.process().kill('SIGKILL')
  await callside.ended()
  expect(video.files()).toEqual([])
  gateway.control.dropSession('1001')

  const { home } = callside
  const again = await launchCallside({ home, policy: { gateways: [policyEntry(gateway)] } })
  try {
    await signedIn(again.page)
    const { callId, recording } = video
    const shown = { callId, recording, ...onScreen(again.page, callId), ...onDisk(again, callId) }
    await expectSaved({ gateway, callside: again, page: again.page }, shown)
    expect(parts(again)).toEqual([])
  } finally {
    await again.close()
  }
})

test('pause all holds everything back, and resume all lets it go on', async ({ sharedDesk }) => {
  const { page, gateway, callside } = sharedDesk
  const first = await freshRecording(sharedDesk)
  gateway.control.fail('downloadVideoFileEx', slow)
  await save(first.row)
  await atQueue(page)
  await expect(first.queued.getByRole('progressbar')).toBeVisible()
  await page.getByRole('button', { name: 'Pause all' }).click()
  await expect(page.getByText('Saving is paused')).toBeVisible()
  await expect(first.queued.getByText('Waiting its turn')).toBeVisible()
  const before = gateway.control.counts('downloadVideoFileEx').received
  const second = await recordingOf(sharedDesk, first.callId)
  await save(second.row)
  await atQueue(page)
  await expect(second.queued).toHaveCount(2)
  await expect(second.queued.getByText('Waiting its turn')).toHaveCount(2)
  expect(gateway.control.counts('downloadVideoFileEx').received).toBe(before)

  await page.getByRole('button', { name: 'Resume all' }).click()
  await expect(page.getByText('Nothing is being saved')).toBeVisible()
  await atSaved(page, first.callId)
  await expect(itemRows(page).getByText('Saved', { exact: true })).toHaveCount(2)
  expect(parts(callside)).toEqual([])
})

test('one save is paused alone, and goes on when it is resumed', async ({ sharedDesk }) => {
  const { page, gateway } = sharedDesk
  const video = await freshRecording(sharedDesk)
  gateway.control.fail('downloadVideoFileEx', slow)
  await save(video.row)
  await atQueue(page)
  await expect(video.queued.getByRole('progressbar')).toBeVisible()
  await video.queued.getByRole('button', { name: 'Pause' }).click()
  await expect(video.queued.getByText('Paused', { exact: true })).toBeVisible()
  expect(video.files()).toEqual([])
  await video.queued.getByRole('button', { name: 'Resume' }).click()
  await expectSaved(sharedDesk, video)
})

test('what waits is moved up, and what needs attention is taken away by a click', async ({
  sharedDesk
}) => {
  const { page, gateway } = sharedDesk
  const video = await freshRecording(sharedDesk)
  const refusal = { kind: 'retcode', retcode: '104-003', message: 'no right' } as const
  gateway.control.fail('downloadVideoFileEx', refusal)
  await save(video.row)
  await atQueue(page)
  await expect(video.queued.getByText('Needs attention')).toBeVisible()
  await video.queued.getByRole('button', { name: 'Cancel' }).click()
  await expect(video.queued).toHaveCount(0)

  await invoke(page, 'library.pauseAll')
  await atSaved(page, video.callId)
  await save(video.row)
  await expect(video.row).toHaveCount(0)
  const later = await recordingOf(sharedDesk, video.callId, { kind: 'conference' })
  await save(later.row)
  await atQueue(page)
  const order = async () =>
    (await itemsOf(page))
      .filter(({ position }) => position !== null)
      .toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0))
      .map(({ source }) => source)
  await expect.poll(order).toEqual(['file', 'conference'])
  await video.queued
    .last()
    .getByRole('button', { name: /^Move up/ })
    .click()
  await expect.poll(order).toEqual(['conference', 'file'])
})

test('recordings of one agent are not shown to the next at the same desk', async ({
  page,
  gateway,
  callside
}) => {
  await signedIn(page)
  const desk = { page, gateway, callside }
  const video = await recordingOf(desk, await inH5Call(page, gateway))
  await save(video.row)
  await expectSaved(desk, video)
  const [item] = await itemsOf(page)
  const itemId = item?.itemId ?? ''

  await atSignIn(page)
  await signedIn(page, '1002')
  await goTo(page, 'Library')
  await expect(page.getByText('No recordings yet')).toBeVisible()
  expect(await itemsOf(page)).toEqual([])
  const refused = { ok: false, code: 'not-found' }
  expect(await invoke(page, 'library.save', { itemId })).toMatchObject(refused)
  expect(await invoke(page, 'library.showInFolder', { itemId })).toMatchObject(refused)
  await goTo(page, 'Captures')
  await expect(page.getByText('No pictures yet')).toBeVisible()

  await atSignIn(page)
  await signedIn(page)
  await atSaved(page, video.callId)
  await expect(video.row.getByText('Saved', { exact: true })).toBeVisible()
})

test('names, number at once and saving after the call are set in Settings and hold', async ({
  page,
  gateway,
  callside
}) => {
  await signedIn(page)
  await goTo(page, 'Settings')
  await setName(page)
  const atOnce = page.getByRole('group', { name: 'Videos at once' })
  await atOnce.getByRole('button', { name: '3' }).click()
  await expect(atOnce.getByRole('button', { name: '3' })).toHaveAttribute('aria-pressed', 'true')
  await page.getByRole('switch', { name: 'Save my videos when the call ends' }).click()
  await page.getByLabel('Seconds to wait after the call').fill('0')
  await page.getByLabel('Seconds to wait after the call').press('Tab')

  await goTo(page, 'Now')
  const callId = await inH5Call(page, gateway)
  const video = await recordingOf({ page, gateway, callside }, callId)
  await expect(video.row.getByText('Not saved')).toBeVisible()
  gateway.script.hangUp(callId)
  await expectSaved({ page, gateway, callside }, video)
  expect(video.files()).toEqual([`1001-${callId}.mp4`])
})

/** Tries a name that cannot be, then one that can, and keeps it. */
async function setName(page: Callside['page']): Promise<void> {
  const name = page.getByLabel('File names', { exact: true })
  await name.fill('{agent}-{unknown}')
  await expect(page.getByText(/This cannot be a file name/).first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Keep', exact: true })).toBeDisabled()
  await name.fill('{agent}-{call}')
  await expect(page.getByText('1001-1552524689-16797284.mp4')).toBeVisible()
  await page.getByRole('button', { name: 'Keep', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Keep', exact: true })).toBeHidden()
}
