import type { Locator, Page } from '@playwright/test'
import type { LogName } from '../../../src/simulator/wire/log-names.ts'
import { launchCallside } from './app.ts'
import { desktopOf, goTo } from './shell.ts'
import { expect, openGateway, policyEntry, signedIn, test as base, type Desk } from './test.ts'

/** `test` with a desk whose phone does not answer by itself, signed in, shared by a worker's tests. */
export const test = base.extend<object, { controlDesk: Desk }>({
  controlDesk: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from the pattern
    async ({}, use) => {
      const gateway = await openGateway({ timings: { autoAnswerMs: 3_600_000 } })
      const reasonCodes = { 201: 'Lunch', 202: 'Training' }
      const policy = { gateways: [policyEntry(gateway)], reasonCodes }
      const callside = await launchCallside({ policy })
      const { page } = callside
      await signedIn(page)
      await use({ gateway, callside, page })
      await callside.close()
      await gateway.close()
    },
    { scope: 'worker' }
  ]
})

/** One of the states that the ribbon offers. */
export const stateButton = (page: Page, name: string): Locator =>
  page.getByRole('group', { name: 'Your state' }).getByRole('button', { name, exact: true })

/** The agent is in that state, as the gateway has told. */
export async function inState(page: Page, name: string): Promise<void> {
  await expect(stateButton(page, name)).toHaveAttribute('aria-pressed', 'true')
}

/** Brings the desk to where a test begins: no call, ready, at the screen Now. */
export async function idleDesk({ page, gateway }: Desk): Promise<void> {
  gateway.control.heal()
  const call = gateway.script.callOf('1001')
  if (call !== null) gateway.script.hangUp(call.callId)
  await expect(page.getByRole('banner').getByText('In a call')).toHaveCount(0)
  await stateButton(page, 'Ready').click()
  await inState(page, 'Ready')
  await goTo(page, 'Now')
}

/** A voice call that is ringing, or that the agent talks in. Gives its call id. */
export async function voiceCall({ page, gateway }: Desk, isTalking: boolean): Promise<string> {
  const callId = gateway.script.ringVoice('1001')
  if (isTalking) gateway.script.talk(callId)
  await expect(phase(page)).toHaveText(isTalking ? 'Talking' : 'Ringing')
  await expect(page.getByText(callId).first()).toBeVisible()
  return callId
}

/** The badge of a live call's card: none where there is no call. */
export const phase = (page: Page): Locator =>
  page
    .getByRole('main')
    .getByRole('status')
    .filter({ hasText: /^(Ringing|Talking|On hold)$/ })

/** Ways in which a person gives the same command. */
export interface Way {
  name: string
  give: (desk: Desk, command: Command) => Promise<void>
}

/** A command by its words on the button, its key and its words in the tray. */
export interface Command {
  button: string
  key: string
  tray: readonly string[]
}

export const ways: readonly Way[] = [
  {
    name: 'by its button',
    give: ({ page }, { button }) => page.getByRole('button', { name: button, exact: true }).click()
  },
  {
    // Held down for a moment: the system repeats it.
    name: 'by its key',
    give: async ({ page: { keyboard } }, { key }) => {
      await keyboard.down('Control')
      await keyboard.down('Shift')
      await keyboard.down(key)
      await keyboard.down(key)
      await keyboard.up(key)
      await keyboard.up('Shift')
      await keyboard.up('Control')
    }
  },
  {
    name: 'from the tray',
    give: ({ callside }, { tray }) => desktopOf(callside).clickTray(...tray)
  }
]

/** Counts from now on how often the gateway received each of these. */
export function received(
  { gateway }: Desk,
  names: readonly LogName[]
): () => Partial<Record<LogName, number>> {
  const count = (name: LogName): number => gateway.control.counts(name).received
  const before = names.map(count)
  return () => Object.fromEntries(names.map((name, at) => [name, count(name) - (before[at] ?? 0)]))
}
