import { expect, type Page } from '@playwright/test'
import { planted } from './secrets.ts'

/** Fills in the form and signs in; what comes of it is the test's to see. */
export async function signIn(page: Page, agentId = '1001'): Promise<void> {
  await page.getByLabel('Agent ID', { exact: true }).fill(agentId)
  await page.getByLabel('Password', { exact: true }).fill(planted.password)
  await page.getByLabel('Phone number', { exact: true }).fill(`70${agentId}`)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** Signs in and waits until the ribbon says so. */
export async function signedIn(page: Page, agentId = '1001'): Promise<void> {
  await signIn(page, agentId)
  await expect(page.getByRole('banner').getByText('Connected')).toBeVisible()
}
