import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expectSaved, freshRecording, recordingOf, save } from './support/recordings.ts'
import { expect, freshH5Call, inH5Call, signedIn, test } from './support/test.ts'

test('a video is on the local disk, whole, while its call goes on', async ({ sharedDesk }) => {
  const video = await freshRecording(sharedDesk)
  const { row, recording } = video
  await expect(row.getByText('May still be growing')).toBeVisible()
  await save(row)
  await expectSaved(sharedDesk, video)
  await expect(row.getByText('Length proven: everything')).toBeVisible()
  await expect(row.getByText(/was still running: it may have grown/)).toBeVisible()

  const { control, script } = sharedDesk.gateway
  const asked = control.requests('downloadVideoFileEx').at(-1)?.target ?? ''
  expect(new URL(asked, 'https://gateway').searchParams.get('recordId')).toBe(recording.fileName)
  script.stopRecord(recording.taskId)
  await expect(row.getByText('May still be growing')).toBeHidden()
  await expect(row.getByText(/Save it again to have all of it/)).toBeVisible()
})

test('a video that has stopped is saved without any doubt', async ({ sharedDesk }) => {
  const video = await freshRecording(sharedDesk)
  const { row, recording } = video
  sharedDesk.gateway.script.stopRecord(recording.taskId)
  await expect(row.getByText('Stopped')).toBeVisible()
  await save(row)
  await expectSaved(sharedDesk, video)
  await expect(row.getByText(/may have grown|may still be growing/i)).toHaveCount(0)
})

test('a conference recording is asked for by its two ids, in the best quality', async ({
  sharedDesk
}) => {
  const video = await freshRecording(sharedDesk, { kind: 'conference' })
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
  await expect(row.getByText(/saves videos only/)).toBeVisible()
  await expect(row.getByRole('button')).toHaveCount(0)
})

test('a recording that failed says so', async ({ sharedDesk }) => {
  const { row } = await freshRecording(sharedDesk, { fails: true })
  await expect(row.getByText('Recording failed', { exact: true })).toBeVisible()
})

test('a save that is cancelled leaves no file, and can be begun again', async ({ sharedDesk }) => {
  const video = await freshRecording(sharedDesk)
  const { row, files } = video
  const slow = { kind: 'slow', bytesPerSecond: 20_000 } as const
  sharedDesk.gateway.control.fail('downloadVideoFileEx', slow)
  await save(row)
  await expect.poll(files).toEqual([expect.stringMatching(/\.part$/)])
  await row.getByRole('button', { name: 'Cancel' }).click()
  await expect(row.getByText('Saving was cancelled. Nothing was kept.')).toBeVisible()
  expect(files()).toEqual([])

  await save(row)
  await expectSaved(sharedDesk, video)
})

test('a file of the same name is never overwritten', async ({ sharedDesk }) => {
  const video = await freshRecording(sharedDesk)
  const { row, files, sha256, recording } = video
  await save(row)
  await expectSaved(sharedDesk, video)
  const [first = ''] = files()
  const mine = join(sharedDesk.callside.saved, first)
  writeFileSync(mine, 'changed by somebody else')
  const changed = sha256(first)

  await row.getByRole('button', { name: 'Save again' }).click()
  const second = first.replace('.mp4', ' (2).mp4')
  await expect(row.getByText(second)).toBeVisible()
  expect(files().toSorted()).toEqual([second, first].toSorted())
  expect(sha256(first)).toBe(changed)
  expect(sha256(second)).toBe(await sharedDesk.gateway.script.sha256Of(recording.fileName))
})

test('a video above 200 MB is said to be large once, and saved', async ({ sharedDesk }) => {
  const video = await freshRecording(sharedDesk, { bytes: 210_000_000 })
  await save(video.row)
  await expect(video.row.getByText('210 MB').first()).toBeVisible()
  await expectSaved(sharedDesk, video)
  for (const name of video.files()) rmSync(join(sharedDesk.callside.saved, name))

  const { page } = sharedDesk
  await page.getByRole('navigation').getByRole('link', { name: 'Activity' }).click()
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

test('recordings are known from the time of the sign-in, and it says so', async ({
  sharedDesk
}) => {
  await freshH5Call(sharedDesk)
  const { page } = sharedDesk
  await page.getByRole('navigation').getByRole('link', { name: 'Recordings' }).click()
  await expect(page.getByText(/only if the gateway announced it while you were/)).toBeVisible()
})
