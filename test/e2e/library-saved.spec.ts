import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  atSaved,
  expectSaved,
  freshRecording,
  itemRows,
  itemsOf,
  open,
  save,
  type RecordingOnScreen
} from './support/library.ts'
import { desktopOf, invoke } from './support/shell.ts'
import { expect, test, type Desk } from './support/test.ts'
import { zipEntries } from './support/zip.ts'

/** A video that has stopped and is saved, with its details open. */
async function savedVideo(desk: Desk): Promise<RecordingOnScreen & { file: string; name: string }> {
  const video = await freshRecording(desk)
  desk.gateway.script.stopRecord(video.recording.taskId)
  await expect(video.row.getByText('May still be growing')).toBeHidden()
  await save(video.row)
  await expectSaved(desk, video)
  await open(video.row)
  const [name = ''] = video.files()
  return { ...video, name, file: join(desk.callside.saved, name) }
}

test('a saved video is played in the app, and can be sought in', async ({ sharedDesk }) => {
  const { page } = sharedDesk
  const { row, callId } = await savedVideo(sharedDesk)
  const item = (await itemsOf(page)).find((one) => one.callId === callId)
  const asked = page.waitForResponse((answer) => answer.url().includes('/videos/'))
  await row.getByRole('button', { name: /^Play: / }).click()
  const video = page.getByRole('dialog').locator('video')
  const answer = await asked
  expect(new URL(answer.url()).pathname).toBe(`/videos/${item?.itemId ?? ''}`)
  expect(answer.status()).toBe(206)

  await expect(video).not.toHaveJSProperty('readyState', 0)
  await video.evaluate((player) => {
    Reflect.set(player, 'currentTime', 1)
  })
  await expect(video).toHaveJSProperty('seeking', false)
  await expect(video).toHaveJSProperty('currentTime', 1)
  await expect(page.getByText('The video cannot be played here')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('no video is served by any other name than the id of a row of this agent', async ({
  sharedDesk
}) => {
  const { page } = sharedDesk
  const { name } = await savedVideo(sharedDesk)
  const asked = ['/videos/00000000-0000-4000-8000-000000000000', `/videos/${name}`, '/videos/..%2f']
  for (const path of asked) {
    const answer = page.waitForResponse((one) => one.url().includes('/videos/'))
    await page.evaluate((source) => {
      const create = Reflect.get(globalThis, 'Image') as new () => { src: string } // the page's own
      new create().src = source
    }, path)
    expect((await answer).status(), path).toBe(404)
  }
})

test('verifying finds a file that somebody changed, and says not to use it', async ({
  sharedDesk
}) => {
  const { page } = sharedDesk
  const { row, file } = await savedVideo(sharedDesk)
  await row.getByRole('button', { name: 'Verify now' }).click()
  await expect(page.getByText('1 file verified: unchanged since it was saved.')).toBeVisible()
  await expect(row.getByText(/, unchanged$/)).toBeVisible()

  writeFileSync(file, 'changed by somebody else')
  await row.getByRole('button', { name: 'Verify now' }).click()
  await expect(row.getByText('File changed').first()).toBeVisible()
  await expect(row.getByText(/Do not use it as evidence/)).toBeVisible()
  await expect(page.getByText(/1 of 1 verified files is missing, changed/)).toBeVisible()
  await expect(row.getByRole('button', { name: 'Save again' })).toBeEnabled()
  await expect(page.getByText(/saved files? failed (its|their) check/)).toBeVisible()
})

test('verifying finds a file that is gone', async ({ sharedDesk }) => {
  const { row, file } = await savedVideo(sharedDesk)
  rmSync(file)
  await row.getByRole('button', { name: 'Verify now' }).click()
  await expect(row.getByText('File missing').first()).toBeVisible()
  await expect(row.getByText(/is not where it was saved/)).toBeVisible()
  await expect(row.getByRole('button', { name: /^Play/ })).toHaveCount(0)
})

test('a tag, a note and a hold are kept, found, and hold it', async ({ sharedDesk }) => {
  const { page } = sharedDesk
  const { row, callId } = await savedVideo(sharedDesk)
  const word = `claim-${callId}`.slice(0, 40)
  await row.getByPlaceholder('Add a tag').fill(word)
  await row.getByPlaceholder('Add a tag').press('Enter')
  await expect(row.getByRole('button', { name: `Remove the tag ${word}` })).toBeVisible()
  await row.getByLabel('Note').fill('broken router, 路由器坏了')
  await row.getByRole('button', { name: 'Keep note' }).click()
  await expect(row.getByRole('button', { name: 'Keep note' })).toBeHidden()
  await row.getByRole('switch', { name: 'Hold' }).click()
  await expect(row.getByText('On hold').first()).toBeVisible()
  await expect(row.getByRole('button', { name: 'Remove…' })).toBeDisabled()

  await page.reload()
  for (const search of [word, `路由器 ${callId}`]) {
    await atSaved(page, search)
    await expect(itemRows(page)).toHaveCount(1)
    await expect(itemRows(page).getByText('On hold')).toBeVisible()
  }
  await atSaved(page, `${word} nothing-like-it`)
  await expect(page.getByText('Nothing found')).toBeVisible()
  const held = (await itemsOf(page)).find((item) => item.callId === callId)
  const removed = { itemIds: [held?.itemId], files: 'keep' }
  expect(await invoke(page, 'library.remove', removed)).toMatchObject({ code: 'not-now:held' })
})

test('an export is one ZIP with the file, its evidence and a report', async ({ sharedDesk }) => {
  const { page, callside } = sharedDesk
  const desktop = desktopOf(callside)
  const { row, name, callId } = await savedVideo(sharedDesk)
  const filePath = join(callside.home, `case-${callId}.zip`)
  await desktop.answer('dialog.showSaveDialog', { filePath })
  await row.getByRole('button', { name: 'Export…' }).click()
  await expect(page.getByText(`Exported 1 item to case-${callId}.zip.`)).toBeVisible()
  const names = await zipEntries(filePath)
  expect(names).toEqual(expect.arrayContaining([`files/${name}`, `files/${name}.json`]))
  expect(names.some((entry) => entry.endsWith('.html'))).toBe(true)
  expect(names.some((entry) => entry.includes('manifest'))).toBe(true)
  expect(existsSync(`${filePath}.part`)).toBe(false)
})

test('what is removed goes to the bin where that is wanted, and from the list', async ({
  sharedDesk
}) => {
  const { page, callside } = sharedDesk
  const desktop = desktopOf(callside)
  const { row, file } = await savedVideo(sharedDesk)
  await row.getByRole('button', { name: 'Remove…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('radio', { name: 'Only from the list' })).toBeChecked()
  await dialog.getByRole('radio', { name: /the files to the bin/ }).check()
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await expect(itemRows(page)).toHaveCount(0)
  expect(await desktop.calls('shell.trashItem')).toEqual(
    expect.arrayContaining([[expect.stringContaining(file)]])
  )
})
