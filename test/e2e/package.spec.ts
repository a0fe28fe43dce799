import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { launchCallside } from './support/app.ts'
import { expect, test } from './support/test.ts'

const root = resolve(import.meta.dirname, '../..')

test('the built bundles are the whole app: they run from a folder of their own', async () => {
  const appFolder = mkdtempSync(join(tmpdir(), 'callside-package-'))
  for (const part of ['out', 'package.json']) {
    cpSync(join(root, part), join(appFolder, part), { recursive: true })
  }
  expect(readdirSync(appFolder).sort()).toEqual(['out', 'package.json'])
  const callside = await launchCallside({ appFolder, policy: { gateways: [] } })
  const { page } = callside
  try {
    await page.getByRole('button', { name: 'Practice' }).click()
    await expect(page.getByRole('banner').getByText('Connected')).toBeVisible()
    await expect(page.getByText(/Practice – nothing here is real/)).toBeVisible()
    await expect(page.getByText('Talking', { exact: true }).first()).toBeVisible()
  } finally {
    await callside.close()
    rmSync(appFolder, { recursive: true, force: true })
  }
})
