import { svelte } from '@sveltejs/vite-plugin-svelte'
import { playwright } from '@vitest/browser-playwright'
import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'
import { chromiumArguments, findBrowser } from './scripts/browser.ts'

const here = import.meta.dirname
const browser = findBrowser()
/** Two busy cores make a quick test slow; a test that hangs still ends. */
const testTimeout = 20_000
const patient = { poll: { timeout: testTimeout / 2 } }

/** `node` runs everything that needs no page; `browser` runs the screens in a real Chromium. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          testTimeout,
          expect: patient,
          environment: 'node',
          // No module of ours keeps anything: files may share those that a worker has loaded, which
          // spares a quarter of the time (239 s against 170 s for 135 files, in one hour).
          isolate: false,
          unstubEnvs: true,
          include: ['test/{unit,contract,gateway,simulator,walls,host}/**/*.test.ts'],
          // The electron package downloads a binary when plain Node imports it; this stops it.
          env: { ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent' }
        }
      },
      {
        test: {
          name: 'faults',
          testTimeout: 60_000,
          expect: patient,
          environment: 'node',
          include: ['test/faults/**/*.test.ts'],
          env: { ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent' }
        }
      },
      {
        plugins: [svelte({ configFile: resolve(here, 'svelte.config.js') })],
        test: {
          name: 'browser',
          testTimeout,
          expect: patient,
          include: ['test/component/**/*.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            instances: [{ browser: 'chromium' as const }],
            provider: playwright({
              launchOptions: {
                args: [...chromiumArguments],
                ...(browser === null ? {} : { executablePath: browser })
              }
            })
          }
        }
      }
    ]
  }
})
