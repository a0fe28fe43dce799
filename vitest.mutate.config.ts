import { defineConfig } from 'vitest/config'

/**
 * The tests that Stryker runs against every mutant of the files in stryker.config.json: unit tests,
 * and those of the wire that speak of downloads. No browser, no app, no long loops.
 */
export default defineConfig({
  test: {
    testTimeout: 10_000,
    environment: 'node',
    include: [
      'test/unit/{evidence,file,library,queue,save,saver,name,body,fetch,transfer}*.test.ts',
      'test/gateway/{body,fetch,lent}*.test.ts'
    ],
    env: { ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent' }
  }
})
