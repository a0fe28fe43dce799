import { defineConfig } from '@playwright/test'
import { hasRealElectron, standInFolder } from './test/electron-host/which.ts'

// The real Electron where it was downloaded; elsewhere a stand-in that runs the same bundles on an
// installed Chromium. Each worker reads this file before Playwright looks for Electron.
if (!hasRealElectron()) process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= standInFolder

// A failed test would otherwise leave a copy of the page's text, with whatever was typed into it.
process.env['PLAYWRIGHT_NO_COPY_PROMPT'] = '1'

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  globalSetup: './test/electron-host/announce.ts',
  // One more than there are cores: 191 tests took 249 s, where two at a time took more than 300 s.
  workers: 3,
  fullyParallel: true,
  timeout: 60_000,
  // An app start takes two seconds alone and ten on a busy machine.
  expect: { timeout: 20_000 },
  retries: 0,
  // A trace, a picture or a video would keep what was typed, passwords included.
  use: { trace: 'off', screenshot: 'off', video: 'off' },
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]]
})
