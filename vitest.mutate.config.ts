import { resolve } from 'node:path'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const fewerRuns = resolve(import.meta.dirname, 'test/mutation/fewer-runs.ts')

/** Puts fast-check with few runs in the place of fast-check, but for whoever wraps it. */
const withFewerRuns: Plugin = {
  name: 'fewer-runs',
  enforce: 'pre',
  resolveId: (source, importer) =>
    source === 'fast-check' && importer !== fewerRuns ? fewerRuns : null
}

/** Quick tests first: the first that fails ends the run of a mutant. */
class QuickFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isWire = ({ moduleId }: TestSpecification): number =>
      Number(moduleId.includes('/gateway/'))
    return Promise.resolve(files.sort((one, other) => isWire(one) - isWire(other)))
  }
}

/**
 * The tests that Stryker runs against every mutant of the files in stryker.config.json: unit tests,
 * and those of the wire that speak of downloads. No browser, no app, no long loops.
 */
export default defineConfig({
  plugins: [withFewerRuns],
  test: {
    testTimeout: 10_000,
    environment: 'node',
    include: [
      'test/unit/{evidence,fetch,file,library,name,queue,save}*.test.ts',
      'test/gateway/fetch*.test.ts'
    ],
    // A thousand equal names, and cases of a hundred files: more than a mutant is worth.
    exclude: [
      'test/unit/{library-placement,evidence-archive,evidence-case*,evidence-full-disk}.test.ts'
    ],
    sequence: { sequencer: QuickFirst },
    env: { ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent' }
  }
})
