import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  allFiles,
  atQueue,
  atSaved,
  expectSaved,
  freshRecording,
  itemRows,
  open,
  parts,
  recordingOf,
  save
} from './support/library.ts'
import { goTo } from './support/shell.ts'
import { expect, inH5Call, signedIn, test } from './support/test.ts'

test('a video is on the local disk, whole, while its call goes on', async ({ sharedDesk }) => {
  const video = await freshRecording(sharedDesk)
  const { row, recording } = video
  await expect(row.getByText('May still be growing')).toBeVisible()
  await save(row)
  await expectSaved(sharedDesk, video)
  await open(row)
  await expect(row.getByText('Proven: everything that the gateway announced')).toBeVisible()
  await expect(row.getByText(/was still running when it was saved/)).toBeVisible()

  const { control, script } = sharedDesk.gateway
  const asked = control.requests('downloadVideoFileEx').at(-1)?.target ?? ''
  expect(new URL(asked, 'https://gateway').searchParams.get('recordId')).toBe(recording.fileName)
  script.stopRecord(recording.taskId)
  await expect(row.getByText('May still be growing')).toBeHidden()
  await expect(row.getByText(/Save it again to have all of it/)).toBeVisible()
})

test('a video that has stopped is saved without any doubt, with its evidence beside it', async ({
  sharedDesk
}) => {
  const video = await freshRecording(sharedDesk)
  const { row, recording, callId } = video
  sharedDesk.gateway.script.stopRecord(recording.taskId)
  await expect(row.getByText('May still be growing')).toBeHidden()
  await save(row)
  await expectSaved(sharedDesk, video)
  await open(row)
  await expect(row.getByText(/may have grown|may still be growing/i)).toHaveCount(0)
  await expect(row.getByRole('button', { name: 'Save again' })).toHaveCount(0)

  const { saved } = sharedDesk.callside
  const [name = ''] = video.files()
  const sha256 = video.sha256(name)
  await expect(row.getByText(sha256)).toBeVisible()
  expect(JSON.parse(readFileSync(join(saved, `${name}.json`), 'utf8'))).toMatchObject({
    format: 'callside-evidence',
    fileName: name,
    agentId: '1001',
    callId,
    sha256,
    lengthProof: 'content-length',
    mayHaveGrown: false
  })
  const manifest = allFiles(saved).find((file) => file.includes('manifest')) ?? ''
  const line = readFileSync(join(saved, manifest), 'utf8').trimEnd().split('\n').at(-1) ?? ''
  expect(JSON.parse(line)).toMatchObject({ what: 'saved', file: name, sha256, agentId: '1001' })
})

test('a conference recording is asked for by its two ids, in the best quality', async ({
  sharedDesk
}) => {
  const video = await freshRecording(sharedDesk, { kind: 'conference' })
  await open(video.row)
  await expect(video.row.getByText('Conference recording')).toBeVisible()
  await save(video.row)
  await expectSaved(sharedDesk, video)

  const asked = sharedDesk.gateway.control.requests('downloadVideoFile').at(-1)?.target ?? ''
  const { searchParams } = new URL(asked, 'https://gateway')
  const [, conferenceId, recordId] = /^conferenceId=(.+);recordId0=(.+);$/.exec(
    video.recording.fileName
  ) ?? [undefined, '', '']
  expect(Object.fromEntries(searchParams)).toEqual({ conferenceId, recordId, fileType: '0' })
})

test('an audio recording is listed, and not offered', async ({ sharedDesk }) => {
  const { row } = await freshRecording(sharedDesk, { kind: 'audio' })
  await open(row)
  await expect(row.getByText(/saves videos and pictures/)).toBeVisible()
  await expect(row.getByRole('button', { name: /^Save/ })).toHaveCount(0)
})

