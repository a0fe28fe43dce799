import type { Locator } from '@playwright/test'
import { launchCallside } from './app.ts'
import { atSignIn, goTo } from './shell.ts'
import { expect, openGateway, policyEntry, signIn, test as base, type Desk } from './test.ts'

/** The inspector of the practice gateway, and an agent whose voice call can be listened to. */
export const inspectorId = '2001'
export const watched = '1003'

/** `test` with a desk for inspectors that the tests of a worker share. */
export const test = base.extend<object, { inspectorDesk: Desk }>({
  inspectorDesk: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from the pattern
    async ({}, use) => {
      const gateway = await openGateway({})
      const callside = await launchCallside({ policy: { gateways: [policyEntry(gateway)] } })
      await use({ gateway, callside, page: callside.page })
      await callside.close()
      await gateway.close()
    },
    { scope: 'worker' }
  ]
})

/** The inspector, freshly signed in, at the screen Inspector; the agent is in a voice call. */
export async function atInspectorScreen({ page, gateway }: Desk): Promise<void> {
  gateway.control.heal()
  await atSignIn(page)
  if (gateway.script.callOf(watched) === null) {
    gateway.script.talk(gateway.script.ringVoice(watched))
  }
  const connected = page.getByRole('banner').getByText('Connected')
  await expect(async () => {
    // Again where main finds that a person would not sign in this often.
    await signIn(page, inspectorId)
    await expect(connected).toBeVisible({ timeout: 8_000 })
  }).toPass()
  await goTo(page, 'Inspector')
  await expect(agentRow({ page }, watched)).toBeVisible()
}

export const agentRow = ({ page }: Pick<Desk, 'page'>, workNo: string): Locator =>
  page.getByRole('table', { name: 'Agents' }).getByRole('row').filter({ hasText: workNo })

/** Presses Listen in the agent's row, and waits until the inspector is on the call. */
export async function listening(desk: Desk): Promise<void> {
  await agentRow(desk, watched).getByRole('button', { name: 'Listen' }).click()
  await expect(stage(desk)).toHaveText("On the agent's call")
}

/** Where the inspector is: the badge of the card about the agent. */
export const stage = ({ page }: Pick<Desk, 'page'>): Locator =>
  page.getByRole('main').getByRole('status').filter({ hasText: stages })

const stages =
  /Connecting your phone|On the agent's call|Intercepting|Outcome unknown|With the customer/

export const interceptButton = ({ page }: Pick<Desk, 'page'>): Locator =>
  page.getByRole('button', { name: 'Intercept', exact: true })

/** A person does not intercept twice within a second: main would refuse it. */
export async function atPersonsPace({ gateway }: Pick<Desk, 'gateway'>): Promise<void> {
  const last = gateway.control.requests('intercept').at(-1)?.at ?? 0
  await expect.poll(() => Date.now() - last).toBeGreaterThan(1_000)
}

/** Opens the confirmation and types the agent's number. Gives the button that does it. */
export async function confirmation({ page, gateway }: Desk): Promise<Locator> {
  await atPersonsPace({ gateway })
  await interceptButton({ page }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill(watched)
  return dialog.getByRole('button', { name: 'Intercept now' })
}
