import type { Locator, Page } from '@playwright/test'
import type { Desk } from './test.ts'

export interface CallDataOnScreen {
  text: Locator
  send: Locator
  /** What the gateway has now, as far as the app has read it. */
  current: Locator
  meter: Locator
}

/** The parts of the card *Call data*. */
export const onScreen = (page: Page): CallDataOnScreen => ({
  text: page.getByLabel('Text that travels with the call'),
  send: page.getByRole('button', { name: 'Send call data' }),
  current: page.getByRole('region', { name: 'On the gateway now' }),
  meter: page.getByLabel('Size of the call data')
})

/** What the newest write said to the gateway. */
export const lastWrite = ({ gateway }: Desk): unknown =>
  JSON.parse(gateway.control.requests('setCallAppDataEx').at(-1)?.body ?? 'null')

/** The data of the agent's call as the gateway holds it. */
export const storedAt = ({ gateway }: Desk): string | undefined =>
  gateway.script.callOf('1001')?.data