test('a recording that failed says so', async ({ sharedDesk }) => {
  const { row } = await freshRecording(sharedDesk, { fails: true })
  await expect(row.getByText('Recording failed', { exact: true })).toBeVisible()
  await open(row)
  await expect(row.getByText(/The gateway said that this recording failed/)).toBeVisible()
})

test('a save that is cancelled leaves no file, and can be begun again', async ({ sharedDesk }) => {
  const { page, callside, gateway } = sharedDesk
  const video = await freshRecording(sharedDesk)
  gateway.control.fail('downloadVideoFileEx', { kind: 'slow', bytesPerSecond: 20_000 })
  await save(video.row)
  await atQueue(page)
  await expect.poll(() => parts(callside)).toHaveLength(1)
  await video.queued.getByRole('button', { name: 'Cancel' }).click()
  await expect(video.queued).toHaveCount(0)
  await atSaved(page, video.callId)
  await expect(video.row.getByText('Cancelled')).toBeVisible()
  await expect.poll(() => parts(callside)).toEqual([])
  expect(video.files()).toEqual([])

  await save(video.row)
  await expectSaved(sharedDesk, video)
})

test('saved again it is a second row, and the first file is never overwritten', async ({
  sharedDesk
}) => {
  const { page, callside, gateway } = sharedDesk
  const video = await freshRecording(sharedDesk)
  const { row, files, sha256, recording } = video
  await save(row)
  await expectSaved(sharedDesk, video)
  const [first = ''] = files()
  writeFileSync(join(callside.saved, first), 'changed by somebody else')
  const changed = sha256(first)

  await open(row)
  await row.getByRole('button', { name: 'Save again' }).click()
  const second = first.replace('.mp4', ' (2).mp4')
  await expect(itemRows(page).filter({ hasText: second })).toBeVisible()
  await expect(itemRows(page)).toHaveCount(2)
  expect(files().toSorted()).toEqual([second, first].toSorted())
  expect(allFiles(callside.saved)).toEqual(
    expect.arrayContaining([`${first}.json`, `${second}.json`])
  )
  expect(sha256(first)).toBe(changed)
  expect(sha256(second)).toBe(await gateway.script.sha256Of(recording.fileName))
})

test('a video above 200 MB is said to be large, and saved', async ({ sharedDesk }) => {
  const { page, callside, gateway } = sharedDesk
  const video = await freshRecording(sharedDesk, { bytes: 210_000_000 })
  gateway.control.fail('downloadVideoFileEx', { kind: 'slow', bytesPerSecond: 50_000_000 })
  await save(video.row)
  await atQueue(page)
  await expect(video.queued.getByText(/of 210 MB/)).toBeVisible()
  await expect(video.queued.getByText(/Larger than 200 MB/)).toBeVisible()
  await expectSaved(sharedDesk, video)
  for (const name of video.files()) rmSync(join(callside.saved, name))

  await goTo(page, 'Activity')
  const said = page.getByRole('main').getByText(/larger than 200 MB/i)
  await expect(said).toHaveCount(1)
})

test.describe('where CTI servers form a pool', () => {
  test.use({ gatewayOptions: { poolMode: true } })

  test('the location of the event is sent along', async ({ page, gateway, callside }) => {
    await signedIn(page)
    const desk = { page, gateway, callside }
    const video = await recordingOf(desk, await inH5Call(page, gateway))
    await save(video.row)
    await expectSaved(desk, video)
    const asked = gateway.control.requests('downloadVideoFileEx').at(-1)?.target ?? ''
    expect(new URL(asked, 'https://gateway').searchParams.get('locationId')).toBe(
      String(video.recording.locationId)
    )
  })
})

test('where nothing is saved yet, the library says what will be there', async ({
  page,
  gateway
}) => {
  await signedIn(page)
  await inH5Call(page, gateway)
  await goTo(page, 'Library')
  await expect(page.getByText('No recordings yet')).toBeVisible()
  await page.getByRole('tab', { name: 'Queue' }).click()
  await expect(page.getByText('Nothing is being saved')).toBeVisible()
})
