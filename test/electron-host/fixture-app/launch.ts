import { _electron, expect, test, type ElectronApplication, type Page } from '@playwright/test'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRemoteHost, type RemoteHost } from '../remote.ts'

export interface Fixture {
  app: ElectronApplication
  window: Page
  host: RemoteHost
  userData: string
}

export const fixtureApp = import.meta.dirname
export const standInExecutable = join(import.meta.dirname, '../electron')
const isRealElectron = existsSync(
  join(import.meta.dirname, '../../../node_modules/electron/dist/version')
)

/** A userData directory of this test's own. */
function makeUserData(): string {
  return mkdtempSync(join(tmpdir(), 'stand-in-'))
}

/** Launches the fixture app and waits until its page has run its script. */
export async function launchFixture(userData: string): Promise<Fixture> {
  const app = await _electron.launch({
    args: [fixtureApp, `--user-data-dir=${userData}`],
    // Playwright would show every page a light theme of its own otherwise.
    colorScheme: null
  })
  const window = await app.firstWindow()
  await expect(window.locator('body')).toHaveAttribute('data-ready', 'yes')
  return { app, window, host: createRemoteHost(app), userData }
}

/** `test` with the fixture app running; the specs are about the stand-in, so they skip elsewhere. */
export const fixtureTest = test.extend<{ fixture: Fixture }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of a fixture's needs from the pattern
  fixture: async ({}, use) => {
    test.skip(isRealElectron, 'the real Electron is installed')
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
