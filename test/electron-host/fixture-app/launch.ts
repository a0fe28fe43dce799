import { _electron, expect, test, type ElectronApplication, type Page } from '@playwright/test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRemoteHost, type RemoteHost } from '../remote.ts'
import { launchArguments } from '../which.ts'

export interface Fixture {
  app: ElectronApplication
  window: Page
  host: RemoteHost
  userData: string
}

export const fixtureApp = import.meta.dirname

/** A userData directory of this test's own. */
function makeUserData(): string {
  return mkdtempSync(join(tmpdir(), 'stand-in-'))
}

/** Launches the fixture app and waits until its page has run its script. */
export async function launchFixture(userData: string): Promise<Fixture> {
  const app = await _electron.launch({
    args: [...launchArguments(), fixtureApp, `--user-data-dir=${userData}`],
    // Playwright would show every page a light theme of its own otherwise.
    colorScheme: null
  })
  const window = await app.firstWindow()
  await expect(window.locator('body')).toHaveAttribute('data-ready', 'yes')
  return { app, window, host: createRemoteHost(app), userData }
}

/** `test` with the fixture app running, on the stand-in and on the real Electron: its specs compare the two. */
export const fixtureTest = test.extend<{ fixture: Fixture }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of a fixture's needs from the pattern
  fixture: async ({}, use) => {
    const userData = makeUserData()
    const fixture = await launchFixture(userData)
    await use(fixture)
    await fixture.app.close()
    rmSync(userData, { recursive: true, force: true })
  }
})

/** What main.js of the fixture keeps for its specs. */
export function readSeen(app: ElectronApplication): Promise<Record<string, unknown[]>> {
  return app.evaluate(() => {
    const fixture: unknown = Reflect.get(globalThis, 'fixture')
    return (fixture as { seen: Record<string, unknown[]> }).seen
  })
}
