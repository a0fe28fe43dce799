import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import {
  atSaved,
  expectSaved,
  expectWaiting,
  freshRecording,
  itemRows,
  open,
  save
} from './support/library.ts'
import { goTo } from './support/shell.ts'
import { expect, test, type Desk } from './support/test.ts'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What axe finds on the screen that is open now, as one line each. */
async function findings(page: Page): Promise<string[]> {
  // A colour that is on its way from one to another has the contrast of neither.
  await page.evaluate(transitionsEnded)
  // Legacy mode stays in the one page: Electron opens no further one.
  const { violations } = await new AxeBuilder({ page }).withTags(rules).setLegacyMode().analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

/** Runs in the page, whose types are not those of this file. */
const transitionsEnded = `Promise.allSettled(
  document
    .getAnimations()
    .filter((one) => one instanceof CSSTransition)
    .map(({ finished }) => finished)
).then(() => undefined)`

/** The library with a saved video, one that waits, and a picture, with the details of one open. */
async function fillLibrary(desk: Desk): Promise<void> {
  const { page, gateway } = desk
  const saved = await freshRecording(desk)
  await save(saved.row)
  await expectSaved(desk, saved)
  const waiting = await freshRecording(desk)
  const refusal = { kind: 'retcode', retcode: '104-005', message: 'file does not exist' } as const
  gateway.control.fail('downloadVideoFileEx', refusal)
  await save(waiting.row)
  await expectWaiting(desk, waiting)
  await goTo(page, 'Now')
  gateway.control.answerCaptures('accept')
  await page.getByRole('button', { name: /^Capture/ }).click()
  await expect(page.locator('img[src^="/pictures/"]').first()).toBeVisible()
  await atSaved(page, '')
  await open(itemRows(page).filter({ hasText: '.mp4' }).first())
}

const screens: readonly (readonly [screen: string, tab?: string])[] = [
  ['Now'],
  ['Library', 'Queue'],
  ['Library', 'Saved'],
  ['Captures'],
  ['Activity'],
  ['Settings']
]

for (const theme of ['Light', 'Dark'] as const) {
  test(`every screen can be read and used by everybody (${theme.toLowerCase()})`, async ({
    sharedDesk
  }) => {
    test.setTimeout(120_000)
    const { page } = sharedDesk
    await fillLibrary(sharedDesk)
    await goTo(page, 'Settings')
    await page.getByRole('button', { name: theme, exact: true }).click()
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme.toLowerCase())
    for (const [screen, tab] of screens) {
      await goTo(page, screen)
      if (tab !== undefined) await page.getByRole('tab', { name: tab }).click()
      await expect(page.getByRole('main')).toBeVisible()
      expect(await findings(page), [screen, tab].join(' ')).toEqual([])
    }
  })
}

test('the dialogs of the library can be read and used by everybody', async ({ sharedDesk }) => {
  test.setTimeout(120_000)
  const { page } = sharedDesk
  await fillLibrary(sharedDesk)
  const video = itemRows(page).filter({ hasText: '.mp4' }).first()
  await video.getByRole('button', { name: /^Play: / }).click()
  await expect(page.getByRole('dialog').locator('video')).toBeVisible()
  expect(await findings(page), 'play').toEqual([])
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await video.getByRole('button', { name: 'Remove…' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  expect(await findings(page), 'remove').toEqual([])
  await page.keyboard.press('Escape')

  await goTo(page, 'Captures')
  await page
    .getByRole('grid')
    .getByRole('button', { name: /^Picture / })
    .first()
    .click()
  await expect(page.getByRole('dialog')).toBeVisible()
  expect(await findings(page), 'picture').toEqual([])
  await page.keyboard.press('Escape')
})
