import type { Page } from '@playwright/test'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { launchCallside, newHome } from './support/app.ts'
import { activityRow, goTo, invoke } from './support/shell.ts'
import { expect, policyEntry, test } from './support/test.ts'

test('a policy file and a settings file that somebody damaged cost only what is damaged', async ({
  gateway
}) => {
  const home = newHome()
  mkdirSync(join(home, 'user-data'))
  writeFileSync(join(home, 'user-data/settings.json'), '{"theme":"dark","profiles":[')
  const managed = { ...policyEntry(gateway), name: 'Head office', colour: 'blue' }
  const policy = {
    ...{ gateways: [managed, { name: 'No address' }, 7], saveFolder: 'not/absolute' },
    autoUpdate: true
  }
  const callside = await launchCallside({ home, policy })
  const { page } = callside
  try {
    await expect(page.getByLabel('Gateway', { exact: true })).toContainText('Head office')
    await expect(page.getByText('Set by your organisation')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Remove' })).toBeHidden()
    await expect(page.getByRole('button', { name: /certificate/i })).toBeHidden()

    const ignored = await activityRow(page, 'policy file has something')
    const names = ['autoUpdate', 'saveFolder', 'gateways[0].colour', 'gateways[1]', 'gateways[2]']
    await expect(ignored).toHaveCount(names.length)
    const named = (await ignored.allInnerTexts()).map((text) => /understand: (.*)/.exec(text)?.[1])
    expect(named.sort()).toEqual([...names].sort())
    await expect(await activityRow(page, 'settings could not be read')).toHaveCount(1)

    await goTo(page, 'Settings')
    await expect(page.getByRole('button', { name: /Choose a folder/ })).toBeVisible()
    // A page that asks all the same is refused: what the organisation set stays.
    expect(await removeProfile(page)).toEqual({ ok: false, code: 'profile-managed' })
    const files = readdirSync(join(home, 'user-data'))
    expect(files.filter((name) => name.startsWith('settings.json.damaged-'))).toHaveLength(1)
  } finally {
    await callside.close()
  }
})

/** A page that asks what its screen does not offer. */
async function removeProfile(page: Page): Promise<unknown> {
  const reply = await invoke(page, 'profiles.list')
  const { value } = reply as { value: { profileId: string }[] } // as the contract says
  return invoke(page, 'profiles.remove', { profileId: value[0]?.profileId ?? '' })
}
