import type { Page } from '@playwright/test'
import { mkdirSync, readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { launchCallside, newHome, type Callside } from './support/app.ts'
import { expectSaved, itemsOf, recordingOf, save } from './support/library.ts'
import { goTo, invoke } from './support/shell.ts'
import { expect, inH5Call, policyEntry, signedIn, test } from './support/test.ts'

const databaseIn = (home: string): string => join(home, 'user-data', 'library.db')
const notice = (page: Page) => page.getByRole('region', { name: 'Library', exact: true })

/** The reason is proven beside real locks: an old Electron's substitute for `node:sqlite` gives none. */
const lockedWords = /^The library cannot be used/

/** Another program that holds the database: one of an older Callside, or none at all before. */
function hold(home: string): { letGo: () => void } {
  mkdirSync(join(home, 'user-data'), { recursive: true })
  const other = new DatabaseSync(databaseIn(home))
  other.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  return {
    letGo: () => {
      other.exec('ROLLBACK')
      other.close()
    }
  }
}

async function launched(
  options: Parameters<typeof launchCallside>[0],
  work: (callside: Callside) => Promise<void>
): Promise<void> {
  const callside = await launchCallside(options)
  try {
    await work(callside)
  } finally {
    await callside.close()
  }
}

test('a locked database: the window says so, all else works, and Try again brings it back', async ({
  gateway
}) => {
  const home = newHome()
  const lock = hold(home)
  const policy = { gateways: [policyEntry(gateway)] }
  // By itself it would be back before a hand could be.
  await launched({ home, policy, timings: { diskLookMs: 600_000 } }, async ({ page }) => {
    await expect(notice(page).getByText(lockedWords)).toBeVisible()
    await expect(notice(page).getByText(databaseIn(home))).toBeVisible()
    await notice(page).getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByText('The library still cannot be used.')).toBeVisible()

    await signedIn(page)
    const callId = await inH5Call(page, gateway)
    gateway.script.record(callId)
    expect(await invoke(page, 'library.page', { after: null })).toMatchObject({
      ok: false,
      code: 'library-unavailable'
    })
    lock.letGo()
    await notice(page).getByRole('button', { name: 'What can be done' }).click()
    await notice(page).getByRole('button', { name: 'Try again' }).click()
    await expect(notice(page)).toHaveCount(0)
    // What the gateway announced meanwhile is in it.
    await expect
      .poll(async () => (await itemsOf(page)).map((item) => item.callId))
      .toContain(callId)
  })
})

test('a folder in its place is set aside, and what was saved is read back', async ({
  page,
  gateway,
  callside
}) => {
  await signedIn(page)
  const video = await recordingOf({ page, gateway, callside }, await inH5Call(page, gateway))
  await save(video.row)
  await expectSaved({ gateway, callside, page }, video)
  await callside.close()
  const { home } = callside
  const before = join(home, 'user-data')
  for (const name of readdirSync(before).filter((one) => one.startsWith('library.db'))) {
    renameSync(join(before, name), join(home, name))
  }
  mkdirSync(databaseIn(home))
  gateway.control.dropSession('1001')

  await launched({ home, policy: { gateways: [policyEntry(gateway)] } }, async (again) => {
    await expect(notice(again.page).getByText(/that is no file/)).toBeVisible()
    await notice(again.page).getByRole('button', { name: 'Set aside and rebuild…' }).click()
    const dialog = again.page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Set aside and rebuild' }).click()
    await expect(notice(again.page)).toHaveCount(0)
    await signedIn(again.page)
    await goTo(again.page, 'Library')
    await expect(
      again.page.getByText('The library began anew with what could be read back', { exact: true })
    ).toBeVisible()
    const [item] = await itemsOf(again.page)
    expect(item).toMatchObject({ callId: video.callId, save: { state: 'saved' } })
    expect(readdirSync(before).some((name) => name.startsWith('library.db.set-aside-'))).toBe(true)
  })
})
