import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, freshH5Call, test } from './support/test.ts'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What axe finds on the screen that is open now, as one line each. */
async function findings(page: Page): Promise<string[]> {
  // Legacy mode stays in the one page: Electron opens no further one.
  const { violations } = await new AxeBuilder({ page }).withTags(rules).setLegacyMode().analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

for (const theme of ['Light', 'Dark'] as const) {
  test(`every screen can be read and used by everybody (${theme.toLowerCase()})`, async ({
    sharedDesk
  }) => {
    const { page } = sharedDesk
    await freshH5Call(sharedDesk)
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('button', { name: theme, exact: true }).click()
    for (const screen of ['Now', 'Recordings', 'Activity', 'Settings']) {
      await page.getByRole('link', { name: screen }).click()
      await expect(page.getByRole('main')).toBeVisible()
      expect(await findings(page), screen).toEqual([])
    }
  })
}
